import { useQuery } from '@tanstack/react-query';
import type { Row } from '@tanstack/react-table';
import { appQueries } from '#api/apps.ts';
import { useNow } from '#components/now.ts';
import { useChosen } from '#components/selection.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import type { FleetRow } from '#fleet/view.ts';
import type { DeviceColumn, features } from './columns.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { rowWords } from './row-words.ts';

interface GridRowsProps {
  readonly rows: readonly Row<typeof features, FleetRow>[];
  readonly columns: readonly DeviceColumn[];
  /** Which of them are drawn. */
  readonly drawn: readonly number[];
  /** Height of a row, and of what is above the first, px. */
  readonly rowHeight: number;
  readonly offset: number;
  readonly active: { readonly row: number; readonly column: number };
  readonly phone: boolean;
}

/** The rows that are drawn. One clock, one list of Apps and one choice of thresholds for all of them: a row asks for nothing itself. */
export function GridRows({ rows, columns, drawn, rowHeight, offset, active, phone }: GridRowsProps) {
  const now = useNow();
  const limits = useStuckAfter();
  const { data: apps } = useQuery(appQueries.all());
  const chosen = useChosen();
  return drawn.map((index) => {
    const row = rows[index];
    return (
      row && (
        <DeviceRow
          key={row.id}
          row={row.original}
          columns={columns}
          words={rowWords(row.original, now, limits)}
          apps={apps}
          index={index}
          top={offset + index * rowHeight}
          active={index === active.row ? active.column : null}
          phone={phone}
          chosen={chosen.has(row.id)}
        />
      )
    );
  });
}
