import { CircleCheck, CircleX, X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import { useAppLabel } from '#components/AppName.tsx';
import { deviceLabel } from '#components/DeviceName.tsx';
import { clip, visible } from '#lib/text.ts';
import { timeOfDay } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { Title } from '#ui/Title.tsx';
import { toast } from '#ui/toast.ts';
import { useLanding, type LandingNote } from './device-landing.ts';

/** Says when a deployment has landed or failed, and how long it took: at once, and for as long as the page is open. */
export function DeviceLanding({ reading }: { readonly reading: DeviceReading }) {
  const { note, dismiss } = useLanding(reading);
  const app = useAppLabel(note?.app ?? null)?.text ?? t`The App`;
  const label = deviceLabel(reading.device);
  const title = note === null ? '' : headline(note, app);
  const announce = useEffectEvent((ended: LandingNote) => toast({ tone: ended.kind === 'landed' ? 'ok' : 'bad', title, description: label }));
  // Once for each end of a deployment, whatever the device is called later.
  useEffect(() => {
    if (note) announce(note);
  }, [note]);
  return (
    <>
      <Title>{`${note === null ? '' : `${note.kind === 'landed' ? t`✓ landed` : t`✗ failed`} · `}${label} · Fleet Console`}</Title>
      {note && (
        // No live region: the toast is read out, and this is the same for the eyes, for longer.
        <div role="group" aria-label={t`Deployment`} className={cx('flex items-center gap-3 rounded-lg py-1 pr-1 pl-4', note.kind === 'landed' ? 'bg-ok-tint' : 'bg-bad-tint')}>
          {note.kind === 'landed' ? <CircleCheck aria-hidden size={16} className="shrink-0 text-ok" /> : <CircleX aria-hidden size={16} className="shrink-0 text-bad" />}
          <span className="min-w-0 flex-1 py-1 wrap-anywhere">
            <strong className="font-semibold">{title}</strong> <span className="text-ink-2">{rich`Seen at ${timeOfDay(note.at)}.`}</span>
          </span>
          <IconButton label={t`Dismiss the note`} onClick={dismiss}>
            <X aria-hidden size={14} />
          </IconButton>
        </div>
      )}
    </>
  );
}

function headline(note: LandingNote, app: string): string {
  const { kind, took } = note;
  if (kind === 'landed') return took === null ? t`${app} has landed.` : t`${app} has landed ${took}.`;
  if (note.code === null) return took === null ? t`Failed: ${app} was not installed.` : t`Failed: ${app} was not installed ${took}.`;
  const code = clip(visible(String(note.code)), 60);
  return took === null ? t`Failed: ${app} was not installed, code ${code}.` : t`Failed: ${app} was not installed, code ${code} ${took}.`;
}
