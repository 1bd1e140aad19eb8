import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '#api/error.ts';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { entrySchema } from './journal-schema.ts';
import type { Ledger } from './ledger.ts';
import { bulkPlan } from './make-plan.ts';
import { BULK_SETTINGS, type Plan, type RunSettings } from './plan.ts';
import { happenedWords } from './run-words.ts';
import { verdictOf } from './verdict.ts';
import { endOfDay, newDay, WireStand } from './wire-stand.ts';

/** Runs over an API whose answers look well: of a proxy, about other devices, or of changes that it did not apply. */

const FW2 = `KA${'1'.padStart(32, '0')}`;
const SETTINGS: RunSettings = { ...BULK_SETTINGS, halt: { errorPercent: null, after: 1, errors: null, stuckPercent: null, apiFailures: null } };

type Change = Parameters<typeof bulkPlan>[1];
const CHANGES = [
  ['deployments', { kind: 'deploy', app: FW2 }],
  ['logging on', { kind: 'logging', on: true }],
  ['a Config', { kind: 'config', key: 'host', value: 'new' }],
] satisfies [string, Change][];

interface Made {
  readonly simulator: Simulator;
  readonly stand: WireStand;
  readonly plan: Plan;
}

async function made(change: Change, faults: string, settings: Partial<RunSettings> = {}): Promise<Made> {
  newDay();
  const configs = [{ key: 'host', value: 'old' }, { key: 'port', value: '1' }];
  const seedDevices = Array.from({ length: 9 }, () => ({ target: 'fw-1', configs }));
  const simulator = createSimulator({ seedApps: [{ uniqueName: 'fw-2' }, { uniqueName: 'fw-1' }], seedDevices, now: Date.now });
  const stand = new WireStand(gatewayFetch(simulator, () => undefined));
  // A third of the fleet is chosen.
  const devices = (await stand.devices()).filter((_, index) => index % 3 === 0);
  const plan = bulkPlan(devices, change, { now: Date.now(), random: () => 0.5, title: 'a run' }, { ...SETTINGS, ...settings });
  simulator.world.faults.set(faults);
  return { simulator, stand, plan };
}

const outcomes = (ledger: Ledger): string[] => ledger.plan.items.map((_, index) => [ledger.state(index), ledger.note(index)?.why].filter(Boolean).join(' '));
const all = (outcome: string): string[] => [outcome, outcome, outcome];

vi.setConfig({ testTimeout: 30_000 });
afterEach(endOfDay);

describe.each(CHANGES)('%s', (_, change) => {
  // A deployment is watched until its devices report it; of other changes nothing is left to be seen.
  const carriedOut = change.kind === 'deploy' ? 'done landed' : 'done';

  test('that the API accepts and does not apply are failed, are not sent again, and are counted apart', async () => {
    const { simulator, stand, plan } = await made(change, 'ignored-write');
    const { ledger } = await stand.drive(plan);
    expect([outcomes(ledger), ledger.status]).toEqual([all('failed not-applied'), 'finished']);
    expect([stand.posts.length, simulator.world.counters.writes]).toEqual([3, 0]);
    expect(happenedWords(ledger, false).what).toEqual(['3 devices gone through: 3 failed.', 'The API accepted 3 of the failed changes but did not apply them.']);
    for (const entry of stand.kept) expect(entrySchema.safeParse(entry).success).toBe(true);
  });

  test('that are applied, and whose answers are old, are done', async () => {
    const { simulator, stand, plan } = await made(change, 'stale-answer');
    const { ledger } = await stand.drive(plan);
    expect(outcomes(ledger)).toEqual(all(carriedOut));
    expect([stand.posts.length, simulator.world.counters.writes]).toEqual([3, 3]);
    expect(happenedWords(ledger, false).what).toEqual([change.kind === 'deploy' ? 'All 3 devices have updated.' : 'The API accepted it for all 3 devices.']);
  });

  test('are sent to nobody while the API answers about other devices, and to none that was not chosen', async () => {
    const { simulator, stand, plan } = await made(change, change.kind === 'config' ? 'about-another:of=device,method=GET' : 'about-another:method=GET');
    const { ledger } = await stand.drive(plan);
    expect([stand.posts, simulator.world.counters.writes]).toEqual([[], 0]);
    expect(outcomes(ledger)).toEqual(all('failed unreadable'));
  });

  test('that are answered about other devices are done once the chosen ones, read again, show them', async () => {
    const { simulator, stand, plan } = await made(change, change.kind === 'config' ? 'about-another:of=device,on=POST' : 'about-another:on=POST');
    const { ledger } = await stand.drive(plan);
    expect(outcomes(ledger)).toEqual(all(carriedOut));
    const chosen = plan.items.map(({ sid }) => sid);
    expect([...simulator.world.counters.writesBySid.keys()].toSorted()).toEqual(chosen.toSorted());
  });

  test.each(['html:status=404', 'foreign-error', 'foreign-error:code=not_found'])('are done once a proxy no longer answers with a 404 of its own (%s): no device is left out for good', async (fault) => {
    const { stand, plan } = await made(change, `${fault}${fault.includes(':') ? ',' : ':'}count=6`);
    const { ledger } = await stand.drive(plan);
    expect(outcomes(ledger)).toEqual(all(carriedOut));
  });
});

test('a rollout that is ignored counts as failures, and halts', async () => {
  const { stand, plan } = await made({ kind: 'deploy', app: FW2 }, 'ignored-write', { concurrency: 1, halt: { ...SETTINGS.halt, errors: 2 } });
  const { ledger } = await stand.drive(plan);
  expect([ledger.status, ledger.counts().failed, ledger.counts().waiting]).toEqual(['halted', 2, 1]);
  expect(happenedWords(ledger, false).what).toContain('The API accepted 2 of the failed changes but did not apply them.');
});

test('an unavailable API that asks for a pause is waited for, and is no failure after another for all that were to be sent meanwhile', async () => {
  const { stand, plan } = await made({ kind: 'logging', on: true }, '503:retry-after=7,count=1', { concurrency: 3, halt: { ...SETTINGS.halt, apiFailures: 3 } });
  const { ledger } = await stand.drive(plan);
  expect(outcomes(ledger)).toEqual(all('done'));
});

const error = (code: number | string, status: number, held = false): ApiError => new ApiError({ code, message: 'm', more_info: null, status }, held ? 1_000 : null, held);

describe('what an error says of a device', () => {
  test.each([
    ['the API’s own 404', error(20404, 404), { kind: 'skipped', note: { why: 'gone' } }],
    ['a 404 of somebody else', error('upstream_error', 404), { kind: 'again', slow: false }],
    ['the gateway’s own 404', error('not_found', 404), { kind: 'stop', why: 'guard' }],
    ['a pause because of a 503', error(20503, 503, true), { kind: 'again', retryAfter: 1_000, slow: true }],
    ['a pause because of a rejected credential', error('upstream_auth', 401, true), { kind: 'again', slow: true }],
  ])('%s', (_, each, verdict) => {
    expect(verdictOf(each, false)).toMatchObject(verdict);
  });

  test('a 404 of somebody else in answer to a write says nothing of what became of it', () => {
    expect(verdictOf(error('bad_content_type', 404), true)).toMatchObject({ kind: 'unknown' });
  });
});
