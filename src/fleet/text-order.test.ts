import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NONE } from './radix.ts';
import { TextOrder } from './text-order.ts';

const texts = fc.array(fc.option(fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', 'é', '1', '0', ' ') })), { minLength: 1, maxLength: 40 });
/** After so many steps of the preparation a row gets another text, or the order is asked for. */
const events = fc.array(fc.record({ after: fc.nat(12), row: fc.nat(50), text: fc.option(fc.string({ maxLength: 45 })), ask: fc.boolean() }), { maxLength: 8 });

test('made in pieces, while texts change and others ask, the order is the one that is made at once', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 5 }), texts, events, (before, start, changes) => {
      // An order of a few, long before all the others came.
      const now: (string | null)[] = [...before];
      const order = new TextOrder((row) => now[row] ?? null);
      order.places(now.length);
      for (const text of start) order.touch(now.push(text) - 1);
      const steps = order.prepare(() => now.length);
      let step = 0;
      for (let done = false; !done; step += 1) {
        for (const { row, text, ask } of changes.filter(({ after }) => after === step)) {
          // Beyond the end: a row that has just come.
          const at = Math.min(row, now.length);
          now[at] = text;
          order.touch(at);
          if (ask) expectFresh(order, now);
        }
        done = steps.next().done === true;
      }
      expectFresh(order, now);
    }),
  );
});

function expectFresh(order: TextOrder, now: readonly (string | null)[]): void {
  const fresh = new TextOrder((row) => now[row] ?? null).places(now.length);
  const kept = order.places(now.length);
  // The same order; the numbers may leave places out.
  const rows = [...now.keys()];
  expect(rows.map((row) => kept[row] === NONE)).toEqual(rows.map((row) => fresh[row] === NONE));
  const byPlace = (places: Uint32Array) => rows.filter((row) => places[row] !== NONE).toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  expect(byPlace(kept)).toEqual(byPlace(fresh));
}
