import { expect, test } from 'vitest';
import { NOW } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { practice } from './practice.ts';

const clock = { now: NOW, skew: 0 };

/** How many questions each step asks of an index of that size. */
function questions(size: number): number[] {
  let asked = 0;
  const empty = new FleetIndex();
  const index: Parameters<typeof practice>[0] = {
    size,
    view: (...given) => {
      asked += 1;
      return empty.view(...given);
    },
  };
  const perStep: number[] = [];
  const steps = practice(index, () => clock);
  for (let done = false; !done; ) {
    const before = asked;
    done = steps.next().done === true;
    perStep.push(asked - before);
  }
  return perStep;
}

test('practises in steps of one question, and not on a fleet whose single pass somebody would wait for', () => {
  const usual = questions(100_000);
  expect(usual.length).toBeGreaterThan(4);
  expect(usual).toEqual([0, ...usual.slice(1).map(() => 1)]);
  expect(questions(1_000_000)).toEqual([0]);
});
