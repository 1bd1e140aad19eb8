/** Faults that act on a request: slow, refused, lost, and what happens behind a client's back. */
import { ApiError } from './errors.ts';
import { ConnectionError, delay, type FaultAction, type FaultContext, hold, isLater, namedDevice } from './fault.ts';

const HTML = `<!doctype html><html><head><title>Sign in to the network</title></head>
<body><h1>Welcome to Guest WiFi</h1><form action="http://captive.portal.example/login"><input name="room"></form></body></html>`;

function refuse(error: ApiError): Promise<Response> {
  return Promise.resolve(error.toResponse());
}

/** An error in the API's shape with any status, as a load balancer in front of it might answer. */
function refuseWith({ number }: FaultContext): Promise<Response> {
  const status = number('status', 408);
  return Promise.resolve(Response.json({ code: 20_000 + status, message: 'The request was not completed', more_info: null, status }, { status }));
}

/** `retry-after=7` is seconds, `retry-after-date=7` the same as an HTTP date by the world's clock. */
const RETRY_KEYS = { 'retry-after': 'number', 'retry-after-date': 'number' } as const;

function retryAfter({ has, number, world }: FaultContext): Record<string, string> {
  if (has('retry-after')) return { 'Retry-After': String(number('retry-after', 0)) };
  if (!has('retry-after-date')) return {};
  return { 'Retry-After': new Date(world.now() + number('retry-after-date', 0) * 1000).toUTCString() };
}

/** True for a change, so that `on=configs` leaves reads alone. */
function writes({ request }: FaultContext): Promise<boolean> {
  return Promise.resolve(request.method !== 'GET');
}

async function formHas(context: FaultContext, name: string): Promise<boolean> {
  if (context.request.method !== 'POST') return false;
  return new URLSearchParams(await context.request.clone().text()).has(name);
}

export const REQUEST_FAULTS: Readonly<Record<string, FaultAction>> = {
  latency: {
    about: 'waits ms (300), or until it is switched off, before the request is looked at',
    on: 'any',
    keys: { ms: 'number' },
    before: async (context) => {
      await hold(context.number('ms', 300), context);
      return undefined;
    },
  },
  '401': {
    about: 'the credential is rejected',
    on: 'any',
    before: () => {
      const challenge = { 'WWW-Authenticate': 'Basic realm="Twilio API"' };
      return refuse(new ApiError('unauthenticated', 'Authenticate', challenge));
    },
  },
  '403': {
    about: 'the credential has no right to this',
    on: 'any',
    before: () => refuse(new ApiError('forbidden', 'Forbidden')),
  },
  '429': {
    about: 'too many requests at once, with retry-after or retry-after-date (seconds) if given',
    on: 'any',
    keys: RETRY_KEYS,
    before: (context) => refuse(new ApiError('tooMany', 'Too Many Requests', retryAfter(context))),
  },
  '500': {
    about: 'an internal error; a write is not applied',
    on: 'any',
    before: () => refuse(new ApiError('internal', 'An internal server error has occurred')),
  },
  '503': {
    about: 'unavailable, with retry-after or retry-after-date (seconds) if given',
    on: 'any',
    keys: RETRY_KEYS,
    before: (context) => refuse(new ApiError('unavailable', 'Service Unavailable', retryAfter(context))),
  },
  '500-after-write': {
    about: 'an internal error after a write was applied',
    on: 'POST',
    when: writes,
    after: () => refuse(new ApiError('internal', 'An internal server error has occurred')),
  },
  status: {
    about: 'an error with this status (408); a write is not applied',
    on: 'any',
    keys: { status: 'number' },
    before: refuseWith,
  },
  'status-after-write': {
    about: 'an error with this status (408) after a write was applied',
    on: 'POST',
    keys: { status: 'number' },
    when: writes,
    after: (_, context) => refuseWith(context),
  },
  timeout: {
    about: 'answers only after ms (30000)',
    on: 'any',
    keys: { ms: 'number' },
    before: async ({ request, number }) => {
      await delay(number('ms', 30_000), request.signal);
      return undefined;
    },
  },
  'timeout-after-write': {
    about: 'applies the write and never answers',
    on: 'POST',
    when: writes,
    after: async (response, { request }) => {
      await delay(Number.POSITIVE_INFINITY, request.signal);
      return response;
    },
  },
  reset: {
    about: 'drops the connection before the request is looked at',
    on: 'any',
    before: () => Promise.reject(new ConnectionError('ECONNRESET')),
  },
  'reset-after-write': {
    about: 'applies the write and drops the connection',
    on: 'POST',
    when: writes,
    after: () => Promise.reject(new ConnectionError('ECONNRESET')),
  },
  refused: {
    about: 'rejects as if nobody listened (in process; over a socket it is a reset)',
    on: 'any',
    before: () => Promise.reject(new ConnectionError('ECONNREFUSED')),
  },
  html: {
    about: 'a web page instead of JSON, with status (200)',
    on: 'any',
    keys: { status: 'number' },
    before: ({ number }) => {
      const headers = { 'Content-Type': 'text/html; charset=utf-8' };
      return Promise.resolve(new Response(HTML, { status: number('status', 200), headers }));
    },
  },
  redirect: {
    about: 'sends the client to another address (to), with status (302)',
    on: 'any',
    keys: { status: 'number', to: 'text' },
    before: ({ number, text }) => {
      const headers = { Location: text('to', 'http://169.254.169.254/latest/meta-data/') };
      return Promise.resolve(new Response(null, { status: number('status', 302), headers }));
    },
  },
  'expired-token': {
    about: 'a PageToken is no longer known: refused with status (400) and code (21481)',
    on: 'paged',
    keys: { status: 'number', code: 'number' },
    when: isLater,
    before: ({ number }) => {
      const [status, code] = [number('status', 400), number('code', 21_481)];
      return Promise.resolve(Response.json({ code, message: 'Invalid PageToken: it has expired', more_info: null, status }, { status }));
    },
  },
  'name-conflict': {
    about: 'a rename finds its name taken',
    on: 'POST',
    when: (context) => formHas(context, 'UniqueName'),
    before: () => refuse(new ApiError('conflict', 'UniqueName is already used by another Device')),
  },
  'deploy-refused': {
    about: 'a deployment is refused as invalid',
    on: 'POST',
    when: (context) => formHas(context, 'TargetApp'),
    before: () => refuse(new ApiError('invalid', 'TargetApp: this App cannot be deployed')),
  },
  'deleted-midway': {
    about: 'a device disappears just before: the one named, the one with this sid, or the last of the list',
    on: 'paged',
    sidIsRow: true,
    before: ({ request, world, sid }) => {
      world.remove(sid ?? namedDevice(world, request)?.sid ?? world.rows.at(-1)?.sid ?? '');
      return Promise.resolve(undefined);
    },
  },
};
