/** Faults that spoil devices, in a list or alone: what the OpenAPI description allows, and what it does not. */
import { deviceJson } from './devices.ts';
import type { FaultAction, FaultContext, Json } from './fault.ts';

/** True for a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON of a reply, which stays readable; undefined for one without a body (a deletion). */
export async function jsonOf(response: Response): Promise<unknown> {
  return response.status === 204 ? undefined : response.clone().json();
}

/** The same reply with another body; one that has none stays as it is. */
export function withBody(response: Response, body: BodyInit): Response {
  if (response.status === 204) return response;
  return new Response(body, { status: response.status, headers: response.headers });
}

type Change = (row: Json, index: number, context: FaultContext) => Json;

/** An action on each device of the reply, or on the one that the spec's `sid` names. */
function rows(about: string, change: Change, keys: Record<string, 'text' | 'number'> = {}): FaultAction {
  return {
    about,
    on: 'any',
    keys,
    sidIsRow: true,
    after: async (response, context) => {
      const body = await jsonOf(response);
      if (!isJson(body)) return response;
      const changed = (row: unknown, index: number): unknown =>
        isJson(row) && (context.sid === null || row['sid'] === context.sid) ? change(row, index, context) : row;
      const devices = body['devices'];
      if (Array.isArray(devices)) {
        return withBody(response, JSON.stringify({ ...body, devices: devices.map((row, index) => changed(row, index)) }));
      }
      return 'app' in body ? withBody(response, JSON.stringify(changed(body, 0))) : response;
    },
  };
}

function inside(row: Json, key: string, fields: Json): Json {
  const inner = row[key];
  return { ...row, [key]: { ...(isJson(inner) ? inner : {}), ...fields } };
}

function cycle<T>(items: readonly T[], index: number, usual: T): T {
  const item = items[index % items.length];
  return item === undefined ? usual : item;
}

const NULLS: readonly (readonly string[])[] = [
  ['unique_name'], ['app'], ['logging'], ['date_created', 'date_updated'], ['url', 'links'], ['account_sid'],
  ['unique_name', 'account_sid', 'app', 'logging', 'date_created', 'date_updated', 'url', 'links'],
];

const BAD_DATES = ['', 'yesterday', '0001-01-01T00:00:00Z', '2024-02-03T04:05:06+14:00', '2024-02-03T04:05:06',
  '2024-02-03T04:05:06.789Z', 1_700_000_000];

const BAD_SIDS = ['UV123', null, 'AC00000000000000000000000000000000', 7, 'UV0000000000000000000000000000000g'];

const ODD_CODES = [Number.MAX_SAFE_INTEGER, -1, 'E_DOWNLOAD', null, 1.5];

const NAMES = [
  '<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '{{7*7}} ${7*7}', 'javascript:alert(1)',
  '=HYPERLINK("http://evil.example")', 'x'.repeat(10_000), '👨‍👩‍👧‍👦🏴‍☠️🇨🇭', `z${'\u0334\u0351'.repeat(100)}algo`,
  'مرحبا fw-1.2 שלום', 'gepj.\u202Egnp', 'zero\u200Bwidth', 'pumр-1', 'tab\there\nand a line',
];

export const ROW_FAULTS: Readonly<Record<string, FaultAction>> = {
  'null-fields': rows('fields are null: another one in every row', (row, index) => {
    if (index % (NULLS.length + 1) === NULLS.length) {
      return inside(row, 'app', { reported_sid: null, date_targeted: null, update_status: null });
    }
    return { ...row, ...Object.fromEntries(cycle(NULLS, index, []).map((key) => [key, null])) };
  }),
  'missing-fields': rows('fields are absent: another one in every row', (row, index) => {
    const absent = cycle(NULLS, index, []);
    return Object.fromEntries(Object.entries(row).filter(([key]) => !absent.includes(key)));
  }),
  'unknown-status': rows(
    'update_status is a word that nobody has documented (value)',
    (row, _index, { text }) => inside(row, 'app', { update_status: text('value', 'quarantined') }),
    { value: 'text' },
  ),
  'odd-codes': rows('update_error_code is huge, negative, text, null, broken', (row, index) =>
    inside(row, 'app', { update_error_code: cycle<unknown>(ODD_CODES, index, 0) })),
  'bad-dates': rows('dates that are no dates, or of another format', (row, index) => {
    const date = cycle<unknown>(BAD_DATES, index, '');
    const dated = { ...row, date_created: date, date_updated: date };
    return inside(inside(dated, 'app', { date_targeted: date, date_reported: date }), 'logging', { date_expires: date });
  }),
  'bad-sids': rows('SIDs that are none: short, null, of another kind', (row, index) => ({
    ...row, sid: cycle<unknown>(BAD_SIDS, index, null),
  })),
  'hostile-names': rows('names that try to be markup, formulas, other scripts or very long', (row, index) => ({
    ...row, unique_name: cycle(NAMES, index, ''),
  })),
  'large-names': rows(
    'names of bytes (65536) letters: a page of some hundred is more than 8 MiB',
    (row, index, { number }) => ({ ...row, unique_name: `${String(row['unique_name'])}-${String(index)}-`.padEnd(number('bytes', 65_536), 'x') }),
    { bytes: 'number' },
  ),
  'stale-list': {
    ...rows(
      'the list shows devices as they were seconds (60) ago, before what was changed since',
      (row, _index, { request, world, number }) => {
        const past = world.asOf(String(row['sid']), world.now() - number('seconds', 60) * 1000);
        return past === undefined ? row : deviceJson(world, past, new URL(request.url).origin);
      },
      { seconds: 'number' },
    ),
    on: 'list',
  },
  'hostile-urls': rows('url and links lead to scripts and other hosts', (row) => ({
    ...row,
    url: 'javascript:alert(1)',
    links: { device_configs: 'https://evil.example/', device_secrets: 'data:text/html,<script>alert(1)</script>' },
  })),
  'extra-fields': rows('fields that nobody has documented, __proto__ among them', (row) => {
    const extra: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"x":1},"vendor":{"signal":[1,2]}}');
    return { ...row, ...(isJson(extra) ? extra : {}) };
  }),
};
