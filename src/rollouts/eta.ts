import { t } from '#texts/t.ts';
import type { ItemState, Ledger } from './ledger.ts';
import { WINDOW } from './rate.ts';
import type { Doing } from './terms.ts';

/** How long a run will take still, as far as that can be told. Pure. Milliseconds; `now` by the clock of its journal. */

/** What is looked back at: long enough to even out, short enough to follow. */
const LOOK_BACK = 60_000;
/** With fewer, no speed is told. */
const ENOUGH = 10;
const ENOUGH_SENT = 3;
const ENOUGH_LANDED = 5;
const AT_LEAST = 1_000;
/** A device that landed is seen a little later. */
const SEEN_AFTER = 15_000;

/** The next wave begins when most of one have landed. */
const MOST = 0.9;

const SETTLED: readonly ItemState[] = ['pending', 'done', 'failed', 'stuck', 'skipped', 'unknown'];

/**
 * Devices a second that went through its hands lately; null while there were too few. Those of a time before it was resumed do
 * not count. A rollout hears of each device twice: only that it was sent to counts.
 */
export function speed(ledger: Ledger, now: number): number | null {
  if (ledger.plan.landing !== null) return sendSpeed(ledger, now);
  const from = Math.max(now - LOOK_BACK, ledger.resumedAt ?? now);
  let devices = 0;
  for (const index of ledger.indexes(...SETTLED)) if (ledger.at(index) >= from) devices += 1;
  return devices < ENOUGH ? null : (devices * 1_000) / Math.max(AT_LEAST, now - from);
}

/** By the writes of the last 10 s, of which the journal tells exactly. */
function sendSpeed(ledger: Ledger, now: number): number | null {
  const from = Math.max(now - WINDOW, ledger.resumedAt ?? now);
  // Of those that are on their way nobody knows since when.
  const ended = ledger.left(now).filter((at) => at >= from).length - ledger.indexes('sending').length;
  return ended < ENOUGH_SENT ? null : (ended * 1_000) / Math.max(AT_LEAST, now - from);
}

/**
 * Until a bulk action has gone through its devices, or a rollout has come to its end if nothing holds it up: what is left of
 * its waves at the pace of late, at the limit on writes at the best; and for each wave the time in which nine of ten landed
 * so far, and its soak. Null while there is too little to go by, and where it waits for somebody.
 */
export function timeLeft(ledger: Ledger, doing: Doing, now: number): number | null {
  const { plan } = ledger;
  if (ledger.status !== 'running' || doing.kind === 'holding') return null;
  const least = WINDOW / plan.settings.rate;
  const { waiting, sending } = ledger.counts();
  // What goes to all at once is sent first.
  if (plan.landing === null || (plan.bulk === true && waiting + sending > 0)) {
    const pace = speed(ledger, now);
    return pace === null ? null : (waiting + sending) * Math.max(least, 1_000 / pace);
  }
  if (plan.landing.gate === 'by-hand' && ledger.wave < plan.waves.length - 1) return null;
  if (doing.kind === 'gate' || ledger.took.length < ENOUGH_LANDED) return null;
  const times = ledger.took.toSorted((a, b) => a - b);
  const { soak, deadline } = plan.landing;
  let left = 0;
  for (const [wave, counts] of ledger.wavesCounts().entries()) {
    const last = wave === plan.waves.length - 1;
    // The last wave waits for all of its devices.
    const landing = Math.min(deadline, quantile(times, last ? 1 : MOST) + SEEN_AFTER);
    const send = (counts.waiting + counts.sending) * least;
    if (wave === ledger.wave && doing.kind === 'soaking') left += Math.max(0, doing.until - now);
    else if (wave === ledger.wave && doing.kind === 'landing') {
      const rest = lastSent(ledger, wave) + landing - now;
      // Slower than those before: nobody knows by how much.
      if (rest <= 0) return null;
      left += rest + (last ? 0 : soak);
    } else if (wave >= ledger.wave) left += send + landing + (last ? 0 : soak);
  }
  return left;
}

/** When the last write of a wave left whose device has not reported. */
function lastSent(ledger: Ledger, wave: number): number {
  const end = ledger.plan.waves[wave] ?? 0;
  return ledger.indexes('pending').reduce((latest, index) => (index < end ? Math.max(latest, ledger.at(index)) : latest), 0);
}

/** Of values in growing order: the one below or at which `part` of them are. */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** `less than a minute`, `about 12 m`, `about 1 h 20 m`: no more exact than it is. */
export function timeLeftWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return t`less than a minute`;
  const rounded = minutes > 30 ? Math.round(minutes / 5) * 5 : minutes;
  if (rounded < 60) return t`about ${rounded} m`;
  const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
  if (hours >= 10) return t`about ${Math.round(rounded / 60)} h`;
  return rest === 0 ? t`about ${hours} h` : t`about ${hours} h ${rest} m`;
}
