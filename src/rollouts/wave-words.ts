import { number, plural, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import { passing } from './gate.ts';
import { sumOf, type Counts, type Ledger } from './ledger.ts';
import type { Doing } from './terms.ts';

/** The waves of a rollout in figures and words. Pure. Times: browser clock. */

/** `held`: it stands still or has ended in this wave. `forced`: somebody went on although too few had landed. */
export type WaveState = 'not-begun' | 'sending' | 'landing' | 'soaking' | 'gate' | 'too-few' | 'held' | 'passed' | 'forced' | 'ended';

export interface Wave {
  /** From 1, as people count. */
  readonly number: number;
  readonly devices: number;
  /** Those to which something was sent. */
  readonly sent: number;
  readonly counts: Counts;
  readonly state: WaveState;
}

export function wavesOf(ledger: Ledger, doing: Doing): readonly Wave[] {
  return ledger.wavesCounts().map((counts, wave) => ({
    number: wave + 1,
    devices: sumOf(counts),
    sent: sentOf(counts),
    counts,
    state: stateOf(ledger, wave, counts, doing),
  }));
}

function sentOf({ done, failed, stuck, pending, unknown, sending }: Counts): number {
  return done + failed + stuck + pending + unknown + sending;
}

function stateOf({ plan, wave: current, status }: Ledger, wave: number, counts: Counts, doing: Doing): WaveState {
  if (wave > current) return 'not-begun';
  if (wave < current) return plan.landing === null || passing(counts, plan.landing.enough).enough ? 'passed' : 'forced';
  if (status === 'finished') return 'ended';
  if (status !== 'running') return 'held';
  switch (doing.kind) {
    case 'soaking':
      return 'soaking';
    case 'landing':
      return 'landing';
    case 'gate':
      return doing.enough ? 'gate' : 'too-few';
    default:
      return 'sending';
  }
}

export function waveStateWords(state: WaveState, doing: Doing, now: number): string {
  switch (state) {
    case 'not-begun':
      return t`not begun`;
    case 'sending':
      return doing.kind === 'holding' ? t`sending, held up` : t`sending`;
    case 'landing':
      return t`waiting for reports`;
    case 'soaking':
      return doing.kind === 'soaking' ? t`soaking, ${duration(Math.max(1_000, doing.until - now))} left` : t`soaking`;
    case 'gate':
      return t`landed; waits for somebody`;
    case 'too-few':
      return t`too few landed`;
    case 'held':
      return t`sending stopped`;
    case 'passed':
      return t`passed`;
    case 'forced':
      return t`left with too few`;
    case 'ended':
      return t`ended`;
  }
}

/** How many of a wave have to land before the next: of those that are sent to. */
function neededOf(counts: Counts, enough: number): number {
  return Math.ceil(((sumOf(counts) - counts.skipped) * enough) / 100);
}

/** `12 of the 45 needed of wave 2 have landed`; once there are enough: `47 of wave 2 have landed, 45 were needed`. */
function landedWords(done: number, needed: number, wave: number): string {
  const is = number(done);
  if (done > needed) return plural(needed, '{0} of wave {1} have landed, # was needed', '{0} of wave {1} have landed, # were needed', is, wave);
  return plural(needed, '{0} of the # needed of wave {1} has landed', '{0} of the # needed of wave {1} have landed', is, wave);
}

/** What the next gate waits for, as a sentence; null where there is no further wave, or nothing goes on. */
export function gateWords({ plan, wave, status, ...ledger }: Pick<Ledger, 'plan' | 'wave' | 'status'> & { readonly waves: readonly Counts[] }, doing: Doing, now: number): string | null {
  const counts = ledger.waves[wave];
  if (plan.landing === null || status !== 'running' || counts === undefined || wave >= plan.waves.length - 1) return null;
  const [here, next] = [wave + 1, wave + 2];
  const needed = neededOf(counts, plan.landing.enough);
  const landed = landedWords(counts.done, needed, here);
  const byHand = plan.landing.gate === 'by-hand';
  switch (doing.kind) {
    case 'soaking': {
      const left = duration(Math.max(1_000, doing.until - now));
      return byHand ? t`${landed}. Its soak lasts ${left} more; then somebody has to open wave ${next}.` : t`${landed}. Wave ${next} begins in ${left}, unless something halts it.`;
    }
    case 'gate':
      return doing.enough ? t`${landed} and the soak is over. Somebody has to open wave ${next}.` : t`Only ${landed}, and no more are pending. Somebody has to decide: open wave ${next} all the same, or stop.`;
    default:
      return counts.pending > 0 ? plural(counts.pending, '{0}, # device is still to report.', '{0}, # devices are still to report.', landed) : `${landed}.`;
  }
}
