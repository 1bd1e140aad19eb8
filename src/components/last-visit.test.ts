import { beforeEach, describe, expect, test } from 'vitest';
import { STUCK_AFTER } from '#fleet/health.ts';
import type { Overview } from '#fleet/view.ts';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { beginVisit, change, keepFewVisits, leaveVisit, rememberPicture, type Shelves } from './last-visit.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const FLEET = 'a-fleet-of-the-tests';

class Shelf {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }
}

const picture = (stuck: number, completeAt: number | null = NOW): Pick<Overview, 'coverage' | 'tallies'> => ({
  coverage: { completeAt, reading: null, held: 10, malformed: 0 },
  tallies: [{ key: 'fleet', term: '', count: 10 }, { key: 'stuck', term: 'is:stuck', count: stuck }],
});
const stuck = (count: number) => ({ key: 'stuck', term: 'is:stuck', count }) as const;

describe('the last visit', () => {
  let latest: Shelf;
  let tab: Shelves;
  beforeEach(() => {
    latest = new Shelf();
    tab = { latest, visit: new Shelf() };
  });
  const otherTab = (): Shelves => ({ latest, visit: new Shelf() });
  const remember = (count: number, now: number, completeAt: number | null = now, shelves = tab): void => rememberPicture(shelves, FLEET, picture(count, completeAt), STUCK_AFTER, now);

  test('is none the first time', () => {
    expect(beginVisit(tab, FLEET, NOW)).toBeNull();
    expect(change(stuck(3), null, STUCK_AFTER)).toBeNull();
  });

  test('is the one before this, however often the page is opened again', () => {
    remember(3, NOW);
    const later = otherTab();
    expect(beginVisit(later, FLEET, NOW + HOUR)?.counts['stuck']).toBe(3);
    remember(5, NOW + HOUR, NOW + HOUR, later);
    expect(beginVisit(later, FLEET, NOW + HOUR + 29 * MINUTE)?.counts['stuck']).toBe(3);
    expect(change(stuck(5), beginVisit(later, FLEET, NOW + HOUR), STUCK_AFTER)).toBe(2);
  });

  test('ends after half an hour without the page, and not while it is on show', () => {
    beginVisit(tab, FLEET, NOW);
    remember(3, NOW);
    remember(4, NOW + 25 * MINUTE);
    expect(beginVisit(tab, FLEET, NOW + 50 * MINUTE)).toBeNull();
    expect(beginVisit(tab, FLEET, NOW + 81 * MINUTE)?.counts['stuck']).toBe(4);
  });

  test('goes on when the page was on show for long with nothing new, and is only then put away', () => {
    beginVisit(tab, FLEET, NOW);
    remember(3, NOW);
    leaveVisit(tab, FLEET, NOW + 40 * MINUTE);
    expect(beginVisit(tab, FLEET, NOW + 45 * MINUTE)).toBeNull();
    leaveVisit(tab, FLEET, NOW + 50 * MINUTE);
    expect(beginVisit(tab, FLEET, NOW + 81 * MINUTE)?.counts['stuck']).toBe(3);
  });

  test('does not begin with leaving', () => {
    leaveVisit(tab, FLEET, NOW);
    remember(3, NOW, NOW, otherTab());
    expect(beginVisit(tab, FLEET, NOW + MINUTE)?.counts['stuck']).toBe(3);
  });

  test('is never a partial picture', () => {
    remember(3, NOW);
    remember(9, NOW + MINUTE, null);
    expect(beginVisit(otherTab(), FLEET, NOW + HOUR)).toMatchObject({ at: NOW, counts: { stuck: 3 } });
  });

  test('is that of the same fleet', () => {
    remember(3, NOW);
    expect(beginVisit(otherTab(), 'another-fleet-of-the-tests', NOW + HOUR)).toBeNull();
  });

  test('does not compare what is stuck after another time', () => {
    remember(3, NOW);
    const before = beginVisit(otherTab(), FLEET, NOW + HOUR);
    expect(change(stuck(7), before, { ...STUCK_AFTER, usual: MINUTE })).toBeNull();
    expect(change({ key: 'fleet', term: '', count: 12 }, before, { ...STUCK_AFTER, usual: MINUTE })).toBe(2);
  });

  test.each(['', 'null', '{', '{"at":"x","counts":{}}', '{"at":1,"counts":{"stuck":"many"},"limits":""}'])('survives a store that holds %j', (text) => {
    latest.setItem(`fleet.visit.${FLEET}`, text);
    expect(beginVisit(tab, FLEET, NOW)).toBeNull();
  });

  test('is none where nothing can be stored', () => {
    const full = {
      getItem: (): null => null,
      setItem: (): void => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    rememberPicture({ latest: full, visit: full }, FLEET, picture(3), STUCK_AFTER, NOW);
    expect(beginVisit({ latest: full, visit: full }, FLEET, NOW)).toBeNull();
  });
});

test('of other fleets the newest two are remembered, for 30 days, and nothing else is touched', () => {
  const days: [string, number][] = [['a', 40], ['b', 2], ['c', 3], ['d', 1], ['own', 90]];
  const kept = new Map(days.map(([fleet, ago]) => [`fleet.visit.${fleet}`, JSON.stringify({ at: NOW - ago * DAY, counts: {}, limits: '' })]));
  kept.set('fleet.visit.e', 'nonsense').set('columns', '[]');
  const shelf = { ...Object.fromEntries(kept), getItem: (name: string) => kept.get(name) ?? null, removeItem: (name: string) => void kept.delete(name) };
  keepFewVisits(shelf, 'fleet.visit.own', NOW);
  expect([...kept.keys()].toSorted()).toEqual(['columns', 'fleet.visit.b', 'fleet.visit.d', 'fleet.visit.own']);
  keepFewVisits(shelf, 'fleet.visit.own', NOW + 29 * DAY);
  expect([...kept.keys()].toSorted()).toEqual(['columns', 'fleet.visit.d', 'fleet.visit.own']);
});
