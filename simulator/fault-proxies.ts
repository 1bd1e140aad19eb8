/** Faults of what may stand between a client and the service: a debug proxy that repeats requests, and one that has its own say. */
import { gzipSync } from 'node:zlib';

import { readCredential } from './credentials.ts';
import { ApiError } from './errors.ts';
import type { FaultAction, FaultContext } from './fault.ts';
import { isJson, jsonOf, withBody } from './fault-rows.ts';

/** A request as it came over the wire, or nearly: the case of headers is not kept. */
async function written(request: Request): Promise<string> {
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${request.method} ${request.url}\r\n${headers}\r\n${await request.clone().text()}`;
}

/** Name and secret, as they stand in no request. */
function decoded(request: Request): string {
  const { username, password } = readCredential(request) ?? { username: '', password: '' };
  return `${username}:${password}`;
}

type Spelling = (request: Request) => Promise<string>;

/** What a proxy makes of a request, by the word for `as`. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  sent: written,
  base64: async (request) => Buffer.from(await written(request)).toString('base64'),
  decoded: (request) => Promise.resolve(decoded(request)),
  percent: (request) => Promise.resolve([...Buffer.from(decoded(request))].map((byte) => `%${byte.toString(16)}`).join('')),
  numbers: (request) => Promise.resolve([...decoded(request)].map((char) => `&#${char.charCodeAt(0)};`).join('')),
};

async function repeated({ request, text }: FaultContext): Promise<string> {
  return (SPELLINGS[text('as', 'sent')] ?? written)(request);
}

export const PROXY_FAULTS: Readonly<Record<string, FaultAction>> = {
  'request-echo': {
    about: `the request comes back: as is ${Object.keys(SPELLINGS).join(', ')}; in is body, names, message, page or header`,
    on: 'any',
    keys: { as: 'text', in: 'text' },
    before: async (context) => {
      const said = await repeated(context);
      const place = context.text('in', 'body');
      if (place === 'message') return new ApiError('invalid', `Not understood: ${said}`).toResponse();
      if (place === 'page') return new Response(`<pre>${said}</pre>`, { status: 502, headers: { 'Content-Type': 'text/html' } });
      if (place === 'header') return new ApiError('tooMany', 'Too Many Requests', { 'Retry-After': said.replaceAll(/[\r\n]+/gu, ' ') }).toResponse();
      const response = await context.answer(context.request);
      const body = await jsonOf(response);
      if (!isJson(body)) return response;
      return withBody(response, JSON.stringify(place === 'names' ? { ...body, [said]: said } : { ...body, debug: { request: said } }));
    },
  },
  'cut-gzip': {
    about: 'the JSON is compressed, and breaks off in the middle of that',
    on: 'any',
    after: async (response) => {
      const bytes = gzipSync(await response.clone().text());
      const cut = withBody(response, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      cut.headers.set('Content-Encoding', 'gzip');
      return cut;
    },
  },
};
