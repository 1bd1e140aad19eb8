import { useQuery } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import { appLabel, AppName } from '#components/AppName.tsx';
import { NumberLink } from '#components/NumberLink.tsx';
import type { MatrixCell } from '#fleet/view.ts';
import { count, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { cx } from '#ui/cx.ts';
import { matrixLayout } from './matrix-layout.ts';
import { FIRST, TableCard } from './TableCard.tsx';

/** As many as the card has room for beside the queue. */
const MOST = 10;

interface MatrixProps {
  readonly cells: readonly MatrixCell[];
  readonly soFar: string;
  readonly all: boolean;
  readonly onAll: () => void;
}

/** Who should run what, and who does: a row for each target, a column for each App that runs. */
export function Matrix({ cells, soFar, all, onAll }: MatrixProps) {
  const { data: apps } = useQuery(appQueries.all());
  const { targets, running, cell, hidden } = matrixLayout(cells, all ? Number.POSITIVE_INFINITY : MOST);
  const words = t`${count(hidden.cells, 'more combination')} with ${count(hidden.devices, 'device')} not shown.`;
  const what = ({ target, reported }: MatrixCell): string => {
    const [should, runs] = [target, reported].map((sid) => (sid === null ? null : appLabel(sid, apps).text));
    if (should === null) return runs === null ? t`have no target and never reported` : t`have no target and run ${runs ?? ''}`;
    return runs === null ? t`should run ${should ?? ''} and never reported` : t`should run ${should ?? ''} and run ${runs ?? ''}`;
  };
  return (
    <TableCard title={t`Should run × does run`} soFar={soFar} rest={hidden.cells === 0 ? null : { words, button: t`Show all`, onShow: onAll }}>
      <table className="text-sm">
        <thead>
          <tr className="text-xs text-ink-2">
            <th scope="col" className={`${FIRST} py-2 align-bottom whitespace-nowrap`}>
              {rich`Should run ↓${<br />}does run →`}
            </th>
            {running.map((sid) => (
              <th key={sid} scope="col" className="px-1 py-2 text-left align-bottom font-medium">
                <span className="mx-auto block max-h-36 [writing-mode:vertical-rl]">
                  <App sid={sid} none={t`never reported`} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={target} className="border-t border-line hover:bg-hover">
              <th scope="row" className={`${FIRST} max-w-40 py-1 sm:max-w-52`}>
                <App sid={target} none={t`no target`} />
              </th>
              {running.map((reported) => (
                <Cell key={reported} cell={cell(target, reported)} same={target === reported} what={what} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableCard>
  );
}

function App({ sid, none }: { readonly sid: string | null; readonly none: string }) {
  return sid === null ? <span className="text-ink-2">{none}</span> : <AppName sid={sid} />;
}

interface CellProps {
  readonly cell: MatrixCell | undefined;
  readonly same: boolean;
  readonly what: (cell: MatrixCell) => string;
}

function Cell({ cell, same, what }: CellProps) {
  return (
    <td className={cx('min-w-10 px-1 py-1 text-right', same && 'bg-ok-tint')}>
      {cell === undefined ? <span className="sr-only">0</span> : <NumberLink of={cell} what={what(cell)} tone={same ? 'text-ok' : 'font-medium text-ink'} />}
    </td>
  );
}
