import { expose } from 'comlink';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adoptSession } from '#api/session.ts';
import { openLink, type Link, type LinkOptions } from './link.ts';
import { startWorker } from './start-worker.ts';
import { Waiting } from './waiting.ts';

const HELD = vi.hoisted(() => ({ holds: 0, skews: 0 }));
vi.mock('#api/client.ts', () => ({ holdCalls: vi.fn(), callsHeldUntil: () => 0, onHold: () => ((HELD.holds += 1), () => (HELD.holds -= 1)) }));
vi.mock('#api/clock.ts', () => ({ adoptSkew: vi.fn(), clockSkew: () => 0, onSkew: () => ((HELD.skews += 1), () => (HELD.skews -= 1)) }));

/** A Worker in this thread, whose face is this. */
let face: Record<string, (...given: never[]) => unknown> = {};
let workers: FakeWorker[] = [];

class FakeWorker extends EventTarget {
  readonly #port: MessagePort;
  terminated = false;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', ({ data, ports }) => this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] })));
    port1.start();
    expose(face, port2);
    workers.push(this);
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#port.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#port.close();
  }
}

const open = (onEnd: LinkOptions['onEnd'] = () => undefined): Promise<Link> => openLink(startWorker(), { pace: 'manual', visible: true, onStatus: () => undefined, onEnd });

beforeEach(() => {
  workers = [];
  Object.assign(HELD, { holds: 0, skews: 0 });
  vi.stubGlobal('Worker', FakeWorker);
  adoptSession({ token: 't', simulated: true, apiHost: 'simulator', accountSid: null, readOnly: false, fleetId: 'a-fleet-of-the-tests' });
});
afterEach(() => {
  for (const worker of workers) worker.terminate();
  vi.unstubAllGlobals();
});

describe('the wire to the Worker', () => {
  test('when the start is refused leaves no Worker and no listener behind', async () => {
    face = { start: () => Promise.reject(new Error('no locks')) };
    const onEnd = vi.fn();
    await expect(open(onEnd)).rejects.toThrow('no locks');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
    expect(HELD).toEqual({ holds: 0, skews: 0 });
    expect(onEnd, 'it never ran').not.toHaveBeenCalled();
  });

  test('when its code does not load says that it could not be started', async () => {
    face = { start: () => new Promise(() => undefined) };
    const opened = open();
    workers[0]?.dispatchEvent(new Event('error'));
    await expect(opened).rejects.toThrow('could not be started.');
    expect(HELD).toEqual({ holds: 0, skews: 0 });
  });

  test('when it fails before anybody listens says so, too', async () => {
    face = { start: () => new Promise(() => undefined) };
    const started = startWorker();
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'no such script' }));
    await expect(openLink(started, { pace: 'manual', visible: true, onStatus: () => undefined, onEnd: () => undefined })).rejects.toThrow('could not be started: no such script');
    expect(workers[0]?.terminated).toBe(true);
  });

  test('when it crashes fails whoever waits, and whoever asks later', async () => {
    face = { start: () => undefined, sids: () => new Promise(() => undefined) };
    const onEnd = vi.fn();
    const link = await open(onEnd);
    const asked = link.ask((worker) => worker.sids({ q: '', sort: [], list: null }, { usual: 0, perApp: {}, logging: 0 }));
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    await expect(asked).rejects.toThrow('has crashed: out of memory');
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(HELD).toEqual({ holds: 0, skews: 0 });
  });
});

describe('what is waited for', () => {
  test('is not held on to once it came', async () => {
    const waiting = new Waiting();
    const lost = waiting.until(new Promise(() => undefined));
    await waiting.until(Promise.resolve(5));
    await expect(waiting.until(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await vi.waitFor(() => expect(waiting.size).toBe(1));
    waiting.fail(new Error('over'));
    await expect(lost).rejects.toThrow('over');
    await expect(waiting.until(Promise.resolve(5))).rejects.toThrow('over');
    expect(waiting.size).toBe(0);
  });
});
