import { expect, test } from 'vitest';
import { APP, at, became, bulk, itemNo, OLD, range, rollout, sidOf, told } from './ledger-stand.ts';
import { reportOf } from './report.ts';
import { csvPieces, jsonPieces } from './run-file.ts';

const where = 'microvisor.example, account AC0123';
const url = 'http://localhost:4300/rollouts/r';

function halted() {
  const items = [itemNo(0, { broken: true }), ...range(1, 60).map((n) => itemNo(n))];
  return told(
    rollout([2, 12, 60], { items, title: 'Deploy fw_2* to 60 devices' }),
    became(0, 'failed', 20, { why: 'update-error', code: 118 }),
    became(1, 'done', 25, { why: 'landed', took: 9_000 }),
    { kind: 'passed', at: at(40), wave: 0 },
    { kind: 'wave', at: at(340), wave: 1 },
    ...range(2, 8).map((n) => became(n, 'done', 360, { why: 'landed', took: 12_000 })),
    ...range(8, 10).map((n) => became(n, 'failed', 361, { why: 'update-error', code: 118 })),
    became(10, 'failed', 362, { why: 'refused', code: 20001, message: 'TargetApp <is> no | App' }),
    became(11, 'pending', 350),
    { kind: 'halted', at: at(363), reason: { rule: 'error-rate', percent: 30, of: 10 } },
  );
}

test('a report is the whole story, and nothing in it is Markdown that is not ours', () => {
  const report = reportOf({ ledger: halted(), status: 'Halted', interrupted: false, where, change: `Deploy fw_2* (${APP})`, kin: ['Retry of: Deploy fw_2* to 90 devices'], url, now: at(420) });
  expect(report).toBe(`## Deploy fw\\_2\\* to 60 devices

**Halted.** 30 % of 10 outcomes were errors; the limit is 5 %. Sending stopped. 7 updated, 1 pending will still update when it checks in, 4 failed, 48 untouched.

- Fleet: microvisor.example, account AC0123
- Change: Deploy fw\\_2\\* (${APP})
- Began: 2026-11-25 12:00:00 UTC, 7 m ago
- Retry of: Deploy fw\\_2\\* to 90 devices
- Pace: at most 50 writes in 10 s, 5 devices at a time
- Halts on: an error rate over 5 %, a stuck rate over 20 %, 10 API failures in a row; rates count once 10 outcomes are in
- Next wave: once 90 % of a wave landed, after a soak of 5 m; the gate opens by itself; a device is stuck after 1 h
- Time to update: median 12 s, 9 of 10 within 12 s, slowest 12 s, of 7 devices
- In error before the start: 1 (0 updated, 1 failed); they do not count for halting

| Wave | Devices | Sent | Updated | Pending | Failed | Stuck | Unknown | Skipped | Not sent |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 2 | 2 | 1 | 0 | 1 | 0 | 0 | 0 | 0 |
| 2 | 10 | 10 | 6 | 1 | 3 | 0 | 0 | 0 | 0 |
| 3 | 48 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 48 |

- 3 failed: The device reported an error (118).
- 1 failed: The API refused it (20001): TargetApp \\<is\\> no \\| App

${url}
This run is kept by the browser that drove it, and by nobody else: the link opens there only. The API has no history of it. As of 2026-11-25 12:07:00 UTC.
`);
});

test('a bulk action has no waves to tell of', () => {
  const ledger = told(bulk(3, { title: 'Restart 3 devices', change: { kind: 'restart' } }), ...range(0, 3).map((n) => became(n, 'done', n)), { kind: 'finished', at: at(3) });
  const report = reportOf({ ledger, status: 'Complete', interrupted: false, where, change: 'Restart', kin: [], url, now: at(60) });
  expect(report).toBe(`## Restart 3 devices

**Complete.** The API accepted it for all 3 devices. A restart leaves no trace, so there is no way to see whether it was carried out.

- Fleet: microvisor.example, account AC0123
- Change: Restart
- Began: 2026-11-25 12:00:00 UTC; ended: 2026-11-25 12:00:03 UTC, after 3 s
- Pace: at most 100 writes in 10 s, 5 devices at a time
- Halts on: an error rate over 10 %; rates count once 50 outcomes are in

| Wave | Devices | Sent | Done | Pending | Failed | Stuck | Unknown | Skipped | Not sent |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 3 | 3 | 3 | 0 | 0 | 0 | 0 | 0 | 0 |

${url}
This run is kept by the browser that drove it, and by nobody else: the link opens there only. The API has no history of it. As of 2026-11-25 12:01:00 UTC.
`);
});

test('of many kinds of failures the most frequent are named', () => {
  const ledger = told(bulk(40), ...range(0, 40).map((n) => became(n, 'failed', 1, { why: 'refused', code: n < 4 ? 7 : 100 + n })), { kind: 'finished', at: at(3) });
  const report = reportOf({ ledger, status: 'Finished, partial', interrupted: false, where, change: 'x', kin: [], url, now: at(60) });
  expect(report).toContain('- 4 failed: The API refused it (7).\n- 1 failed: The API refused it (104).');
  expect(report).toContain('- and 25 other kinds\n');
});

const facts = (ledger: ReturnType<typeof halted>) => ({ ledger, status: 'Halted', interrupted: false, simulated: false, apiHost: 'microvisor.example', accountSid: 'AC0123', now: at(420) });
const joined = (pieces: Iterable<string>): string => [...pieces].join('');

test('outcomes as CSV: a line each, and no cell that a spreadsheet would run', () => {
  const items = [itemNo(0, { seen: { ...itemNo(0).seen, name: '=1+1' } }), itemNo(1, { broken: true, seen: { ...itemNo(1).seen, name: null, target: null, logging: null } }), itemNo(2)];
  const ledger = told(
    rollout([1, 3], { items }),
    became(0, 'done', 25, { why: 'landed', took: 9_400 }),
    { kind: 'wave', at: at(60), wave: 1 },
    became(1, 'failed', 62, { why: 'refused', code: 20001, message: '-2, "no"' }),
    { kind: 'halted', at: at(63), reason: { rule: 'errors', count: 1 } },
  );
  expect(joined(csvPieces(facts(ledger)))).toBe(
    [
      '\u{FEFF}# run: Deploy fw-2 to 3 devices',
      '"# status: Halted. 1 device failed. Sending stopped. 1 updated, 1 failed, 1 untouched."',
      '"# outcomes: 1 waiting, 0 sending, 0 pending, 1 done, 1 failed, 0 stuck, 0 skipped, 0 unknown"',
      '# devices: 3',
      '"# fleet: microvisor.example, AC0123"',
      '# began: 2026-11-25T12:00:00Z',
      '# ended: not yet',
      '# exported: 2026-11-25T12:07:00Z',
      '"# source: kept by the browser that drove the run, and by nobody else; the API has no history of it"',
      '# texts: as they are but for an apostrophe before what a spreadsheet would run as a formula',
      'name,sid,wave,outcome,why,code,message,at,took_seconds,in_error_before,target_before,logging_before',
      `'=1+1,${sidOf(0)},1,done,landed,,,2026-11-25T12:00:25Z,9,false,${OLD},false`,
      `,${sidOf(1)},2,failed,refused,20001,"'-2, ""no""",2026-11-25T12:01:02Z,,true,,`,
      `device 2,${sidOf(2)},2,waiting,,,,,,false,${OLD},false`,
      '',
    ].join('\r\n'),
  );
});

test('the whole run as JSON', () => {
  const ledger = halted();
  const file: unknown = JSON.parse(joined(jsonPieces(facts(ledger))));
  const { items: _, waves: __, createdAt: ___, ...plan } = ledger.plan;
  expect(file).toMatchObject({
    exported: '2026-11-25T12:07:00Z',
    fleet: { simulated: false, apiHost: 'microvisor.example', accountSid: 'AC0123' },
    status: 'halted',
    statusWords: 'Halted. 30 % of 10 outcomes were errors; the limit is 5 %. Sending stopped. 7 updated, 1 pending will still update when it checks in, 4 failed, 48 untouched.',
    pausedBecause: null,
    haltedBy: { rule: 'error-rate', percent: 30, of: 10 },
    created: '2026-11-25T12:00:00Z',
    began: '2026-11-25T12:00:00Z',
    ended: null,
    plan: { ...plan, devices: 60 },
    counts: ledger.counts(),
    inErrorBefore: ledger.brokenCounts(),
  });
  expect(file).toHaveProperty('waves', ledger.wavesCounts().map((counts, wave) => ({ wave: wave + 1, devices: [2, 10, 48][wave], counts })));
  expect(file).toHaveProperty('outcomes.length', 60);
  expect(file).toHaveProperty('outcomes.10', {
    name: 'device 10', sid: sidOf(10), wave: 2, outcome: 'failed', why: 'refused', code: 20001, message: 'TargetApp <is> no | App', at: '2026-11-25T12:06:02Z', took_seconds: null, in_error_before: false, target_before: OLD, logging_before: false,
  });
  const restored = told(bulk(1, { change: { kind: 'restore' }, items: [itemNo(0, { change: { kind: 'deploy', app: OLD } })] }), became(0, 'done'));
  expect(JSON.parse(joined(jsonPieces(facts(restored))))).toHaveProperty('outcomes.0.change', { kind: 'deploy', app: OLD });
});

test('thousands of devices come in pieces, and all of them come', () => {
  const ledger = told(bulk(2_500), ...range(0, 2_500).map((n) => became(n, 'done')));
  expect([...csvPieces(facts(ledger))]).toHaveLength(4);
  expect(JSON.parse(joined(jsonPieces(facts(ledger))))).toHaveProperty('outcomes.length', 2_500);
});
