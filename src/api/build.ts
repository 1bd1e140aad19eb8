/** Which build of the console a page is of, and which one the server has: after an upgrade they are not the same. */

/** Consoles that share an origin have builds of their own. */
const channelOf = (basePath: string): string => `fleet.build${basePath}`;

/** Tells every page of this browser and base path which build the server has now: also the one that this Worker or page belongs to. */
export function tellBuild(build: string, basePath: string): void {
  const channel = new BroadcastChannel(channelOf(basePath));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel, not a window
  channel.postMessage(build);
  channel.close();
}

/** To be told, by whoever asked the server, which build it has. */
export function onBuild(basePath: string, tell: (build: string) => void): void {
  new BroadcastChannel(channelOf(basePath)).addEventListener('message', ({ data }) => {
    if (typeof data === 'string') tell(data);
  });
}
