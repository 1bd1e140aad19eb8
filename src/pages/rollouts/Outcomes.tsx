import { ListChecks } from 'lucide-react';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { ListSearch, toSearch } from '#components/ListSearch.tsx';
import { chooseOnly } from '#components/selection.ts';
import { addressWith, useTypedParameter } from '#components/use-typed-parameter.ts';
import { MOST_LISTED } from '#fleet/view.ts';
import { count, number, t } from '#texts/t.ts';
import { STATES, type Ledger } from '#rollouts/ledger.ts';
import { outcomeName } from '#rollouts/run-words.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { found, namesOf, outcomeIn, shownOf } from './outcome-filter.ts';
import { OutcomeRows } from './OutcomeRows.tsx';

interface OutcomesProps {
  readonly ledger: Ledger;
  /** The ledger is the same object for as long as the run is on show; this counts what came to it. */
  readonly version: number;
}

/** What came of each device, in the plan's order; which of them are on show is in the address. */
export function Outcomes({ ledger, version }: OutcomesProps) {
  const { plan } = ledger;
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': { does: t`Search the devices of the run`, act: () => toSearch(input) } });
  const outcome = outcomeIn(params);
  const typed = useTypedParameter(params.get('q') ?? '');
  const asked = useDeferredValue(typed.q);
  const matching = useMemo(() => found(onceOf(plan), asked), [plan, asked]);
  // oxlint-disable-next-line react/exhaustive-deps -- the ledger is the same object, with more in it
  const shown = useMemo(() => shownOf(ledger, outcome, matching), [ledger, outcome, matching, version]);
  const counts = ledger.counts();
  const landing = plan.landing !== null;
  const total = shown?.length ?? plan.items.length;
  const show = (which: string | null): void => {
    typed.step();
    void navigate(addressWith({ q: typed.q, outcome: which }), { replace: true, preventScrollReset: true });
  };
  const sids = (): string[] => (shown === null ? plan.items.map(({ sid }) => sid) : shown.flatMap((index) => plan.items[index]?.sid ?? []));
  const select = (): void => {
    const chosen = sids();
    chooseOnly(chosen);
    void navigate(paths.devices({ list: chosen.length <= MOST_LISTED ? chosen : null }));
  };
  return (
    <section id="outcomes" aria-label={t`Devices`} className="min-w-0 scroll-mt-2 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="mr-2 text-base font-semibold">{t`Devices`}</h2>
        <ListSearch input={input} label={t`Search by name or SID`} placeholder={t`Name or SID`} typed={typed} shortcut="/" />
        <select aria-label={t`Outcome`} value={outcome} onChange={(event) => show(event.target.value === 'all' ? null : event.target.value)} className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm pointer-coarse:h-11">
          <option value="all">{rich`all outcomes (${number(plan.items.length)})`}</option>
          {STATES.filter((state) => counts[state] > 0 || state === outcome).map((state) => (
            <option key={state} value={state}>
              {outcomeName(state, landing)} ({number(counts[state])})
            </option>
          ))}
        </select>
        <span className="flex-1" />
        {total > 0 && (
          <>
            <CopyButton text={() => sids().join('\n')} what={t`SIDs of ${count(total, 'device')}`} label={t`Copy ${count(total, 'SID')}`} className="h-8 pointer-coarse:h-11" />
            <Button icon={<ListChecks aria-hidden size={15} />} tip={t`Chooses exactly these, for a bulk action, and goes to them`} onClick={select}>
              {t`Select in the list`}
            </Button>
          </>
        )}
      </div>
      {total === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{outcome === 'all' || matching?.length === 0 ? t`No device of this run has that name or SID.` : matching === null ? t`No device is ${outcomeName(outcome, landing)}.` : t`No device among those is ${outcomeName(outcome, landing)}.`}</p>
      ) : (
        <OutcomeRows ledger={ledger} shown={shown} total={total} />
      )}
    </section>
  );
}

/** The names of a plan, folded when they are first searched in: thousands of them are work that a look at the page is not worth. */
function onceOf(plan: Ledger['plan']): () => readonly string[] {
  return () => {
    let names = NAMES.get(plan);
    if (names === undefined) {
      names = namesOf(plan);
      NAMES.set(plan, names);
    }
    return names;
  };
}

const NAMES = new WeakMap<Ledger['plan'], readonly string[]>();
