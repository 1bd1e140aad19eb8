import type { Config } from '#api/schema.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { linesOf } from './config-value.ts';
import { Notice } from './Notice.tsx';

interface ChangedConfigProps {
  /** As it is now; null when it is gone. */
  readonly now: Config | null;
  /** What is being written shall take its place. */
  readonly onMine: () => void;
  /** What is there now shall be gone on with. */
  readonly onTheirs: () => void;
  /** Nothing shall be done. */
  readonly onLeave: () => void;
}

/** Somebody else was faster: what is there now, and what can be done about it. Either way nothing is sent by deciding. */
export function ChangedConfig({ now, onMine, onTheirs, onLeave }: ChangedConfigProps) {
  if (now === null) {
    return (
      <Notice
        tone="bad"
        title={t`Deleted by somebody else in the meantime.`}
        action={
          <span className="mt-1 flex flex-wrap gap-2">
            <Button onClick={onMine}>{t`Make it anew with mine`}</Button>
            <Button onClick={onLeave}>{t`Leave it deleted`}</Button>
          </span>
        }
      >
        {t`Nothing was sent.`}
      </Notice>
    );
  }
  return (
    <Notice
      tone="bad"
      title={t`Changed by somebody else in the meantime.`}
      action={
        <>
          <ValueNow value={now.value} />
          <span className="mt-1 flex flex-wrap gap-2">
            <Button onClick={onMine}>{t`Keep mine`}</Button>
            <Button onClick={onTheirs}>{t`Take theirs`}</Button>
          </span>
        </>
      }
    >
      {t`Nothing was sent. It is now:`}
    </Notice>
  );
}

/** What a Config holds now that was changed by somebody else: nobody decides on that unseen. */
export function ValueNow({ value }: { readonly value: string | null }) {
  return (
    <pre
      aria-label={t`Value now`}
      // It scrolls, so it has to be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      className="max-h-40 w-full overflow-auto rounded-md border border-line bg-bg p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
    >
      {value ? <bdi>{linesOf(value)}</bdi> : t`empty`}
    </pre>
  );
}
