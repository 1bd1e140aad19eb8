/** Faults that spoil a whole reply: cut, slow, too large, of the wrong shape, or a page that is not what it seems. */
import { type FaultAction, type FaultContext, isLater, type Json } from './fault.ts';
import { isJson, jsonOf, withBody } from './fault-rows.ts';

type Page = (body: Json, meta: Json, context: FaultContext) => unknown;

/** The name of a list's array. */
function keyOf(meta: unknown): string {
  return isJson(meta) && typeof meta['key'] === 'string' ? meta['key'] : 'devices';
}

/** The token of a later page: of the next one, else (a list of one page) of the page after the first row; null for fewer than two rows. */
async function someToken(meta: Json, { request, answer }: FaultContext): Promise<string | null> {
  const own = new URL(request.url);
  if (own.searchParams.has('PageToken')) return own.searchParams.get('PageToken');
  own.searchParams.set('PageSize', '1');
  const next = meta['next_page_url'] ?? metaOf(await jsonOf(await answer(new Request(own, request))))['next_page_url'];
  return typeof next === 'string' ? new URL(next).searchParams.get('PageToken') : null;
}

function metaOf(body: unknown): Json {
  return isJson(body) && isJson(body['meta']) ? body['meta'] : {};
}

/** Another token for the same place: behind what carries the position stand digits that mean nothing, here a number that counts up. */
function nextAlias(token: string): string {
  const [place, digits] = [token.slice(0, 18), token.slice(18)];
  return place + (Number.parseInt(digits || '0', 16) + 1).toString(16).padStart(8, '0');
}

/** An action on the JSON of a list. */
function page(change: Page): (response: Response, context: FaultContext) => Promise<Response> {
  return async (response, context) => {
    const body = await jsonOf(response);
    if (!isJson(body) || !isJson(body['meta'])) return response;
    return withBody(response, JSON.stringify(change(body, body['meta'], context)));
  };
}

function wrongShape(body: Json, meta: Json, kind: string): unknown {
  if (kind === 'array') return body[keyOf(meta)] ?? [];
  if (kind === 'no-meta') return { ...body, meta: undefined };
  if (kind === 'bad-next') return { ...body, meta: { ...meta, next_page_url: 5 } };
  return { ...body, [keyOf(meta)]: null };
}

function drip(text: string, ms: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let sent = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (sent === bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(sent, sent + 1));
      sent += 1;
    },
  });
}

export const REPLY_FAULTS: Readonly<Record<string, FaultAction>> = {
  'truncated-json': {
    about: 'the JSON ends in the middle',
    on: 'any',
    after: async (response) => {
      const text = await response.clone().text();
      return withBody(response, text.slice(0, Math.floor(text.length * 0.6)));
    },
  },
  'slow-drip': {
    about: 'one byte every ms (1000)',
    on: 'GET',
    keys: { ms: 'number' },
    after: async (response, { number }) => withBody(response, drip(await response.text(), number('ms', 1000))),
  },
  'too-large': {
    about: 'JSON with bytes (9 MiB) of padding',
    on: 'GET',
    keys: { bytes: 'number' },
    after: async (response, { number }) => {
      const text = await response.text();
      const padding = 'x'.repeat(number('bytes', 9 * 1024 * 1024));
      return withBody(response, `{"padding":"${padding}",${text.slice(1)}`);
    },
  },
  'clock-skew': {
    about: 'the Date header is off by seconds (93600)',
    on: 'any',
    keys: { seconds: 'number' },
    after: (response, { number, world }) => {
      response.headers.set('Date', new Date(world.now() + number('seconds', 93_600) * 1000).toUTCString());
      return Promise.resolve(response);
    },
  },
  'wrong-shape': {
    about: 'JSON that is no list; shape is null (the rows), array, no-meta or bad-next',
    on: 'list',
    keys: { shape: 'text' },
    after: page((body, meta, { text }) => wrongShape(body, meta, text('shape', 'null'))),
  },
  'hostile-next-url': {
    about: 'next_page_url leads to another host: url, with the right query after it unless it has its own',
    on: 'list',
    keys: { url: 'text' },
    after: page((body, meta, { text }) => {
      const url = text('url', 'http://169.254.169.254/latest/meta-data/');
      const query = /\?.*$/u.exec(String(meta['next_page_url'] ?? ''))?.[0] ?? '';
      return { ...body, meta: { ...meta, next_page_url: url.includes('?') ? url : url + query } };
    }),
  },
  duplicates: {
    about: 'the page starts with the last row of the page before',
    on: 'paged',
    when: isLater,
    after: async (response, context) => {
      const body = await jsonOf(response);
      const before = isJson(body) && isJson(body['meta']) ? body['meta']['previous_page_url'] : null;
      const key = keyOf(isJson(body) ? body['meta'] : null);
      if (!isJson(body) || !Array.isArray(body[key]) || typeof before !== 'string') return response;
      const one = new URL(before);
      one.searchParams.set('PageSize', '1');
      const previous: unknown = await (await context.answer(new Request(one, context.request))).json();
      const rows: unknown[] = isJson(previous) && Array.isArray(previous[key]) ? previous[key] : [];
      return withBody(response, JSON.stringify({ ...body, [key]: [...rows, ...body[key]] }));
    },
  },
  'short-page': {
    about: 'a page in the middle has only keep (3) rows, and goes on',
    on: 'list',
    keys: { keep: 'number' },
    before: async ({ request, answer, number }) => {
      const url = new URL(request.url);
      const size = url.searchParams.get('PageSize') ?? '50';
      const keep = number('keep', 3);
      url.searchParams.set('PageSize', String(keep));
      const response = await answer(new Request(url, request));
      const text = await response.clone().text();
      const asked = text.replaceAll(`PageSize=${keep}&`, `PageSize=${size}&`);
      return withBody(response, asked.replace(`"page_size":${keep},`, `"page_size":${size},`));
    },
  },
  'empty-page': {
    about: 'a page in the middle has no row, and goes on',
    on: 'paged',
    when: isLater,
    after: page((body, meta, { request }) => {
      // Two digits that mean nothing make it another token for the same place, and two more yet another.
      const next = new URL(String(meta['url']));
      next.searchParams.set('Page', String(Number(meta['page']) + 1));
      next.searchParams.set('PageToken', `${new URL(request.url).searchParams.get('PageToken')}ee`);
      return { ...body, [keyOf(meta)]: [], meta: { ...meta, next_page_url: next.href } };
    }),
  },
  'endless-pages': {
    about: 'each page names another one, with a token that was never given before; rows: the same as before, or none',
    on: 'list',
    keys: { rows: 'text' },
    after: async (response, context) => {
      const body = await jsonOf(response);
      if (!isJson(body)) return response;
      const meta = metaOf(body);
      const token = await someToken(meta, context);
      if (token === null) return response;
      const next = new URL(String(meta['url']));
      next.searchParams.set('Page', String(Number(meta['page']) + 1));
      next.searchParams.set('PageToken', nextAlias(token));
      const rows = context.text('rows', 'same') === 'none' ? { [keyOf(meta)]: [] } : {};
      return withBody(response, JSON.stringify({ ...body, ...rows, meta: { ...meta, next_page_url: next.href } }));
    },
  },
};
