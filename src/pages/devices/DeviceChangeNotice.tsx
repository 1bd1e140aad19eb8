import type { ReactNode } from 'react';
import { ApiError } from '#api/error.ts';
import type { Progress } from '#components/device-change.ts';
import { errorText, stillWords } from '#components/device-toasts.ts';
import { Notice, Waiting } from '#components/Notice.tsx';
import { UpdateFailed } from '#fleet/patience.ts';
import { NotApplied } from '#fleet/update.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';

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
          {progress.error instanceof NotApplied ? stillWords(progress.error) : errorText(progress.error)}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="bad" title={t`Outcome unknown.`}>
          {progress.accepted
            ? t`The API accepted the ${what}, but its answer does not show it: ${errorText(progress.error)}. Check the device before you retry.`
            : rich`The ${what} was sent, and no answer came: ${errorText(progress.error)}. ${unknown}`}
        </Notice>
      );
    default:
      return null;
  }
}

function failedTitle(error: Error, what: string): string {
  if (error instanceof NotApplied) return t`The API accepted the ${what}, but did not apply it.`;
  if (error instanceof UpdateFailed) {
    return error.kind === 'nothing-sent'
      ? t`The ${what} was not sent: the device could not be read first.`
      : t`The ${what} was not carried out: it was sent, and the device, read again, is unchanged.`;
  }
  if (!(error instanceof ApiError)) return t`The ${what} failed.`;
  return error.trouble === 'refused' ? t`The API refused the ${what}.` : t`The ${what} was not carried out.`;
}
