import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { AppName } from '#components/AppName.tsx';
import { deviceLabel, DeviceName } from '#components/DeviceName.tsx';
import { LeaseBadge } from '#components/Lease.tsx';
import { useNowText } from '#components/now.ts';
import { attentionAge, contradiction, errorCode, factsOf, type AttentionClass } from '#fleet/health.ts';
import type { QueueGroup } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { duration, relative } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { deviceIn } from './home-links.ts';

interface QueueRowProps {
  readonly group: QueueGroup;
  readonly row: QueueGroup['rows'][number];
}

/** One device that needs attention: its name, why, and for how long. */
export function QueueRow({ group: { kind, term }, row: { device, missingSince, cleared } }: QueueRowProps) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line px-4 py-1.5 text-sm hover:bg-hover has-focus-visible:bg-hover sm:grid-cols-[minmax(9rem,13rem)_minmax(0,1fr)_5rem] pointer-coarse:py-2.5">
      <Link
        data-queue-row={device.sid}
        to={deviceIn(kind, term, device.sid)}
        data-tip={deviceLabel(device)}
        className={cx(
          cleared !== null && 'text-ink-3 line-through',
          'truncate font-medium -outline-offset-2 after:absolute after:inset-0 hover:underline focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
        )}
      >
        <DeviceName device={device} />
      </Link>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-ink-2 max-sm:order-last max-sm:col-span-2">
        {cleared === null ? <Reason kind={kind} device={device} /> : <Cleared at={cleared} />}
        {missingSince !== null && <span className="text-odd">{t`not listed any more`}</span>}
      </span>
      {cleared === null && <Age kind={kind} device={device} />}
    </li>
  );
}

/** It is well again; the row goes with the next complete reading of the fleet. */
function Cleared({ at }: { readonly at: number }) {
  const text = useNowText((now) => t`cleared ${relative(at, now)}`);
  return (
    <span className="inline-flex items-center gap-1.5" data-tip={t`Nothing is the matter with it any more. It leaves the queue once the fleet has been read again.`}>
      <CircleCheck aria-hidden size={14} className="shrink-0 self-center text-ok" />
      {text}
    </span>
  );
}

interface AboutProps {
  readonly kind: AttentionClass;
  readonly device: Device;
}

/** How long it has been so: counts on by itself between two readings. */
function Age({ kind, device }: AboutProps) {
  const facts = factsOf(device);
  const text = useNowText((now) => {
    const age = attentionAge(kind, facts, now);
    return age === null ? '–' : duration(age);
  });
  return <span className="text-right whitespace-nowrap">{text}</span>;
}

function Reason({ kind, device }: AboutProps) {
  const app = device.app;
  const target = app?.target_sid ?? null;
  const reported = app?.reported_sid ?? null;
  if (kind === 'logging') return <LoggingReason device={device} />;
  if (kind === 'odd') return <span className="wrap-anywhere">{clip(visible(contradiction(factsOf(device)) ?? ''), 200)}</span>;
  // Where it runs what it should, only the target itself can be the matter.
  if (target !== null && target === reported) return <Runs word={t`runs, as it should,`} sid={target} />;
  return (
    <>
      {reported === null ? <span>{t`never reported`}</span> : <Runs word={t`runs`} sid={reported} />}
      <span aria-hidden>→</span>
      {target === null ? <span>{t`no target`}</span> : <Runs word={t`should run`} sid={target} />}
      {kind === 'failed' && <span className="text-bad">{errorWords(app?.update_error_code ?? null)}</span>}
      {kind === 'stuck' && app?.update_status && <span>{clip(visible(app.update_status), 60)}</span>}
    </>
  );
}

/** On a narrow screen the arrow says it alone. */
function Runs({ word, sid }: { readonly word: string; readonly sid: string }) {
  return (
    <span className="inline-flex max-w-full min-w-0 items-baseline gap-1.5">
      <span className="max-sm:sr-only">{word}</span> <AppName sid={sid} className="text-ink" />
    </span>
  );
}

function LoggingReason({ device }: { readonly device: Device }) {
  return (
    <span>
      {t`logging:`}{' '}<LeaseBadge device={device} />
    </span>
  );
}

/** `error 118`; a code has no published meaning, so that is all there is to say. */
export function errorWords(code: number | string | null): string {
  const said = errorCode(code);
  return said === null ? t`error without a code` : t`error ${clip(visible(String(said)), 60)}`;
}
