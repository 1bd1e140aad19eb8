import { Pencil, Trash2 } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { Config } from '#api/schema.ts';
import { keyProblem } from '#api/scope.ts';
import { count, t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { previewOf, shapeOf, type ValueShape } from './config-value.ts';
import { keyLabel, lengthOf } from './keyed-limits.ts';
import { KeyedRow } from './KeyedRow.tsx';
import type { KeyedControl } from './use-keyed-view.ts';

/** On a phone what is open can be changed and deleted; the row has no room for that. */
export const CONFIG_ACTIONS = 'w-24 pointer-coarse:w-32 @max-md:hidden';

interface ConfigRowProps {
  readonly row: Config;
  readonly control: KeyedControl;
  readonly blocked: string | null;
  readonly onOpen: (key: string) => void;
  readonly onEdit: (row: Config) => void;
  readonly onDelete: (row: Config) => void;
}

/** One Config in a list: its key, how its value begins, and what it is. */
export const ConfigRow = memo(function ConfigRow({ row, control, blocked, onOpen, onEdit, onDelete }: ConfigRowProps) {
  const { key, value } = row;
  const name = keyLabel(key);
  const [preview, kind] = useMemo(() => [value === null ? '' : previewOf(value), value === null ? '' : shapeWords(shapeOf(value), value)], [value]);
  const why = blocked ?? keyProblem(key);
  const beginning = value === null || value === '' ? <span className="text-ink-3">{value === null ? t`no value` : t`empty`}</span> : <bdi className="font-mono text-xs">{preview}</bdi>;
  return (
    <KeyedRow
      name={key}
      date={row.date_updated}
      control={control}
      onOpen={onOpen}
      below={<span className="block truncate text-ink-2 @2xl:hidden">{beginning}</span>}
      cells={
        <>
          <td className="truncate px-2 py-1.5 text-ink-2 @max-2xl:hidden">{beginning}</td>
          <td className="truncate px-2 py-1.5 text-ink-2 @max-4xl:hidden">{kind}</td>
        </>
      }
      actionsClass={CONFIG_ACTIONS}
      actions={
        <>
          <CopyButton text={value ?? ''} what={t`value of ${name}`} className="size-7" />
          <IconButton label={t`Edit ${name}`} blocked={why} className="size-7!" onClick={() => onEdit(row)}>
            <Pencil aria-hidden size={14} />
          </IconButton>
          <IconButton label={t`Delete ${name}`} blocked={why} className="size-7!" onClick={() => onDelete(row)}>
            <Trash2 aria-hidden size={14} />
          </IconButton>
        </>
      }
    />
  );
});

/** `JSON`, `broken JSON`, `PEM, 2 blocks`, `12 characters`. */
function shapeWords(shape: ValueShape, value: string): string {
  if (shape.kind === 'json') return shape.reading.ok ? t`JSON` : t`broken JSON`;
  if (shape.kind === 'text') return count(lengthOf(value), 'character');
  return shape.blocks.some(({ problem }) => problem !== null) ? t`broken PEM` : t`PEM, ${count(shape.blocks.length, 'block')}`;
}
