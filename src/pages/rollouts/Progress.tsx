import { Link } from 'react-router-dom';
import { RunBar } from '#components/RunBar.tsx';
import { count, number, t } from '#texts/t.ts';
import { timeLeft, timeLeftWords } from '#rollouts/eta.ts';
import { nearness } from '#rollouts/halts.ts';
import { sumOf, type ItemState } from '#rollouts/ledger.ts';
import { isRollout } from '#rollouts/plan.ts';
import { doingWords, nearWords, outcomeName } from '#rollouts/run-words.ts';
import { gateWords, wavesOf, waveStateWords } from '#rollouts/wave-words.ts';
import { rich } from '#texts/rich.ts';
import { Card } from '#ui/Card.tsx';
import { cx } from '#ui/cx.ts';
import { Glyph } from '#ui/Glyph.tsx';
import { OUTCOME_LOOKS } from './outcome-looks.ts';
import type { RunView } from './run-view.ts';

/** How far it is, what it does just now, and what it would be stopped by. */
export function Progress({ view }: { readonly view: RunView }) {
  const { counts, ledger, running, run, doing, now } = view;
  const all = sumOf(counts);
  const settled = all - counts.waiting - counts.sending - counts.pending;
  const left = timeLeft(ledger, doing, now);
  const percent = Math.floor((100 * settled) / all);
  const gate = gateWords({ plan: ledger.plan, wave: ledger.wave, status: ledger.status, waves: ledger.wavesCounts() }, doing, now);
  return (
    <Card title={t`Progress`} aside={<Aside view={view} left={left} />}>
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <p className="text-xl font-semibold">
            {rich`${number(settled)} of ${count(all, 'device')}`} <span className="text-base font-normal text-ink-2">{rich`have an outcome, ${percent} %`}</span>
          </p>
        </div>
        <RunBar counts={counts} label={t`Progress`} />
        {running && (
          <div className="flex flex-col gap-0.5 text-sm">
            <p>
              <strong className="font-semibold">{phase(view)}</strong>
              {run.driver === 'elsewhere' && <span className="text-ink-2">{' '}{t`Another tab drives it; this one watches, and passes on what is pressed here.`}</span>}
            </p>
            {gate !== null && <p className="text-ink-2">{gate}</p>}
          </div>
        )}
        {/* Said once for each tenth, and not four times a second. */}
        <p role="status" className="sr-only">
          {view.words.text}
          {running && t`, ${Math.floor(percent / 10) * 10} % have an outcome`}
        </p>
        <Figures view={view} />
        <BrokenBefore view={view} />
        {ledger.open && ledger.status !== 'halted' && !(view.watching && ledger.plan.bulk === true) && <Nearest view={view} />}
      </div>
    </Card>
  );
}

function Aside({ view, left }: { readonly view: RunView; readonly left: number | null }) {
  const { running, ledger } = view;
  if (!running) return null;
  const byHand = ledger.plan.landing?.gate === 'by-hand' && ledger.wave < ledger.plan.waves.length - 1;
  const none = noTimeLeft(view, byHand);
  return <span className="text-right text-sm text-ink-2">{left === null ? none : t`${timeLeftWords(left)} left`}</span>;
}

/** Why it cannot be told how long it will take. */
function noTimeLeft({ doing, ledger }: RunView, byHand: boolean): string {
  if (doing.kind === 'gate' || byHand) return t`Time left: up to whoever opens the waves`;
  if (doing.kind === 'holding') return t`Time left: not while the API cannot be asked`;
  if (doing.kind === 'landing' && ledger.took.length > 0) return t`Time left: up to the slowest devices`;
  return t`Time left: too early to tell`;
}

/** `Wave 2 of 5: sending.` */
function phase({ ledger, doing, now }: RunView): string {
  const { plan, wave, status } = ledger;
  if (status === 'ready' || wave < 0) return t`Beginning.`;
  if (!isRollout(plan) || doing.kind === 'holding') return `${doingWords(doing, now)}.`;
  const [current] = wavesOf(ledger, doing).slice(wave);
  const words = current === undefined ? '' : waveStateWords(current.state, doing, now);
  return t`Wave ${wave + 1} of ${plan.waves.length}: ${words}.`;
}

/** As a person asks: what is done, what is under way, what went wrong, what is left. */
const ORDER: readonly ItemState[] = ['done', 'pending', 'sending', 'failed', 'stuck', 'unknown', 'skipped', 'waiting'];
const ALWAYS: ReadonlySet<ItemState> = new Set(['done', 'failed', 'waiting']);

/** The counts, each of which leads to its devices. */
function Figures({ view: { counts, ledger } }: { readonly view: RunView }) {
  const landing = ledger.plan.landing !== null;
  return (
    <dl aria-label={t`Outcomes`} className="flex flex-wrap gap-px overflow-hidden rounded-md border border-line bg-line">
      {ORDER.filter((state) => counts[state] > 0 || ALWAYS.has(state)).map((state) => {
        const [icon, tone] = OUTCOME_LOOKS[state];
        const [name, devices] = [outcomeName(state, landing), number(counts[state])];
        return (
          <div key={state} className="relative min-w-0 flex-1 basis-[6.5rem] bg-surface px-3 py-2 hover:bg-hover">
            <dt className="flex items-center gap-1.5 text-sm whitespace-nowrap text-ink-2">
              <Glyph name={icon} className={cx('shrink-0', counts[state] === 0 ? 'text-ink-3' : tone)} />
              {name}
            </dt>
            <dd className="text-xl font-semibold">
              <Link to={{ search: `?outcome=${state}` }} replace aria-label={t`${devices} ${name}: show them`} onClick={toOutcomes} className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent">
                {devices}
              </Link>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function toOutcomes(): void {
  document.getElementById('outcomes')?.scrollIntoView({ block: 'start' });
}

function BrokenBefore({ view: { ledger } }: { readonly view: RunView }) {
  const broken = ledger.brokenCounts();
  const before = sumOf(broken);
  if (before === 0) return null;
  const landing = ledger.plan.landing !== null;
  const parts = (['done', 'failed', 'stuck', 'pending', 'skipped', 'unknown'] as const).filter((state) => broken[state] > 0).map((state) => `${number(broken[state])} ${outcomeName(state, landing)}`);
  return (
    <p className="text-sm text-ink-2">
      {rich`${count(before, 'device was', 'devices were')} in error before the start${parts.length > 0 && `: ${parts.join(', ')}`}. ${before === 1 ? t`It is` : t`They are`} counted above, and not for halting.`}
    </p>
  );
}

const LOOK = [
  [0.8, 'bg-bad'],
  [0.5, 'bg-warn'],
  [0, 'bg-ink-3'],
] as const;

/** The rule that would halt it first, and how near that is. */
function Nearest({ view: { ledger, run } }: { readonly view: RunView }) {
  const { halt } = ledger.plan.settings;
  const [nearest] = nearness(halt, ledger.ruleCounts(), run.pulse?.apiFailures ?? 0);
  if (nearest === undefined) return <p className="text-sm text-ink-2">{t`No rule halts it: it goes on whatever happens.`}</p>;
  const near = Math.min(1, nearest.nearness);
  const words = nearWords(nearest, halt.after);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span>
        <span className="text-ink-2">{t`Nearest to halting:`}</span> {words}
      </span>
      <div role="meter" aria-label={t`Nearest to halting`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(near * 100)} aria-valuetext={words} className="h-1.5 w-28 overflow-hidden rounded-full bg-line">
        <div className={cx('h-full', LOOK.find(([from]) => near >= from)?.[1])} style={{ width: `${near * 100}%` }} />
      </div>
    </div>
  );
}
