import { Hourglass } from 'lucide-react';
import type { AppManifest } from '#api/manifest.ts';
import { usePreference } from '#components/preference.ts';
import { stuckAfterPreference } from '#components/stuck-after.ts';
import { duration } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { focusHeading } from '#ui/focus.ts';
import { toast } from '#ui/toast.ts';
import { stuckHint, withOwn } from './stuck-hint.ts';

interface StuckHintNoteProps {
  readonly manifest: AppManifest;
  readonly sid: string;
  readonly label: string;
}

/** A device that looks for updates every six hours is not stuck after one: says so, and offers a threshold that fits. */
export function StuckHintNote({ manifest, sid, label }: StuckHintNoteProps) {
  const [limits, setLimits] = usePreference(stuckAfterPreference);
  const hint = stuckHint(manifest, limits, sid);
  if (hint === null) return null;
  const { normal, limit, own, proposed } = hint;
  const set = (ms: number | null): void => {
    const before = own ? limit : null;
    // The button goes. What is chosen for other Apps before the way back is taken stays.
    focusHeading();
    setLimits(withOwn(limits, sid, ms));
    toast({
      tone: 'ok',
      title: ms === null ? t`${label} has the threshold of every App again` : t`${label} is stuck after ${duration(ms)}`,
      action: { label: t`Undo`, run: () => setLimits(withOwn(stuckAfterPreference.get(), sid, before)) },
    });
  };
  return (
    <div className="mx-4 mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-bg px-3 py-2 text-sm">
      <Hourglass aria-hidden size={15} className={proposed === null ? 'text-ink-3' : 'text-warn'} />
      <p className="min-w-0 flex-1 basis-56">
        {t`As it says, up to ${duration(normal)} may pass before a healthy device has taken an update.`}{' '}
        {limit >= normal ? t`A drift is called stuck after ${duration(limit)}.` : t`A drift is called stuck after ${duration(limit)} already.`}
      </p>
      {proposed !== null && <Button onClick={() => set(proposed)}>{t`Stuck after ${duration(proposed)} instead`}</Button>}
      {own && <Button onClick={() => set(null)}>{t`As for every App: ${duration(limits.usual)}`}</Button>}
    </div>
  );
}
