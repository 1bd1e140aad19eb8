import { useState } from 'react';
import { AppName } from '#components/AppName.tsx';
import type { AppAdoption } from '#fleet/view.ts';
import { count } from '#lib/text.ts';
import { duration } from '#lib/time.ts';
import { Button } from '#ui/Button.tsx';
import { Card, Hint } from '#ui/Card.tsx';
import { NumberLink } from './NumberLink.tsx';

const MOST = 12;
const HEAD = 'px-2 py-2 text-right font-medium whitespace-nowrap last:pr-4';

/** How far each App has come. */
export function Adoption({ apps }: { readonly apps: readonly AppAdoption[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? apps : apps.slice(0, MOST);
  return (
    <Card title="Adoption per App">
      {/* It scrolls inside itself, and so it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="region" aria-label="Adoption per App, table" tabIndex={0} className="relative overflow-x-auto -outline-offset-2">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-xs text-ink-2">
              <th scope="col" className="sticky left-0 z-[1] bg-surface px-4 py-2 text-left font-medium">
                App
              </th>
              {['Targeted', 'Running', 'Pending', 'Failed', 'Stuck'].map((word) => (
                <th key={word} scope="col" className={HEAD}>
                  {word}
                </th>
              ))}
              <th scope="col" className={HEAD}>
                <Hint text="To land" tip="The median time from the target to the report, of the landings that this browser has observed" />
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((app) => (
              <AppRow key={app.sid} app={app} />
            ))}
          </tbody>
        </table>
      </div>
      {apps.length === 0 && <p className="px-4 py-3 text-sm text-ink-2">No App is listed, targeted or running.</p>}
      {apps.length > shown.length && (
        <div className="border-t border-line px-2 py-1 text-sm">
          <Button variant="ghost" onClick={() => setAll(true)}>
            Show all {apps.length.toLocaleString('en')} Apps
          </Button>
        </div>
      )}
    </Card>
  );
}

const NUMBER = 'px-2 py-1 text-right';

function AppRow({ app: { sid, counts, landing } }: { readonly app: AppAdoption }) {
  return (
    <tr className="border-t border-line hover:bg-hover">
      <th scope="row" className="sticky left-0 z-[1] max-w-40 min-w-32 bg-surface px-4 py-1 text-left font-medium sm:max-w-52">
        <AppName sid={sid} />
      </th>
      <td className={NUMBER}>
        <NumberLink of={counts.targeted} />
      </td>
      <td className={NUMBER}>
        <NumberLink of={counts.running} />
      </td>
      <td className={NUMBER}>
        <NumberLink of={counts.pending} />
      </td>
      <td className={NUMBER}>
        <NumberLink of={counts.failed} tone="font-medium text-bad" />
      </td>
      <td className={NUMBER}>
        <NumberLink of={counts.stuck} tone="font-medium text-warn" />
      </td>
      <td className="px-2 py-1 pr-4 text-right whitespace-nowrap">
        {landing === null ? (
          <span className="text-ink-3">none observed</span>
        ) : (
          <>
            {duration(landing.median)} <span className="text-xs text-ink-3">from {count(landing.observed, 'observed landing')}</span>
          </>
        )}
      </td>
    </tr>
  );
}
