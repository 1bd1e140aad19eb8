/** Faults of answers that look well: about something else than what was asked for, or of a change that is not as it was asked for. */
import { type FaultAction, type FaultContext, namedDevice, namedKeys } from './fault.ts';

/** A GET with the credential of the request that met the fault. */
function reading({ request }: FaultContext, path: string): Request {
  return new Request(new URL(path, request.url), { headers: request.headers });
}

/** The one after it in its list; the first after the last. Undefined where there is no other. */
function next<T>(rows: readonly T[], row: T | undefined): T | undefined {
  if (row === undefined || rows.length < 2) return undefined;
  return rows[(rows.indexOf(row) + 1) % rows.length];
}

/** The path of what the request could have meant as well; undefined where there is no other. */
function otherPath(context: FaultContext): string | undefined {
  const { request, world, text } = context;
  const { pathname } = new URL(request.url);
  const named = namedKeys(world, request);
  const device = namedDevice(world, request);
  if (named !== undefined && text('of', 'key') === 'key') {
    // What has just been made is the last of its list.
    const key = named.key ?? (request.method === 'POST' ? named.keys.rows.at(-1)?.key : undefined);
    const other = key === undefined ? undefined : next<{ readonly key: string }>(named.keys.rows, named.keys.get(key));
    const list = named.key === undefined ? pathname : pathname.slice(0, pathname.lastIndexOf('/'));
    return other && `${list}/${encodeURIComponent(other.key)}`;
  }
  if (device !== undefined) {
    const sid = next(world.rows, device)?.sid;
    return sid && pathname.replace(/^\/v1\/Devices\/[^/]+/u, `/v1/Devices/${sid}`);
  }
  const id = /^\/v1\/Apps\/([^/]+)/u.exec(pathname)?.[1];
  const app = id === undefined ? undefined : world.app(decodeURIComponent(id));
  const sid = app && next(world.apps.filter(({ deleted }) => !deleted), app)?.sid;
  return sid && pathname.replace(/^\/v1\/Apps\/[^/]+/u, `/v1/Apps/${sid}`);
}

async function form({ request }: FaultContext): Promise<URLSearchParams> {
  return new URLSearchParams(request.method === 'POST' ? await request.clone().text() : '');
}

/** True for a change. */
function writes({ request }: FaultContext): Promise<boolean> {
  return Promise.resolve(request.method !== 'GET');
}

/** What the request is about as it is now; of a key that is to be made, one that nothing was put into. */
async function asItIs(context: FaultContext): Promise<Response> {
  const { request, world, answer } = context;
  const named = namedKeys(world, request);
  const { pathname } = new URL(request.url);
  if (named === undefined || named.key !== undefined) return answer(reading(context, pathname));
  const owner = namedDevice(world, request)?.sid;
  return Response.json({ ...(owner !== undefined && { device_sid: owner }), key: (await form(context)).get('Key'), value: null, url: null }, { status: 201 });
}

export const ANSWER_FAULTS: Readonly<Record<string, FaultAction>> = {
  'about-another': {
    about: 'answers about the next device, App, Config or Secret of its list instead; of=device: about the same of the next device',
    on: 'any',
    keys: { of: 'text' },
    when: (context) => Promise.resolve(otherPath(context) !== undefined),
    after: async (response, context) => {
      const path = otherPath(context);
      if (response.status === 204 || path === undefined) return response;
      const other = await context.answer(reading(context, path));
      return other.ok ? new Response(other.body, { status: response.status, headers: other.headers }) : response;
    },
  },
  'foreign-error': {
    about: 'an error in JSON that is not the service’s own, with status (404); with code (a word) it looks like one',
    on: 'any',
    keys: { status: 'number', code: 'text' },
    before: ({ number, text, has }) => {
      const status = number('status', 404);
      const body = has('code') ? { code: text('code', ''), message: 'Not Found', more_info: null, status } : { error: 'Not Found' };
      return Promise.resolve(Response.json(body, { status }));
    },
  },
  'ignored-write': {
    about: 'answers a change as if it was accepted, with everything as it was, and applies nothing',
    on: 'any',
    when: writes,
    before: (context) => (context.request.method === 'DELETE' ? Promise.resolve(new Response(null, { status: 204 })) : asItIs(context)),
  },
  'stale-answer': {
    about: 'applies a change, and answers with everything as it was',
    on: 'POST',
    when: writes,
    before: async (context) => {
      const before = await asItIs(context);
      const applied = await context.answer(context.request);
      return applied.ok ? before : applied;
    },
  },
  'normalized-text': {
    about: 'a name or value is kept without blanks at its ends, and in lower case',
    on: 'POST',
    when: async (context) => {
      const sent = await form(context);
      return sent.has('UniqueName') || sent.has('Value');
    },
    before: async (context) => {
      const { request, answer } = context;
      const kept = new URLSearchParams([...(await form(context))].map(([name, value]) => [name, name === 'UniqueName' || name === 'Value' ? value.trim().toLowerCase() : value]));
      const headers = new Headers(request.headers);
      headers.delete('content-length');
      return answer(new Request(request.url, { method: 'POST', headers, body: kept }));
    },
  },
};
