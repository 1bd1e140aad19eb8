import { useState } from 'react';
import { AppName } from '#components/AppName.tsx';
import type { MatrixCell } from '#fleet/view.ts';
import { count } from '#lib/text.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { cx } from '#ui/cx.ts';
import { matrixLayout } from './matrix-layout.ts';
import { NumberLink } from './NumberLink.tsx';

const MOST = 12;

/** Who should run what, and who does: a row for each target, a column for each App that runs. */
export function Matrix({ cells }: { readonly cells: readonly MatrixCell[] }) {
  const [all, setAll] = useState(false);
  const { targets, running, cell, hidden } = matrixLayout(cells, all ? Number.POSITIVE_INFINITY : MOST);
  return (
    <Card title="Should run × does run">
      {/* It scrolls inside itself, and so it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="region" aria-label="Should run × does run, table" tabIndex={0} className="relative overflow-x-auto -outline-offset-2">
        <table className="text-sm">
          <thead>
            <tr className="text-xs text-ink-2">
              <th scope="col" className="sticky left-0 z-[1] bg-surface px-4 py-2 text-left align-bottom font-medium whitespace-nowrap">
                Should run ↓
                <br />
                does run →
              </th>
              {running.map((sid) => (
                <th key={sid} scope="col" className="px-1 py-2 text-left align-bottom font-medium">
                  <span className="mx-auto block max-h-36 [writing-mode:vertical-rl]">
                    <App sid={sid} none="never reported" />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <tr key={target} className="border-t border-line hover:bg-hover">
                <th scope="row" className="sticky left-0 z-[1] max-w-40 bg-surface px-4 py-1 text-left font-medium sm:max-w-52">
                  <App sid={target} none="no target" />
                </th>
                {running.map((reported) => (
                  <Cell key={reported} cell={cell(target, reported)} same={target === reported} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden.cells > 0 && (
        <div className="flex flex-wrap items-center gap-x-2 border-t border-line px-4 py-1 text-sm text-ink-2">
          {count(hidden.cells, 'more combination')} with {count(hidden.devices, 'device')} not shown.
          <Button variant="ghost" onClick={() => setAll(true)}>
            Show all
          </Button>
        </div>
      )}
    </Card>
  );
}

function App({ sid, none }: { readonly sid: string | null; readonly none: string }) {
  return sid === null ? <span className="text-ink-2">{none}</span> : <AppName sid={sid} />;
}

function Cell({ cell, same }: { readonly cell: MatrixCell | undefined; readonly same: boolean }) {
  return (
    <td className={cx('min-w-10 px-1 py-1 text-right', same && 'bg-ok-tint')}>
      {cell === undefined ? <span className="sr-only">0</span> : <NumberLink of={cell} tone={same ? 'text-ok' : 'font-medium text-ink'} />}
    </td>
  );
}
