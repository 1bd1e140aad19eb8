import { describe, expect, test } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { STUCK_AFTER } from './health.ts';
import { apiClock, Picture } from './picture.ts';

const now = Date.now();
const target = `KA${'1'.repeat(32)}`;

function pictureOf(app: object): Picture {
  const picture = new Picture();
  picture.saw([deviceSchema.parse({ sid: `UV${'1'.repeat(32)}`, app })], { sent: now, received: now });
  return picture;
}

const at = (seconds: number): { sent: number; received: number } => ({ sent: now + seconds * 1000, received: now + seconds * 1000 });

const landing = (update_status: string, minutes: number): boolean =>
  pictureOf({ target_sid: target, update_status, date_targeted: new Date(now - minutes * 60_000).toISOString() }).landing;

test('Apps of the last visit give names, and make no orphans; those that were read are not taken back for them', () => {
  const picture = pictureOf({ target_sid: target });
  const orphans = (): number => picture.index.sids({ q: 'is:orphan', sort: [], list: null }, STUCK_AFTER, apiClock()).length;
  picture.recall([]);
  expect([picture.appsKnown, orphans(), picture.index.unlistedTargets()]).toEqual([false, 0, []]);
  picture.know([]);
  expect([picture.appsKnown, orphans(), picture.index.unlistedTargets()]).toEqual([true, 1, [target]]);
  picture.recall([]);
  expect([picture.appsKnown, orphans()]).toEqual([true, 1]);
});

test('something is about to land while it is pending, and was targeted less than an hour ago', () => {
  expect([landing('pending', 1), landing('scheduled', 59), landing('pending', 61), landing('up-to-date', 1)]).toEqual([true, true, false, false]);
});

describe('news is whatever a page would show otherwise than before', () => {
  const sid = `UV${'1'.repeat(32)}`;
  const before = deviceSchema.parse({ sid, app: { target_sid: target, date_targeted: '2026-11-23T12:00:00Z' }, logging: { enabled: true, date_expires: '2026-11-23T18:00:00Z' } });

  test.each([
    ['a longer lease', { logging: { enabled: true, date_expires: '2026-11-24T18:00:00Z' } }],
    ['the same App targeted anew', { app: { target_sid: target, date_targeted: '2026-11-23T13:00:00Z' } }],
    ['a later date of change', { date_updated: '2026-11-23T13:00:00Z' }],
  ])('%s, read singly or on a page', (_, change) => {
    const after = deviceSchema.parse({ ...before, ...change });
    const picture = new Picture();
    picture.saw([before], at(0));
    const { changes } = picture;
    expect(picture.saw([before], at(1))).toEqual([]);
    expect(picture.changes).toBe(changes);
    expect(picture.saw([after], at(2))).toEqual([after]);
    expect(picture.changes).toBeGreaterThan(changes);
    const both = picture.changes;
    picture.begin('s 1', true);
    picture.page({ devices: [before], malformed: 0, unread: [], first: true, ...at(3) });
    expect(picture.changes).toBeGreaterThan(both);
  });

  test('a device that was not listed, and was seen again', () => {
    const picture = new Picture();
    picture.saw([before], at(0));
    picture.begin('s 1', true);
    picture.end(now, false);
    const { changes } = picture;
    expect(picture.saw([before], at(1))).toEqual([before]);
    expect(picture.changes).toBeGreaterThan(changes);
  });
});
