/** Faults of Configs, Secrets and Apps: somebody else is faster, and a service that does not keep what it promises. */
import { ApiError } from './errors.ts';
import { type FaultAction, type FaultContext, type Json, namedKeys } from './fault.ts';
import { isJson, jsonOf, withBody } from './fault-rows.ts';

const ELSEWHERE = 'of somebody else';

async function field({ request }: FaultContext, name: string): Promise<string | null> {
  if (request.method !== 'POST') return null;
  return new URLSearchParams(await request.clone().text()).get(name);
}

/** A write to a key that is there, by its path. */
function toKey({ request, world }: FaultContext): Promise<boolean> {
  return Promise.resolve(request.method !== 'GET' && namedKeys(world, request)?.key !== undefined);
}

/** Odd rows, one oddity after the other: what may be null is, dates are none, and keys and values try to be markup. */
const ODD: readonly Json[] = [
  { value: null, date_updated: null, date_rotated: null, url: null },
  { date_updated: 'yesterday', date_rotated: 'yesterday' },
  { key: '<img src=x onerror=alert(1)>', value: '</script><script>alert(1)</script>' },
  { key: 'gepj.\u202Egnp', value: 'zero\u200Bwidth\u0000and\tmore' },
  { key: 'of/two parts?', url: 'javascript:alert(1)' },
  { key: 7 },
  { key: null },
  { value: 12.5, vendor: { signal: [1, 2] } },
];

function odd(rows: readonly unknown[]): unknown[] {
  return rows.map((row, index) => {
    const changes = ODD[index % (ODD.length + 1)];
    if (!isJson(row) || changes === undefined) return row;
    const known = Object.entries(changes).filter(([key]) => key in row || key === 'vendor');
    return { ...row, ...Object.fromEntries(known) };
  });
}

export const KEYED_FAULTS: Readonly<Record<string, FaultAction>> = {
  'key-conflict': {
    about: 'somebody creates the key just before, with value',
    on: 'POST',
    keys: { value: 'text' },
    when: async (context) => (await field(context, 'Key')) !== null && namedKeys(context.world, context.request) !== undefined,
    before: async (context) => {
      namedKeys(context.world, context.request)?.keys.put((await field(context, 'Key')) ?? '', context.text('value', ELSEWHERE));
      return undefined;
    },
  },
  'key-deleted': {
    about: 'somebody deletes the key just before it is written or deleted',
    on: 'any',
    when: toKey,
    before: ({ request, world }) => {
      const named = namedKeys(world, request);
      named?.keys.remove(named.key ?? '');
      return Promise.resolve(undefined);
    },
  },
  'key-changed': {
    about: 'somebody gives the key another value just before it is read, written or deleted',
    on: 'any',
    keys: { value: 'text' },
    when: ({ request, world }) => Promise.resolve(namedKeys(world, request)?.key !== undefined),
    before: ({ request, world, text }) => {
      const named = namedKeys(world, request);
      if (named?.key !== undefined && named.keys.get(named.key) !== undefined) named.keys.put(named.key, text('value', ELSEWHERE));
      return Promise.resolve(undefined);
    },
  },
  'odd-keys': {
    about: 'rows of Configs and Secrets are odd: another way in every row',
    on: 'GET',
    when: ({ request, world }) => Promise.resolve(namedKeys(world, request) !== undefined),
    after: async (response) => {
      const body = await jsonOf(response);
      if (!isJson(body)) return response;
      for (const list of ['configs', 'secrets']) {
        const rows = body[list];
        if (Array.isArray(rows)) return withBody(response, JSON.stringify({ ...body, [list]: odd(rows) }));
      }
      return response;
    },
  },
  'secret-echo': {
    about: 'the value of a Secret comes back: as is field, message, html or text',
    on: 'POST',
    keys: { as: 'text' },
    when: async (context) => new URL(context.request.url).pathname.includes('/Secrets') && (await field(context, 'Value')) !== null,
    before: async (context) => {
      const value = (await field(context, 'Value')) ?? '';
      const kind = context.text('as', 'field');
      if (kind === 'message') return new ApiError('invalid', `Value '${value}' is not valid`).toResponse();
      if (kind === 'html') return new Response(`<p>${value}</p>`, { status: 500, headers: { 'Content-Type': 'text/html' } });
      if (kind === 'text') return Response.json(`cannot keep ${value}`);
      const response = await context.answer(context.request);
      const body = await jsonOf(response);
      return isJson(body) ? withBody(response, JSON.stringify({ ...body, value, vendor: { value } })) : response;
    },
  },
  'app-in-use': {
    about: 'an App is not deleted, because Devices still target it',
    on: 'DELETE',
    when: ({ request }) => Promise.resolve(new URL(request.url).pathname.startsWith('/v1/Apps/')),
    before: () => Promise.resolve(new ApiError('conflict', 'App is targeted by one or more Devices').toResponse()),
  },
};
