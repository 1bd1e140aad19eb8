/** The wait between a confirmation and what it sends, in which one can still change one's mind. Pure but for the clock, which is given. */

export const WAIT_SECONDS = 8;
const WAIT = WAIT_SECONDS * 1_000;
/** After this it is no longer what somebody waited for: the computer slept, or the tab was held back. */
const LATE = 30_000;
const TICK = 200;

/** Two clocks, because neither is enough: in milliseconds. */
interface Instant {
  /** Never goes back, and may stand still while the computer sleeps. */
  readonly steady: number;
  /** Goes on while it sleeps, and may be set by anybody. */
  readonly wall: number;
}

export interface WaitClock {
  readonly now: () => Instant;
  /** Calls again and again; answers how to end that. */
  readonly every: (ms: number, act: () => void) => () => void;
}

/** `left`: whole seconds. `late`: the end was missed by so many milliseconds, and nothing may come of it any more. */
export type Wait = { readonly kind: 'waiting'; readonly left: number } | { readonly kind: 'due' } | { readonly kind: 'late'; readonly by: number };

/** How a wait that began at one instant stands at another. */
export function waitAt(begun: Instant, now: Instant): Wait {
  const passed = now.steady - begun.steady;
  const over = Math.max(passed, now.wall - begun.wall) - WAIT;
  if (over > LATE) return { kind: 'late', by: over };
  return passed < WAIT ? { kind: 'waiting', left: Math.ceil((WAIT - passed) / 1_000) } : { kind: 'due' };
}

/** Tells of each second, and once of the end, either way. Answers how to end it before: then nothing more is told. */
export function countDown(clock: WaitClock, tell: (wait: Wait) => void): () => void {
  const begun = clock.now();
  let told = WAIT_SECONDS;
  const stop = clock.every(TICK, () => {
    const wait = waitAt(begun, clock.now());
    if (wait.kind !== 'waiting') stop();
    else if (wait.left === told) return;
    else told = wait.left;
    tell(wait);
  });
  return stop;
}
