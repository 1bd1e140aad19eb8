import { expect, test } from 'vitest';
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
