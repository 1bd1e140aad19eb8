import type { Secret } from '#api/schema.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Notice } from './Notice.tsx';
import { Time } from './Time.tsx';

interface ChangedSecretProps {
  /** As it is now; null when it is gone. */
  readonly now: Secret | null;
  readonly onMine: () => void;
  readonly onLeave: () => void;
}

/** Somebody else rotated or deleted it. Nothing is sent by deciding. */
export function ChangedSecret({ now, onMine, onLeave }: ChangedSecretProps) {
  return (
    <Notice
      tone="bad"
      title={now === null ? t`Deleted by somebody else in the meantime.` : t`Rotated by somebody else in the meantime.`}
      action={
        <span className="mt-1 flex flex-wrap gap-2">
          <Button onClick={onMine}>{now === null ? t`Make it anew with mine` : t`Use mine all the same`}</Button>
          <Button onClick={onLeave}>{t`Leave it as it is`}</Button>
        </span>
      }
    >
      {now === null ? t`Nothing was sent.` : rich`Nothing was sent. It was rotated ${<Time date={now.date_rotated} focusable />}.`}
    </Notice>
  );
}
