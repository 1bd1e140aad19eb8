import type { ReactNode } from 'react';
import { ApiError } from '#api/error.ts';
import { useNow } from '#components/now.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import type { Progress } from './device-change.ts';
import { errorText } from './device-toasts.ts';

interface NoticeProps {
  readonly tone: 'warn' | 'bad' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

const TONE = { warn: 'border-warn/30 bg-warn-tint', bad: 'border-bad/30 bg-bad-tint', info: 'border-line bg-bg' };

/** A note inside a dialog. What is bad is said at once by a screen reader, the rest when it is its turn. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={cx('flex flex-col items-start gap-1 rounded-md border px-3 py-2 text-sm wrap-anywhere', TONE[tone])}>
      <strong className="font-semibold">{title}</strong>
      {children !== undefined && <span className="text-ink-2">{children}</span>}
      {action}
    </div>
  );
}

/** The API asked to slow down: when it is sent again, and the way out. */
export function Waiting({ progress }: { readonly progress: Progress & { kind: 'waiting' } }) {
  const left = Math.ceil((progress.until - useNow(1_000)) / 1_000);
  return (
    <Notice
      tone="warn"
      title="The API asks to slow down."
      action={
        <Button className="mt-1" onClick={progress.cancel}>
          Cancel sending
        </Button>
      }
    >
      {left > 0 ? `Nothing was done yet; it is sent again in ${left} s.` : 'Sent again now…'}
    </Notice>
  );
}

interface ChangeNoticeProps {
  readonly progress: Progress;
  /** What was sent: `restart`. */
  readonly what: string;
  /** More about an unknown outcome: what was read again, what that tells. */
  readonly unknown: string;
}

/** How the sending of a change goes, and what became of it, where it was sent from. */
export function ChangeNotice({ progress, what, unknown }: ChangeNoticeProps): ReactNode {
  switch (progress.kind) {
    case 'waiting':
      return <Waiting progress={progress} />;
    case 'cancelled':
      return (
        <Notice tone="info" title="Cancelled.">
          The API had not processed it: nothing was changed.
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone="bad" title={failedTitle(progress.error, what)}>
          {errorText(progress.error)}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="bad" title="Outcome unknown.">
          The {what} was sent, and no answer came: {errorText(progress.error)}. {unknown}
        </Notice>
      );
    default:
      return null;
  }
}

function failedTitle(error: Error, what: string): string {
  if (!(error instanceof ApiError)) return `The ${what} failed.`;
  if (error.outcomeUnknown) return `The ${what} was not carried out: sent three times, and the device, read again, is unchanged.`;
  if (error.trouble === 'refused') return `The API refused the ${what}.`;
  return `The ${what} was not carried out.`;
}
