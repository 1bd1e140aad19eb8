import { Columns3 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import type { SortKey } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';
import type { ColumnId } from './list-preferences.ts';

const ColumnsPanel = late(async () => (await import('./ColumnsPanel.tsx')).ColumnsPanel);

interface ColumnsButtonProps {
  readonly shown: readonly ColumnId[];
  readonly onChange: (shown: readonly ColumnId[]) => void;
  readonly sort: readonly SortKey[];
  readonly onSort: (sort: readonly SortKey[]) => void;
}

/** Opens the column chooser, which is loaded with its first use. */
export function ColumnsButton({ shown, onChange, sort, onSort }: ColumnsButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} aria-haspopup="dialog" aria-expanded={open} icon={<Columns3 aria-hidden size={15} />} onClick={() => setOpen(true)} aria-label={t`Columns`} className="max-sm:w-11 max-sm:px-0">
        <span className="max-sm:hidden">{t`Columns`}</span>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ColumnsPanel anchor={button} shown={shown} onChange={onChange} sort={sort} onSort={onSort} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
