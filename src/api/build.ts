/** Which build of the console a page is of, and which one the server has: after an upgrade they are not the same. */

const CHANNEL = 'fleet.build';

/** Tells every page of this browser which build the server has now: also the one that this Worker or page belongs to. */
export function tellBuild(build: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
  channel.postMessage(build);
  channel.close();
}

/** To be told, by whoever asked the server, which build it has. */
export function onBuild(tell: (build: string) => void): void {
  new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }) => {
    if (typeof data === 'string') tell(data);
  });
}
