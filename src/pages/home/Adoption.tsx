import { AppName, useAppLabel } from '#components/AppName.tsx';
import type { AppAdoption } from '#fleet/view.ts';
import { count, number, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { Hint } from '#ui/Card.tsx';
import { NumberLink } from './NumberLink.tsx';
import { FIRST, TableCard } from './TableCard.tsx';

const MOST = 12;
const HEAD = 'px-2 py-2 text-right font-medium whitespace-nowrap last:pr-4';

type Part = keyof AppAdoption['counts'];

interface Column {
  readonly part: Part;
  readonly word: string;
  readonly tip?: string;
  readonly tone?: string;
  /** `3 pending on the way to fw-2`. */
  readonly what: (app: string) => string;
}

const COLUMNS: readonly Column[] = [
  { part: 'targeted', word: t`Targeted`, what: (app) => t`should run ${app}` },
  { part: 'running', word: t`Running`, what: (app) => t`run ${app}` },
  { part: 'pending', word: t`Pending`, what: (app) => t`pending on the way to ${app}` },
  { part: 'failed', word: t`Failed`, tone: 'font-medium text-bad', what: (app) => t`failed on the way to ${app}` },
  { part: 'stuck', word: t`Stuck`, tip: t`Drifting for longer than the threshold, failed or not`, tone: 'font-medium text-warn', what: (app) => t`stuck on the way to ${app}, failed or not` },
];

interface AdoptionProps {
  readonly apps: readonly AppAdoption[];
  readonly soFar: string;
  readonly all: boolean;
  readonly onAll: () => void;
}

/** How far each App has come. */
export function Adoption({ apps, soFar, all, onAll }: AdoptionProps) {
  const shown = all ? apps : apps.slice(0, MOST);
  const rest = apps.length > shown.length ? { button: t`Show all ${number(apps.length)} Apps`, onShow: onAll } : null;
  const empty = apps.length === 0 && <p className="px-4 py-3 text-sm text-ink-2">{t`No App is listed, targeted or running.`}</p>;
  return (
    <TableCard title={t`Adoption per App`} soFar={soFar} empty={empty} rest={rest}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-xs text-ink-2">
            <th scope="col" className={`${FIRST} py-2`}>
              {t`App`}
            </th>
            {COLUMNS.map(({ part, word, tip }) => (
              <th key={part} scope="col" className={HEAD}>
                {tip === undefined ? word : <Hint text={word} tip={tip} />}
              </th>
            ))}
            <th scope="col" className={HEAD}>
              <Hint text={t`To land`} tip={t`The median time from the target to the report, of the landings that this browser has observed`} />
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((app) => (
            <AppRow key={app.sid} app={app} />
          ))}
        </tbody>
      </table>
    </TableCard>
  );
}

function AppRow({ app: { sid, counts, landing } }: { readonly app: AppAdoption }) {
  const name = useAppLabel(sid)?.text ?? sid;
  return (
    <tr className="border-t border-line hover:bg-hover">
      <th scope="row" className={`${FIRST} max-w-40 min-w-32 py-1 sm:max-w-52`}>
        <AppName sid={sid} />
      </th>
      {COLUMNS.map(({ part, tone, what }) => (
        <td key={part} className="px-2 py-1 text-right">
          <NumberLink of={counts[part]} what={what(name)} tone={tone} />
        </td>
      ))}
      <td className="px-2 py-1 pr-4 text-right whitespace-nowrap">
        {landing === null ? (
          <span className="text-ink-3">{t`none observed`}</span>
        ) : (
          <>
            {duration(landing.median)}{' '}
            <span className="text-xs text-ink-3" data-tip={t`The median of ${count(landing.observed, 'observed landing')}`}>
              {rich`${<span className="sr-only">{t`, the median`} </span>}of ${number(landing.observed)}${<span className="sr-only"> {t`observed`}</span>}`}
            </span>
          </>
        )}
      </td>
    </tr>
  );
}
