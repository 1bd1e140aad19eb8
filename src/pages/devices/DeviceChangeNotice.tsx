import type { ReactNode } from 'react';
import { ApiError } from '#api/error.ts';
import { useNow } from '#components/now.ts';
import type { Progress } from '#components/device-change.ts';
import { errorText } from '#components/device-toasts.ts';
import { UpdateFailed } from '#fleet/update.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';

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

interface WaitingProps {
  readonly until: number;
  /** The way out, where there is no other. */
  readonly action?: ReactNode;
}

/** The API asked to slow down: when it is sent again. */
export function Waiting({ until, action }: WaitingProps) {
  const left = Math.max(1, Math.floor((until - useNow(1_000)) / 1_000));
  return (
    <Notice tone="warn" title={t`The API asks to slow down.`} action={action}>
      {rich`Nothing was done yet; it is sent again in ${left} s.`}
    </Notice>
  );
}

/** What leaving a dialog does: what waits is cancelled, what is sent or done goes its own way. */
export function leaveWord(progress: Progress): string {
  return progress.kind === 'sending' || progress.kind === 'unknown' ? t`Close` : t`Cancel`;
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
      return <Waiting until={progress.until} />;
    case 'failed':
      return (
        <Notice tone="bad" title={failedTitle(progress.error, what)}>
          {errorText(progress.error)}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="bad" title={t`Outcome unknown.`}>
          {rich`The ${what} was sent, and no answer came: ${errorText(progress.error)}. ${unknown}`}
        </Notice>
      );
    default:
      return null;
  }
}

function failedTitle(error: Error, what: string): string {
  if (error instanceof UpdateFailed) {
    return error.kind === 'nothing-sent'
      ? t`The ${what} was not sent: the device could not be read first.`
      : t`The ${what} was not carried out: it was sent, and the device, read again, is unchanged.`;
  }
  if (!(error instanceof ApiError)) return t`The ${what} failed.`;
  return error.trouble === 'refused' ? t`The API refused the ${what}.` : t`The ${what} was not carried out.`;
}
