import { APP_COUNTS, LANDING_TIP } from '#components/app-counts.ts';
import { AppLink } from '#components/AppLink.tsx';
import { useAppLabel } from '#components/AppName.tsx';
import { MedianLanding } from '#components/MedianLanding.tsx';
import { NumberLink } from '#components/NumberLink.tsx';
import type { AppAdoption } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';
import { Hint } from '#ui/Card.tsx';
import { FIRST, TableCard } from './TableCard.tsx';

const MOST = 12;
const HEAD = 'px-2 py-2 text-right font-medium whitespace-nowrap last:pr-4';

interface AdoptionProps {
  readonly apps: readonly AppAdoption[];
  readonly soFar: string;
  readonly all: boolean;
  readonly onAll: () => void;
}

/** How far each App has come. */
export function Adoption({ apps, soFar, all, onAll }: AdoptionProps) {
  const shown = all ? apps : apps.slice(0, MOST);
  const rest = apps.length > shown.length ? { words: t`${number(shown.length)} of ${number(apps.length)} Apps shown.`, button: t`Show all ${number(apps.length)} Apps`, onShow: onAll } : null;
  const empty = apps.length === 0 && <p className="px-4 py-3 text-sm text-ink-2">{t`No App is listed, targeted or running.`}</p>;
  return (
    <TableCard title={t`Adoption per App`} soFar={soFar} empty={empty} rest={rest}>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-xs text-ink-2">
            <th scope="col" className={`${FIRST} py-2`}>
              {t`App`}
            </th>
            {APP_COUNTS.map(({ part, word, tip }) => (
              <th key={part} scope="col" className={HEAD}>
                {tip === undefined ? word : <Hint text={word} tip={tip} />}
              </th>
            ))}
            <th scope="col" className={HEAD}>
              <Hint text={t`To land`} tip={LANDING_TIP} />
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
        <AppLink sid={sid} />
      </th>
      {APP_COUNTS.map(({ part, tone, what }) => (
        <td key={part} className="px-2 py-1 text-right">
          <NumberLink of={counts[part]} what={what(name)} tone={tone} />
        </td>
      ))}
      <td className="px-2 py-1 pr-4 text-right whitespace-nowrap">
        <MedianLanding landing={landing} />
      </td>
    </tr>
  );
}
