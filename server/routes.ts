/**
 * The one table of what may be called under /api. A path that is not in it does not exist; a parameter that is not in
 * it is refused. A new part of the console adds its lines here and nowhere else.
 */
import { DEVICE_SID, PAGE_SIZE, PAGE_TOKEN } from '#api/schema.ts';

export type Method = 'GET' | 'POST';

/** Tells whether a value may be sent, and says in words what may. */
export interface Parameter {
  allows(value: string): boolean;
  rule: string;
}

export interface Route {
  method: Method;
  /** Path segments after /api: a literal, or a check that the percent-decoded segment must pass. */
  pattern: readonly (string | ((segment: string) => boolean))[];
  parameters: Readonly<Record<string, Parameter>>;
}

/** What a path and a method lead to: a route with the upstream path built anew, or the methods that the path has. */
export type Match = { route: Route; path: string; segment: string | null } | { allow: Method[] };

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

const isDeviceSid = (segment: string): boolean => DEVICE_SID.test(segment);

/** A read may name a device by its unique name; a write names it by SID only, so that it cannot hit a namesake. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', pattern: ['v1', 'Devices'], parameters: paging },
  { method: 'GET', pattern: ['v1', 'Devices', isResourceName], parameters: {} },
  { method: 'POST', pattern: ['v1', 'Devices', isDeviceSid], parameters: deviceActions },
  { method: 'GET', pattern: ['v1', 'Apps'], parameters: paging },
  { method: 'GET', pattern: ['v1', 'Apps', isResourceName], parameters: {} },
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
 * there is no such path. A POST to a name (not a SID) is no path at all: it must not look like a matter of method.
 */
export function matchRoute(method: string, rawPath: string): Match | null {
  const [empty, api, ...raw] = rawPath.split('/');
  if (empty !== '' || api !== 'api') return null;
  const segments = raw.map(decodeSegment);
  const fits = (route: Route): boolean =>
    route.pattern.length === segments.length &&
    route.pattern.every((part, index) => {
      const segment = segments[index];
      if (segment === null || segment === undefined) return false;
      // A literal is compared raw: `%761` is not `v1`.
      return typeof part === 'string' ? part === raw[index] : part(segment);
    });
  const fitting = ROUTES.filter(fits);
  const route = fitting.find((candidate) => candidate.method === method);
  if (route !== undefined) {
    const path = `/${segments.map((segment) => encodeURIComponent(segment ?? '')).join('/')}`;
    return { route, path, segment: segments[2] ?? null };
  }
  if (fitting.length === 0 || (method === 'POST' && segments.length === 3 && segments[1] === 'Devices')) return null;
  return { allow: fitting.map((candidate) => candidate.method) };
}

