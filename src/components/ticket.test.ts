import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { STUCK_AFTER } from '#fleet/health.ts';
import type { ObservedChange } from '#fleet/view.ts';
import { parsePasted } from '#fleet/pasted.ts';
import { HOUR, MINUTE } from '#lib/time.ts';
import { ticketTable, MOST_ROWS } from './ticket-table.ts';
import type { CodeEntry } from './code-dictionary.ts';
import { code, plain } from './ticket-markdown.ts';
import { ticketText, type TicketContext } from './ticket.ts';

const AT = Date.parse('2026-11-25T14:02:11Z');
const SID = `UV${'a1b2c3d4'.repeat(4)}`;
const [OLD, NEW] = ['1', '2'].map((digit) => `KA${digit.repeat(32)}`) as [string, string];
const ago = (ms: number): string => `${new Date(AT - ms).toISOString().slice(0, 19)}Z`;

const CONTEXT: TicketContext = {
  apps: new Map([[OLD, { unique_name: 'freezer-2.4.0' }], [NEW, { unique_name: 'freezer-2.5.0' }]]),
  limits: STUCK_AFTER,
  meaning: (said) => (said === 118 ? { code: '118', meaning: 'Flash is full', link: 'https://wiki.example/118' } : null),
  permalink: (path) => `https://console.example${path}`,
};

const evil = (): CodeEntry => ({ code: '118', meaning: '[x](javascript:alert(1)) | `y` https://evil.example', link: 'javascript:alert(1)' });

const device = (fields: object = {}, app: object = {}): Device =>
  deviceSchema.parse({
    sid: SID,
    unique_name: 'berlin-0042',
    app: { target_sid: NEW, reported_sid: OLD, date_targeted: ago(150 * MINUTE), date_reported: ago(3 * HOUR), update_status: 'error', update_error_code: 118, ...app },
    logging: { enabled: true, date_expires: ago(-90 * MINUTE) },
    ...fields,
  });

const row = (of: Device) => ({ device: of, at: AT, missingSince: null });
const ticket = (of: Device, changes: readonly ObservedChange[] | null = [], context = CONTEXT, note: string | null = ''): string => ticketText({ device: of, at: AT, changes, note, gone: false }, context);

describe('the ticket of a device', () => {
  test('says all that is known of it, as of when, and where it is', () => {
    const changes: ObservedChange[] = [
      { sid: SID, what: 'status', from: 'pending', to: 'error 118', after: AT - HOUR, before: AT - HOUR + MINUTE, took: null },
      { sid: SID, what: 'running', from: null, to: OLD, after: AT - 5 * HOUR, before: AT - 5 * HOUR + MINUTE, took: 90_000 },
    ];
    expect(ticket(device(), changes, CONTEXT, 'Door was open.\nSee https://wiki.example/doors')).toBe(`**\`berlin-0042\`**

- SID: \`${SID}\`
- Status: failed, targeted 2 h 30 m ago
- Target App: \`freezer-2.5.0\` (\`${NEW}\`), targeted 2026-11-25 11:32:11 UTC
- Running App: \`freezer-2.4.0\` (\`${OLD}\`)
- Last report: 2026-11-25 11:02:11 UTC
- Update result: \`error\`, code \`118\`: Flash is full <https://wiki.example/118>
- Logging: on until 2026-11-25 15:32:11 UTC (1 h 30 m left), left on for 22 h 30 m
- Note:
  > Door was open.
  > See <https://wiki.example/doors>
- Observed changes, by this browser between two readings (the API has no history):
  - 2026-11-25 13:02:11 UTC to 2026-11-25 13:03:11 UTC: update result \`pending\` → \`error 118\`
  - 2026-11-25 09:02:11 UTC to 2026-11-25 09:03:11 UTC: running App none → \`freezer-2.4.0\` (\`${OLD}\`), updated 1 m 30 s after it was targeted
- As of 2026-11-25 14:02:11 UTC, by the API’s clock
- <https://console.example/devices/${SID}>
`);
  });

  test('of one of which the API says nothing, says that', () => {
    expect(ticket(deviceSchema.parse({ sid: SID }), null, { ...CONTEXT, apps: undefined }, null)).toBe(`**\`${SID}\`**

- SID: \`${SID}\`
- Status: no target
- Target App: none
- Running App: none
- Last report: none
- Update result: no status
- Logging: unknown
- Note: not known, this browser could not look it up
- Observed changes: not known, this browser could not look them up
- As of 2026-11-25 14:02:11 UTC, by the API’s clock
- <https://console.example/devices/${SID}>
`);
  });

  test.each([
    [{ target_sid: OLD, update_status: 'up-to-date', update_error_code: 0 }, '- Status: up to date\n'],
    [{ date_targeted: null, update_error_code: 7 }, '- Status: failed\n'],
    [{ date_targeted: null, update_error_code: 7 }, '- Update result: `error`, code `7`\n'],
    [{ update_status: 'pending', update_error_code: 0 }, '- Status: stuck, updating for 2 h 30 m, longer than 1 h\n'],
    [{ update_status: 'pending', update_error_code: 0, date_targeted: ago(MINUTE) }, '- Status: updating for 1 m\n'],
    [{ update_status: 'pending', update_error_code: 0, date_targeted: null }, '- Status: updating, for an unknown time\n'],
    [{ reported_sid: null, update_status: 'pending', update_error_code: null, date_targeted: ago(MINUTE) }, '- Status: never reported, targeted 1 m ago\n'],
    [{ target_sid: `KA${'9'.repeat(32)}`, update_status: 'pending', update_error_code: 0, date_targeted: ago(MINUTE) }, '- Status: unknown target, not in this account’s list of Apps\n'],
    [{ target_sid: OLD, update_error_code: 0 }, '- Status: inconsistent: It runs what it should, yet the last update is reported as an error.\n- Target'],
    [{ update_status: 'up-to-date', update_error_code: 0 }, '- Status: stuck, updating for 2 h 30 m, longer than 1 h\n- Inconsistent: The update is reported as up to date, yet the device does not run its target.\n'],
    [{ date_reported: 'yesterday`' }, '- Last report: `` yesterday` ``\n'],
  ])('with %j says so', (app, said) => {
    expect(ticket(device({}, app))).toContain(said);
  });

  test('says that its status may be another while the Apps are not known', () => {
    const updating = device({}, { update_status: 'pending', update_error_code: 0, date_targeted: ago(MINUTE) });
    expect(ticket(updating, [], { ...CONTEXT, apps: undefined })).toContain('- Status: updating for 1 m (the Apps have not been read, so it is not known whether the target App exists)\n');
    expect(ticket(device(), [], { ...CONTEXT, apps: undefined })).toContain('- Status: failed, targeted 2 h 30 m ago\n');
  });

  test('quotes its note as text, whatever stands in it', () => {
    const note = '# not a heading\r\n- no list\n1. nor this\n> [x](javascript:alert(1)) https://evil@bad.example\n\n\u202Eend';
    expect(ticket(device(), [], CONTEXT, note)).toContain(String.raw`- Note:
  > \# not a heading
  > \- no list
  > 1\. nor this
  > \> \[x\](javascript:alert(1)) https\://evil@bad.example
  >
  > <U+202E>end
`.replace('<U+202E>', String.raw`\<U+202E\>`));
  });

  test.each([
    [{ enabled: true, date_expires: ago(HOUR) }, 'on, although it ended 2026-11-25 13:02:11 UTC, left on for 1 d 1 h'],
    [{ enabled: true, date_expires: ago(-20 * HOUR) }, 'on until 2026-11-26 10:02:11 UTC (20 h left)'],
    [{ enabled: true, date_expires: null }, 'on, without an end'],
    [{ enabled: false, date_expires: null }, 'off'],
  ])('with the logging %j says so', (logging, said) => {
    expect(ticket(device({ logging }))).toContain(`- Logging: ${said}\n`);
  });

  test('has the latest of many changes, and says how many there were before', () => {
    const changes = Array.from({ length: 12 }, (_, index): ObservedChange => ({ sid: SID, what: 'name', from: `n${index}`, to: null, after: AT, before: AT, took: null }));
    const text = ticket(device(), changes);
    expect(text).toContain('`n9` → none\n  - and 2 earlier ones\n');
    expect(text).not.toContain('n10');
  });

  test('that is gone says so', () => {
    expect(ticketText({ device: device(), at: AT, changes: [], note: '', gone: true }, CONTEXT)).toContain(`${SID}\`\n- Gone: the API no longer knows it (404)\n- Status`);
  });

  test('links to no runbook that is not on the web, whatever was stored', () => {
    expect(ticket(device(), [], { ...CONTEXT, meaning: evil })).toContain('code `118`: \\[x\\](javascript:alert(1)) \\| \\`y\\` https\\://evil.example\n');
  });
});

describe('text from outside', () => {
  test.each([
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``a', '``` ``a ```'],
    [' a', '`  a `'],
    ['a\nb', '`a<U+000A>b`'],
    ['a\u202Eb', '`a<U+202E>b`'],
    ['[x](https://evil.example) ![](y) <b> @all #1', '`[x](https://evil.example) ![](y) <b> @all #1`'],
    ['', '""'],
  ])('%j is a span of code that says what it is: %s', (text, span) => {
    expect(code(text, 200)).toBe(span);
  });

  test('is clipped where it is very long', () => {
    expect(code('x'.repeat(5_000), 10)).toBe('`xxxxxxxxx…`');
    expect(plain('*'.repeat(5_000), 3)).toBe('\\*\\*…');
  });

  test('never leaves its span or its cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', ' ', 'a', '\n', '*') }), (text) => {
        const [fence = ''] = /^`+/u.exec(code(text, 200)) ?? [];
        const inside = code(text, 200).slice(fence.length, -fence.length);
        if (fence !== '') expect([...inside.matchAll(/`+/gu)].some(([run]) => run.length === fence.length)).toBe(false);
        const cell = code(text, 200, true);
        // As cmark-gfm and markdown-it see it: a bar with a backslash before it ends no cell.
        expect(cell).not.toMatch(/(?<!\\)\|/u);
        expect(cell).not.toContain('\n');
      }),
    );
  });
});

describe('the ticket of many devices', () => {
  const rows = [
    { device: device({ unique_name: 'a|b' }), at: AT, missingSince: null },
    { device: device({ sid: `UV${'f'.repeat(32)}`, unique_name: null }, { target_sid: OLD, update_error_code: 0, update_status: 'up-to-date', date_reported: null }), at: AT - MINUTE, missingSince: AT - MINUTE },
  ];

  test('is a table with a line each', () => {
    expect(ticketTable({ rows, notes: { [SID]: 'ask\n**Ann** | first' }, total: 2, part: null, path: null }, CONTEXT)).toBe(`**2 devices**

| Name | SID | Status | Target App | Running App | Update result | Code | Updating for | Last report | Note |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| \`a\\|b\` | \`${SID}\` | failed | \`freezer-2.5.0\` | \`freezer-2.4.0\` | \`error\` | \`118\`: Flash is full | 2 h 30 m | 2026-11-25 11:02:11 UTC | ask \\*\\*Ann\\*\\* \\| first |
| – | \`UV${'f'.repeat(32)}\` | up to date | \`freezer-2.4.0\` | \`freezer-2.4.0\` | \`up-to-date\`, not listed since 2026-11-25 14:01:11 UTC | – | – | none | – |

- Each as it was read between 2026-11-25 14:01:11 UTC and 2026-11-25 14:02:11 UTC, by the API’s clock
- <https://console.example/devices#list=${SID},UV${'f'.repeat(32)}>
`);
  });

  test('is bounded, and says what is left out and of what it is a part', () => {
    const many = Array.from({ length: MOST_ROWS + 5 }, () => rows[0] ?? { device: device(), at: AT, missingSince: null });
    const text = ticketTable({ rows: many, notes: null, total: 5_000, part: 'Of the 9,000 read so far', path: '/devices?q=is:stuck' }, CONTEXT);
    expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(MOST_ROWS + 2);
    expect(text).toContain('| Updating for | Last report |\n');
    expect(text.split('\n').slice(-6)).toEqual([
      '- 4,800 more devices are left out',
      '- Of the 9,000 read so far',
      '- Notes: not known, this browser could not look them up',
      '- As of 2026-11-25 14:02:11 UTC, by the API’s clock',
      '- <https://console.example/devices?q=is:stuck>',
      '',
    ]);
  });
});

test('tickets are taken back as a pasted list of their devices', () => {
  const [one, two] = [device({ unique_name: '- a, b | c' }), device({ sid: `UV${'f'.repeat(32)}`, unique_name: null })];
  const changes: ObservedChange[] = [{ sid: SID, what: 'name', from: 'x, y', to: null, after: AT - HOUR, before: AT, took: null }];
  const table = ticketTable({ rows: [one, two].map((of) => ({ device: of, at: AT, missingSince: null })), total: 9, part: null, path: null, notes: null }, CONTEXT);
  const sids = [one, two].map(({ sid }) => sid);
  expect(parsePasted(table)).toEqual({ entries: sids, repeated: 0, beyond: 0 });
  expect(parsePasted(`${ticket(one, changes)}\n${ticket(two)}`)).toEqual({ entries: sids, repeated: 0, beyond: 0 });
  // Some of its rows, and a name beside them.
  expect(parsePasted(`${table.split('\n').slice(4, 6).join('\r\n')}\r\nberlin 1`).entries).toEqual([...sids, 'berlin 1']);
});

describe('a ticket that is pasted as a list is its devices alone, whatever its note names', () => {
  const other = `UV${'c'.repeat(32)}`;
  const notes = [`swapped with ${other}`, `see https://console.example/devices/${other}`, 'berlin-0043', `\`${other}\``, `- \`${other}\`\n\n| a | \`${other}\` |\n**\`${other}\`**\nberlin-0043, ${other}`];

  test.each(notes)('of one device, with the note %j', (note) => {
    const text = ticket(device(), [{ sid: SID, what: 'name', from: other, to: null, after: AT - HOUR, before: AT, took: null }], CONTEXT, note);
    for (const all of [text, `${text}\n${text}`, text.replaceAll('\n', '\r\n'), text.replaceAll(/^/gmu, '> '), text.replaceAll(/^\s+/gmu, '')]) expect(parsePasted(all).entries).toEqual([SID]);
    expect(parsePasted(`${text}\nberlin 1\n- \`${other}\``).entries).toEqual([SID, 'berlin 1', other]);
  });

  test.each(notes)('of many, with the note %j', (note) => {
    const text = ticketTable({ rows: [row(device()), row(device({ sid: `UV${'d'.repeat(32)}`, unique_name: `\\|${other}` })), row(device({ sid: `UV${'e'.repeat(32)}`, unique_name: other }))], total: 3, part: null, path: null, notes: { [SID]: note } }, CONTEXT);
    for (const all of [text, text.replaceAll(/^/gmu, '> ')]) expect(parsePasted(all).entries).toEqual([SID, `UV${'d'.repeat(32)}`, `UV${'e'.repeat(32)}`]);
  });

  test('also where the device is called like the SID of another; but a heading of somebody else and the list below it are read', () => {
    expect(parsePasted(ticket(device({ unique_name: other }))).entries).toEqual([SID]);
    expect(parsePasted(`**\`${other}\`**\n\n- \`${SID}\`\n- x: \`UV${'e'.repeat(32)}\``).entries).toEqual([other, SID, `UV${'e'.repeat(32)}`]);
  });
});
