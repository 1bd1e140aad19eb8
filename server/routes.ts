/**
 * The one table of what may be called under /api. A path that is not in it does not exist; a parameter that is not in
 * it is refused. A new part of the console adds its lines here and nowhere else.
 */
import { APP_SID, CONFIG_LIMITS, DEVICE_SID, PAGE_SIZE, PAGE_TOKEN } from '#api/schema.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** Tells whether a value may be sent, and says in words what may. */
export interface Parameter {
  allows(value: string): boolean;
  rule: string;
}

export interface Route {
  method: Method;
  /** Path segments after /api: a literal, or a check that the percent-decoded segment must pass. */
  pattern: Pattern;
  parameters: Readonly<Record<string, Parameter>>;
  /** How many of them a POST needs: exactly one, or every one. */
  needs: 'one' | 'all';
  /** Bytes that the body of a POST may have. */
  maxBody: number;
  /** What it is about: the audit writes a Secret down otherwise than a device, and its answers are written anew. */
  about: 'device' | 'app' | 'config' | 'secret';
}

type Pattern = readonly (string | ((segment: string) => boolean))[];

/** What a path and a method lead to: a route with the upstream path built anew, or the methods that the path has. */
export type Match = { route: Route; path: string; segments: readonly string[] } | { allow: Method[] };

/**
 * True for text that can name one resource in a path: not empty, not `.` or `..`, without `/ \ ? #` and control
 * characters. The API allows other odd characters in names; the official library refuses `/` and `?` as well.
 */
export function isResourceName(segment: string): boolean {
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  return segment !== '' && segment !== '.' && segment !== '..' && !/[/\\?#\u0000-\u001f\u007f-\u009f]/u.test(segment);
}

const oneOf = (...words: string[]): Parameter => ({
  allows: (value) => words.includes(value),
  rule: `must be ${words.join(' or ')}`,
});

const paging: Readonly<Record<string, Parameter>> = {
  PageSize: {
    allows: (value) => /^[1-9]\d{0,3}$/u.test(value) && Number(value) <= PAGE_SIZE.max,
    rule: `must be a whole number from ${String(PAGE_SIZE.min)} to ${String(PAGE_SIZE.max)}`,
  },
  Page: { allows: (value) => /^\d{1,9}$/u.test(value), rule: 'must be a whole number, 0 or more' },
  PageToken: { allows: (value) => PAGE_TOKEN.test(value), rule: 'is not a page token' },
};

/** Exactly one of these in a request: one press of a button is one change, and the audit says which. */
const deviceActions: Readonly<Record<string, Parameter>> = {
  // Which characters a name may hold is published nowhere, and empty may clear it: the API decides.
  UniqueName: { allows: () => true, rule: 'must be text' },
  TargetApp: { allows: (value) => value.trim() !== '', rule: 'must be an App SID or the unique name of an App' },
  LoggingEnabled: oneOf('true', 'false'),
  RestartApp: oneOf('true'),
};

/** As OpenAPI's `maxLength` counts: code points, of which an emoji is one. */
function codePoints(text: string): number {
  return [...text].length;
}

/** A key that could not stand in a path could be neither changed nor deleted afterwards: it is not created either. */
const key: Parameter = {
  allows: (value) => isResourceName(value) && codePoints(value) <= CONFIG_LIMITS.key,
  rule: `must have 1 to ${String(CONFIG_LIMITS.key)} characters, not be . or .., and hold none of / \\ ? # and control characters`,
};

/** Whether the API takes an empty value is published nowhere: it decides. */
const value: Parameter = {
  allows: (text) => codePoints(text) <= CONFIG_LIMITS.value,
  rule: `must have at most ${String(CONFIG_LIMITS.value)} characters`,
};

const isDeviceSid = (segment: string): boolean => DEVICE_SID.test(segment);
const isAppSid = (segment: string): boolean => APP_SID.test(segment);

const SMALL_BODY = 8 * 1024;
/** A key and a value of the longest kind: 4,196 code points of four bytes each, three characters a byte, are 49.2 KiB. */
const VALUE_BODY = 50 * 1024;

const read = (about: Route['about'], pattern: Pattern, parameters: Route['parameters'] = {}): Route => ({
  method: 'GET', pattern, parameters, needs: 'all', maxBody: 0, about,
});
const remove = (about: Route['about'], pattern: Pattern): Route => ({
  method: 'DELETE', pattern, parameters: {}, needs: 'all', maxBody: 0, about,
});

/** Configs or Secrets of the account (`root` is `['v1']`) or of one device: five calls each. */
function keyed(about: 'config' | 'secret', root: Pattern): Route[] {
  const list = [...root, about === 'config' ? 'Configs' : 'Secrets'];
  const one = [...list, isResourceName];
  const write = { method: 'POST', needs: 'all', maxBody: VALUE_BODY, about } as const;
  return [
    read(about, list, paging),
    { ...write, pattern: list, parameters: { Key: key, Value: value } },
    read(about, one),
    { ...write, pattern: one, parameters: { Value: value } },
    remove(about, one),
  ];
}

/** A read may name a device or App by its unique name; a write names it by SID only, so that it cannot hit a namesake. */
export const ROUTES: readonly Route[] = [
  read('device', ['v1', 'Devices'], paging),
  read('device', ['v1', 'Devices', isResourceName]),
  { method: 'POST', pattern: ['v1', 'Devices', isDeviceSid], parameters: deviceActions, needs: 'one', maxBody: SMALL_BODY, about: 'device' },
  ...keyed('config', ['v1', 'Devices', isDeviceSid]),
  ...keyed('secret', ['v1', 'Devices', isDeviceSid]),
  read('app', ['v1', 'Apps'], paging),
  read('app', ['v1', 'Apps', isResourceName]),
  remove('app', ['v1', 'Apps', isAppSid]),
  read('app', ['v1', 'Apps', isAppSid, 'Manifest']),
  ...keyed('config', ['v1']),
  ...keyed('secret', ['v1']),
];

/** Decodes one segment once; null when it is not well-formed. */
export function decodeSegment(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}

/**
 * Finds the route for a raw path such as `/api/v1/Devices/lobby%201`.
 * @returns the route and the path to call upstream; the methods of the path when only the method is wrong; null when
 * there is no such path. A change of a name (where there is one of a SID) is no path at all: it must not look like a
 * matter of method.
 */
export function matchRoute(method: string, rawPath: string): Match | null {
  const [empty, api, ...raw] = rawPath.split('/');
  if (empty !== '' || api !== 'api') return null;
  const decoded = raw.map(decodeSegment);
  const segments = decoded.filter((segment) => segment !== null);
  if (segments.length < decoded.length) return null;
  // A literal is compared raw: `%761` is not `v1`.
  const looks = ({ pattern }: Route): boolean =>
    pattern.length === raw.length && pattern.every((part, index) => typeof part !== 'string' || part === raw[index]);
  const fits = ({ pattern }: Route): boolean =>
    pattern.every((part, index) => typeof part === 'string' || part(segments[index] ?? ''));
  const alike = ROUTES.filter(looks);
  const fitting = alike.filter(fits);
  const route = fitting.find((candidate) => candidate.method === method);
  if (route !== undefined) {
    return { route, path: `/${segments.map((segment) => encodeURIComponent(segment)).join('/')}`, segments };
  }
  if (fitting.length === 0 || alike.some((candidate) => candidate.method === method)) return null;
  return { allow: fitting.map((candidate) => candidate.method) };
}
