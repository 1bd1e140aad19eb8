import { KeyRound, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { Secret } from '#api/schema.ts';
import { keyProblem } from '#api/scope.ts';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { Glyph } from '#ui/Glyph.tsx';
import { keyLabel } from './keyed-limits.ts';
import { KeyedRow } from './KeyedRow.tsx';
import { useNow } from './now.ts';
import { isStale } from './stale-after.ts';
import type { KeyedControl } from './use-keyed-view.ts';

export const SECRET_ACTIONS = 'w-20 pointer-coarse:w-22';

interface SecretRowProps {
  readonly row: Secret;
  /** After so many days it is stale. */
  readonly days: number;
  readonly control: KeyedControl;
  readonly blocked: string | null;
  readonly onOpen: (key: string) => void;
  readonly onDelete: (row: Secret) => void;
}

/** One Secret in a list: its key, and how long ago it was rotated. */
export const SecretRow = memo(function SecretRow({ row, days, control, blocked, onOpen, onDelete }: SecretRowProps) {
  const name = keyLabel(row.key);
  const why = blocked ?? keyProblem(row.key);
  return (
    <KeyedRow
      name={row.key}
      date={row.date_rotated}
      control={control}
      onOpen={onOpen}
      note={<Stale row={row} days={days} />}
      actionsClass={SECRET_ACTIONS}
      actions={
        <>
          <IconButton label={t`Rotate ${name}`} blocked={why} className="size-7!" onClick={() => onOpen(row.key)}>
            <KeyRound aria-hidden size={14} />
          </IconButton>
          <IconButton label={t`Delete ${name}`} blocked={why} className="size-7!" onClick={() => onDelete(row)}>
            <Trash2 aria-hidden size={14} />
          </IconButton>
        </>
      }
    />
  );
});

/** The date beside it says since when. */
function Stale({ row, days }: { readonly row: Secret; readonly days: number }) {
  const stale = isStale(row, days, useNow(60_000));
  return (
    stale && (
      <span className="font-medium whitespace-nowrap text-warn">
        <Glyph name="hourglass" /> {t`stale`}
      </span>
    )
  );
}
