/** The part of the configuration that says through which proxy the API is reached. The names and their meaning are those of curl. */
import { BlockList, isIP } from 'node:net';

export interface Proxy {
  /** Which setting names it. */
  setting: string;
  /** Its origin, without user and password. */
  url: string;
  /** The header with its user and password; null where there are none. */
  authorization: string | null;
}

export interface Proxying {
  /** The proxy through which each origin is reached. What is not in here is reached directly. */
  proxies: ReadonlyMap<string, Proxy>;
  /** What is said of it at start. */
  notes: readonly string[];
}

/** An address that the server calls, and what it is: `The API`. */
export type Target = readonly [what: string, url: string];

type Read = (name: string) => string;

/** Names of all settings of this part. Those in small letters win, as with curl. */
export const PROXY_SETTINGS: readonly string[] = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/**
 * Decides for each address whether it is reached through a proxy, adding a sentence to `problems` for a proxy that cannot be used.
 * Loopback never is: another machine has a loopback of its own, and http, which is allowed there, could be read by the proxy.
 */
export function readProxies(read: Read, targets: readonly Target[], problems: string[]): Proxying {
  const remote = targets.map(([what, text]) => ({ what, url: new URL(text) })).filter(({ url }) => !isLoopback(url.hostname));
  const proxies = new Map<string, Proxy>();
  if (remote.length === 0) return { proxies, notes: [] };
  const proxy = readProxy(read, problems);
  if (proxy === null) return { proxies, notes: unusedNotes(read) };
  const [exceptions, list] = first(read, 'NO_PROXY');
  const notes = remote.map(({ what, url }) => {
    if (isExempt(url, list)) return `${what} is reached directly, not through the proxy in ${proxy.setting}: ${exceptions} names ${url.host}.`;
    proxies.set(url.origin, proxy);
    return `${what} is reached through the proxy ${proxy.url} (${proxy.setting}).`;
  });
  return { proxies, notes };
}

function unusedNotes(read: Read): string[] {
  const others = ['HTTP_PROXY', 'ALL_PROXY'].map((name) => first(read, name)).filter(([, value]) => value !== '');
  return others.map(([setting]) => `${setting} is not used: the API is reached by https, and its proxy is named in HTTPS_PROXY.`);
}

/** Scheme, user and password of what names a proxy: all that stands before its last @. */
const SHAPE = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@:/]*)(?::(.*))?@)?[^@]*$/iu;

/** What opens proxies, as it is written and as it is sent: no text may show it. A user without a password is a token. */
export function proxySecrets(env: Readonly<Record<string, string | undefined>>): string[] {
  const secrets = PROXY_SETTINGS.flatMap((name) => {
    const [, , user = '', password = ''] = SHAPE.exec(env[name]?.trim() ?? '') ?? [];
    const secret = password === '' ? user : password;
    return secret === '' ? [] : [`${decode(user) ?? user}:${decode(password) ?? password}`, secret, decode(secret) ?? secret];
  });
  return [...new Set(secrets)];
}

function readProxy(read: Read, problems: string[]): Proxy | null {
  const [setting, text] = first(read, 'HTTPS_PROXY');
  if (text === '') return null;
  const [, scheme = 'http'] = SHAPE.exec(text) ?? [];
  if (!/^https?$/iu.test(scheme)) {
    problems.push(`${setting} names a proxy of the kind ${scheme}, but only http:// and https:// are supported.`);
    return null;
  }
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const [user, password] = [decode(url?.username ?? ''), decode(url?.password ?? '')];
  if (url === null || url.pathname !== '/' || url.search !== '' || url.hash !== '' || user === null || password === null) {
    // Its value is not repeated: it may hold a password.
    problems.push(`${setting} is not the address of a proxy, such as http://proxy.example.com:3128. In its user and password, / ? # @ : and % are percent-encoded.`);
    return null;
  }
  return { setting, url: url.origin, authorization: user === '' && password === '' ? null : `Basic ${basic(user, password)}` };
}

function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

function first(read: Read, name: string): readonly [setting: string, value: string] {
  const small = name.toLowerCase();
  return read(small) === '' ? [name, read(name)] : [small, read(small)];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Whether a list as in NO_PROXY names the host of a URL. With commas or blanks between, each with or without a port: `*` for all; a
 * host, which stands for those below it as well (`example.com`, `.example.com`, `*.example.com`); an address, or a range (`10.0.0.0/8`).
 */
export function isExempt(url: URL, list: string): boolean {
  const host = bareHost(url.hostname);
  const port = url.port === '' ? '443' : url.port;
  return list.toLowerCase().split(/[,\s]+/u).some((entry) => {
    const [, name = entry, only = port] = /^\[(.+)\](?::(\d+))?$/u.exec(entry) ?? /^([^:]*):(\d+)$/u.exec(entry) ?? [];
    if (name === '' || only !== port) return false;
    const bare = bareHost(name.replace(/^\*?\./u, ''));
    return name === '*' || host === bare || (isIP(host) === 0 ? host.endsWith(`.${bare}`) : isIn(host, bare));
  });
}

function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname);
  return host === 'localhost' || host.endsWith('.localhost') || isIn(host, '127.0.0.0/8') || isIn(host, '::1') || isIn(host, '::ffff:127.0.0.0/104');
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/u, '$1').replace(/\.$/u, '');
}

/** True for an address that is this one, or in this range. */
function isIn(address: string, range: string): boolean {
  const [from = '', bits] = range.split('/', 2);
  const version = isIP(from);
  const most = version === 6 ? 128 : 32;
  const length = bits === undefined ? most : Number(/^\d{1,3}$/u.exec(bits)?.[0] ?? most + 1);
  if (version === 0 || version !== isIP(address) || length > most) return false;
  const block = new BlockList();
  const family = version === 6 ? 'ipv6' : 'ipv4';
  block.addSubnet(from, length, family);
  return block.check(address, family);
}
