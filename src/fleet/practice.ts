import { STUCK_AFTER } from './health.ts';
import type { Clock } from './intake.ts';
import type { ViewRequest, ViewResult } from './view.ts';

/**
 * The browser compiles for speed only what has run often: measured on 100,000 devices, the first searches of a visit took
 * three times as long as the tenth. These are asked of nobody, while nobody asks, so that the first real one is a tenth.
 */
const QUESTIONS = ['a', 'ab', '-a', 'is:drifting', 'a', 'ab', '1', '12'];
/** Above, a pass takes so long that it warms by itself, and somebody might have to wait for it. */
const MOST = 250_000;

interface Asked {
  readonly size: number;
  view(request: ViewRequest, clock: Clock): ViewResult;
}

export function* practice(index: Asked, clock: () => Clock): Generator<void> {
  for (const q of QUESTIONS) {
    if (index.size > MOST) return;
    yield;
    index.view({ q, list: null, sort: [], start: 0, size: 50, limits: STUCK_AFTER }, clock());
  }
}
