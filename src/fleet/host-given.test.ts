import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/app.ts';
import { gatewayFetch } from '../../simulator/test-gateway.ts';
import { FleetHost } from './host.ts';
import { browser, complete, endOfDay, newDay, pass, total, until, type Browser } from './host-stand.ts';
import { messageSchema, type TabMessage } from './tab-messages.ts';

beforeEach(newDay);
afterEach(endOfDay);

const STILL = Array.from({ length: 300 }, (_, at) => ({ uniqueName: `still-${at}` }));

function api(): Simulator & { readonly calls: () => number } {
  const simulator = createSimulator({ seedDevices: STILL, now: Date.now });
  vi.stubGlobal('fetch', gatewayFetch(simulator, () => undefined));
  return { ...simulator, calls: () => simulator.world.counters.requests };
}

type Given = Extract<TabMessage, { kind: 'given' }>;

/** Two tabs, the second of which was given the picture of the first: and the message in which it was. */
async function given({ tab, openChannel }: Browser): Promise<{ reader: FleetHost; follower: FleetHost; message: Given }> {
  const heard: Given[] = [];
  openChannel('fleet:a-fleet-of-the-tests').addEventListener('message', ({ data }) => {
    const message = messageSchema.parse(data instanceof Object && 'message' in data ? data.message : null);
    if (message.kind === 'given') heard.push(message);
  });
  const reader = tab();
  await until(() => complete(reader));
  await pass(61_000);
  const follower = tab();
  await until(() => follower.status().coverage.completeAt === reader.status().coverage.completeAt);
  const [message] = heard;
  if (message === undefined) throw new Error('No picture was given.');
  return { reader, follower, message };
}

function say({ openChannel }: Browser, from: string, message: TabMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
  openChannel('fleet:a-fleet-of-the-tests').postMessage({ version: 2, from, message });
}

describe('a picture that nobody waits for', () => {
  test.each(['tab 1', 'a stranger'])('from %s puts nothing back to what it was', async (from) => {
    const { world } = api();
    const tabs = browser();
    const { reader, follower, message } = await given(tabs);
    const [row] = world.rows;
    if (row) world.change(row, { uniqueName: 'renamed' });
    await pass(65_000);
    for (const [to, tab] of [['tab 1', reader], ['tab 2', follower]] as const) {
      const before = tab.status();
      expect(await total(tab, 'name:renamed')).toBe(1);
      say(tabs, from, { ...message, to });
      await pass(100);
      expect(tab.status()).toEqual(before);
      expect(await total(tab, 'name:renamed')).toBe(1);
    }
  });

  test('that was asked for before all was forgotten brings nothing of it back', async () => {
    api();
    const tabs = browser();
    const { reader, follower, message } = await given(tabs);
    reader.close();
    await pass(1_000);
    follower.set({ pace: 'manual' });
    // It missed what this sweep read, and so asks for it; the answer is long in coming.
    say(tabs, 'tab 1', { kind: 'end', sweep: 'x 1', at: Date.now(), pages: 3, force: false });
    await pass(100);
    say(tabs, 'tab 3', { kind: 'forget' });
    await pass(100);
    say(tabs, 'tab 1', { ...message, to: 'tab 2' });
    await pass(100);
    expect(follower.status().coverage).toMatchObject({ completeAt: null, held: 0 });
  });

  test('that was asked for, and is older than what was read meanwhile, is not taken', async () => {
    const { world } = api();
    const tabs = browser();
    const { reader, follower, message } = await given(tabs);
    reader.close();
    await until(() => follower.status().sweeper === 'here');
    say(tabs, 'tab 1', { kind: 'end', sweep: 'x 1', at: Date.now(), pages: 3, force: false });
    const [row] = world.rows;
    if (row) world.change(row, { uniqueName: 'renamed' });
    await pass(63_000);
    const before = follower.status();
    say(tabs, 'tab 1', { ...message, to: 'tab 2' });
    await pass(100);
    expect(follower.status()).toEqual(before);
    expect(await total(follower, 'name:renamed')).toBe(1);
  });
});

test('a tab that no longer reads does not tell the one that does how far it is', async () => {
  const { calls } = api();
  const tabs = browser();
  const [reader, follower] = [tabs.tab(), tabs.tab()];
  await until(() => complete(reader) && complete(follower));
  const trouble = { message: 'no', trouble: 'sign-in', retryAt: null };
  say(tabs, 'tab 9', { kind: 'progress', progress: { lastEnd: Date.now(), broken: 5, final: true, trouble, shrunk: { from: 2500, to: 0 }, believed: 0 } });
  await pass(100);
  expect(follower.status(), 'it was heard').toMatchObject({ trouble });
  expect(reader.status()).toMatchObject({ trouble: null, shrunk: null });
  await pass(65_000);
  expect(calls()).toBe(4);
});

describe('a tab that has just come', () => {
  const progress = { lastEnd: null, broken: 0, final: false, trouble: null, shrunk: null, believed: null };

  test('waits a little for the one that reads, which may be busy, and then goes by what it says', async () => {
    const { calls } = api();
    const tabs = browser();
    const { say: tell, die } = tabs.stranger();
    const late = tabs.tab();
    await pass(1_500);
    tell({ kind: 'offer', to: 'tab 1', completeAt: null, held: 0, apps: [], reader: true, progress: { ...progress, lastEnd: Date.now() } });
    await pass(100);
    expect(late.status()).toMatchObject({ sweeper: 'elsewhere', appsKnown: true });
    die();
    await pass(30_000);
    expect(late.status().sweeper).toBe('here');
    expect(calls(), 'the fleet was read just now').toBe(0);
  });

  test('goes on by itself when that one says nothing, and at once when there is none', async () => {
    const { calls } = api();
    const tabs = browser();
    const { die } = tabs.stranger();
    const late = tabs.tab();
    await pass(100);
    die();
    await until(() => complete(late));
    const other = browser().tab({ fleetId: 'another-fleet-of-the-tests' });
    const before = calls();
    await pass(200);
    expect(calls()).toBeGreaterThan(before);
    expect(other.status().sweeper).toBe('here');
  });
});
