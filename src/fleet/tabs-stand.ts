/** For tests: the locks and the channel that the tabs of one browser share, without a browser. */
import type { Channel, Locks } from './tabs.ts';

interface Request {
  readonly name: string;
  readonly shared: boolean;
  readonly start: () => void;
}

/** One browser: what it gives to each of its tabs. */
export function browserOfTabs(): { readonly locks: Locks; readonly openChannel: (name: string) => Channel; readonly messages: unknown[] } {
  const held: Request[] = [];
  const queue: Request[] = [];
  const grant = (): void => {
    for (const request of queue.slice()) {
      const others = held.filter(({ name }) => name === request.name);
      if (!others.every(({ shared }) => shared && request.shared)) continue;
      queue.splice(queue.indexOf(request), 1);
      held.push(request);
      request.start();
    }
  };
  const locks: Locks = {
    request: (name, { signal, mode }, whileHeld) =>
      new Promise((resolve, reject) => {
        const request: Request = {
          name,
          shared: mode === 'shared',
          start: () => {
            void whileHeld().then(() => {
              held.splice(held.indexOf(request), 1);
              grant();
              resolve(undefined);
            });
          },
        };
        signal.addEventListener('abort', () => {
          const at = queue.indexOf(request);
          if (at === -1) return;
          queue.splice(at, 1);
          reject(signal.reason);
        });
        queue.push(request);
        queueMicrotask(grant);
      }),
    query: () => Promise.resolve({ held: held.map(({ name }) => ({ name })) }),
  };

  const channels = new Set<{ readonly name: string; readonly heard: ((event: { readonly data: unknown }) => void)[] }>();
  const messages: unknown[] = [];
  const openChannel = (name: string): Channel => {
    const own = { name, heard: [] as ((event: { readonly data: unknown }) => void)[] };
    channels.add(own);
    return {
      postMessage: (message) => {
        if (!channels.has(own)) throw new Error('The channel is closed.');
        messages.push(message);
        for (const other of channels) {
          if (other === own || other.name !== name) continue;
          const data: unknown = structuredClone(message);
          queueMicrotask(() => channels.has(other) && other.heard.forEach((hear) => hear({ data })));
        }
      },
      addEventListener: (_, heard) => void own.heard.push(heard),
      close: () => void channels.delete(own),
    };
  };
  return { locks, openChannel, messages };
}
