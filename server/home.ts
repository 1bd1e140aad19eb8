/**
 * The one name of the console among those of this machine. `localhost` and `127.0.0.1` are two origins to a browser: what it keeps for
 * the one (runs, notes, settings) is missing under the other. So a page that is opened by another name is opened by this one instead.
 */
import { hostSet } from './guard.ts';
import { plainReply } from './reply.ts';

export interface Home {
  /** Host that the console calls itself, and prints at start; canonical. */
  name: string;
  /** The path that it is served under. */
  basePath: string;
  /** Other Host values of this machine, canonical, whose pages are found under the name. */
  others: ReadonlySet<string>;
}

/** How the console calls itself when it listens at this address. */
export function nameOf(address: string): string {
  if (address === '127.0.0.1') return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}

/** @param address that is listened on @param allowed as in ALLOWED_HOSTS: a name that was asked for is left as it is @param basePath as in BASE_PATH */
export function homeOf(address: string, port: number, allowed: readonly string[], basePath = '/'): Home {
  const [name = ''] = hostSet(port, [], [nameOf(address)]);
  const wanted = hostSet(port, allowed, []);
  return { name, basePath, others: new Set([...hostSet(port, [])].filter((host) => host !== name && !wanted.has(host))) };
}

/**
 * The reply to a browser that opens a page by another name; null when it is right here. For pages only: a call or file under another
 * name would be one of another origin. @param url of the request, with its Host and without the base path
 */
export function wayHome({ name, basePath, others }: Home, url: URL, headers: Headers): Response | null {
  if (!others.has(url.host) || !opensPage(headers)) return null;
  const location = `http://${name}${basePath.slice(0, -1)}${url.pathname}${url.search}`;
  // Not for ever: HOST may be another one tomorrow.
  return plainReply(307, `The console is at ${location}`, { location });
}

/** True for the address bar, a link or a bookmark. Old browsers do not say what they want the answer for. */
function opensPage(headers: Headers): boolean {
  const mode = headers.get('sec-fetch-mode');
  if (mode === null) return headers.get('accept')?.includes('text/html') === true;
  return mode === 'navigate' && headers.get('sec-fetch-dest') === 'document';
}
