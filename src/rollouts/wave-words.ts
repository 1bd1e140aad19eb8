import { count } from '#texts/t.ts';
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
      return 'not begun';
    case 'sending':
      return doing.kind === 'holding' ? 'sending, held up' : 'sending';
    case 'landing':
      return 'waiting for reports';
    case 'soaking':
      return doing.kind === 'soaking' ? `soaking, ${duration(Math.max(1_000, doing.until - now))} left` : 'soaking';
    case 'gate':
      return 'landed; waits for somebody';
    case 'too-few':
      return 'too few landed';
    case 'held':
      return 'sending stopped';
    case 'passed':
      return 'passed';
    case 'forced':
      return 'left with too few';
    case 'ended':
      return 'ended';
  }
}

/** How many of a wave have to land before the next: of those that are sent to. */
function neededOf(counts: Counts, enough: number): number {
  return Math.ceil(((sumOf(counts) - counts.skipped) * enough) / 100);
}

/** `12 of the 45 needed of wave 2 have landed`; once there are enough: `47 of wave 2 have landed, 45 were needed`. */
function landedWords(done: number, needed: number, wave: number): string {
  const [is, of] = [done.toLocaleString('en'), needed.toLocaleString('en')];
  if (done > needed) return `${is} of wave ${wave} have landed, ${of} ${needed === 1 ? 'was' : 'were'} needed`;
  return `${is} of the ${of} needed of wave ${wave} ${needed === 1 ? 'has' : 'have'} landed`;
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
      return `${landed}. ${byHand ? `Its soak lasts ${left} more; then somebody has to open wave ${next}.` : `Wave ${next} begins in ${left}, unless something halts it.`}`;
    }
    case 'gate':
      return doing.enough ? `${landed} and the soak is over. Somebody has to open wave ${next}.` : `Only ${landed}, and no more are pending. Somebody has to decide: open wave ${next} all the same, or stop.`;
    default:
      return `${landed}${counts.pending > 0 ? `, ${count(counts.pending, 'device is', 'devices are')} still to report` : ''}.`;
  }
}
