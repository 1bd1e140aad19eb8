import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, MINUTE, setZone, toField } from '#lib/time.ts';
import { tomorrowMorning, untilOf } from './snooze-times.ts';

const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2090-01-01') });

test('tomorrow morning is nine o’clock of the next day here, whatever the clock is set to that night', () => {
  fc.assert(
    fc.property(instants, (now) => {
      const [today, morning] = [new Date(now), new Date(tomorrowMorning(now))];
      expect([morning.getHours(), morning.getMinutes(), morning.getSeconds()]).toEqual([9, 0, 0]);
      const [from, to] = [today, morning].map((date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
      expect((to ?? 0) - (from ?? 0)).toBe(DAY);
    }),
  );
});

test('what the input shows is read back to the minute', () => {
  fc.assert(
    fc.property(instants, (at) => {
      const read = untilOf(toField(at), at - 2 * MINUTE);
      // An hour that a clock shows twice means the first of the two.
      expect(typeof read).toBe('number');
      expect(toField(Number(read))).toBe(toField(at));
    }),
  );
});

test.each([
  ['', 'Choose a day and a time.'],
  ['tomorrow', 'Choose a day and a time.'],
  ['2026-13-41T99:99', 'Choose a day and a time.'],
  ['2026-02-28T12:00', 'That is over already: choose a later time.'],
  ['2028-03-01T12:00', 'At most a year from now.'],
  ['275760-09-13T00:00', 'Choose a day and a time.'],
])('of %j it says what to choose instead', (text, why) => {
  expect(untilOf(text, new Date('2026-03-01T12:00').getTime())).toBe(why);
});

test('where UTC is chosen, mornings and what is typed are those of UTC', () => {
  setZone('utc');
  try {
    const now = Date.parse('2026-03-01T23:30:00Z');
    expect(tomorrowMorning(now)).toBe(Date.parse('2026-03-02T09:00:00Z'));
    expect(untilOf('2026-03-02T12:00', now)).toBe(Date.parse('2026-03-02T12:00:00Z'));
  } finally {
    setZone('local');
  }
});
