import type { ReactNode } from 'react';
import { ApiError } from '#api/error.ts';
import { KeyNotApplied } from '#fleet/keyed.ts';
import { UpdateFailed } from '#fleet/patience.ts';
import { t } from '#texts/t.ts';
import { errorText } from './device-toasts.ts';
import { Notice, Waiting } from './Notice.tsx';
import type { WriteProgress } from './use-keyed-write.ts';

interface WriteNoticeProps<Row> {
  readonly progress: WriteProgress<Row>;
  /** More about an unknown outcome: what the key looked like when it was read again. */
  readonly unknown: string;
}

/** How a write goes, and what became of it, where it was sent from. */
export function WriteNotice<Row>({ progress, unknown }: WriteNoticeProps<Row>): ReactNode {
  switch (progress.kind) {
    case 'waiting':
      return <Waiting until={progress.until} />;
    case 'failed':
      return (
        <Notice tone="bad" title={failedTitle(progress.error)}>
          {errorText(progress.error)}
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="bad" title={t`Outcome unknown.`}>
          {progress.accepted
            ? t`The API accepted it, but its answer does not show it: ${errorText(progress.error)}. Check the key before you retry.`
            : t`It was sent, and no answer came: ${errorText(progress.error)}. ${unknown}`}
        </Notice>
      );
    default:
      return null;
  }
}

function failedTitle(error: Error): string {
  if (error instanceof UpdateFailed) {
    return error.kind === 'nothing-sent' ? t`Nothing was sent: the key could not be read first.` : t`Not carried out: it was sent, and the key, read again, is as it was.`;
  }
  if (error instanceof KeyNotApplied) return t`Not applied.`;
  if (!(error instanceof ApiError)) return t`Nothing was sent.`;
  return error.trouble === 'refused' ? t`The API refused it.` : t`It was not carried out.`;
}

/** A refusal that is about what was typed, and in which field. */
export function fieldOf(error: Error | null): 'key' | 'value' | null {
  if (!(error instanceof ApiError) || error.isNotFound || (error.trouble !== 'refused' && error.code !== 'invalid_parameter')) return null;
  if (error.isConflict) return 'key';
  return /\bkey\b/iu.test(error.message) && !/\bvalue\b/iu.test(error.message) ? 'key' : 'value';
}
