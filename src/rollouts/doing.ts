import { afterSending } from './gate.ts';
import type { LiveRun } from './live.ts';
import type { Doing } from './terms.ts';

/**
 * What a run that goes on is doing just now. Whoever drives it says so; a tab that only watches hears of it with each line of
 * the journal and not in between, so there it is worked out from the ledger. Pure.
 */
export function doingNow({ ledger, driver, pulse }: LiveRun, now: number): Doing {
  if (ledger.status !== 'running') return { kind: 'idle' };
  if (driver === 'here' && pulse !== null) return pulse.doing;
  if (pulse?.doing.kind === 'holding' && pulse.doing.until > now) return pulse.doing;
  const waves = ledger.wavesCounts();
  const left = waves.slice(0, ledger.wave + 1).some(({ waiting, sending }) => waiting + sending > 0);
  if (ledger.wave < 0 || left) return { kind: 'sending' };
  const next = afterSending({ plan: ledger.plan, wave: ledger.wave, passedAt: ledger.passedAt, waves }, now, false);
  return next.kind === 'wait' ? next.doing : { kind: 'sending' };
}
