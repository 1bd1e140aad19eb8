import { describe, expect, it } from 'vitest';
import { localError } from '#api/error.ts';
import { readCsv } from '../../../e2e/support/csv.ts';
import { parseCompare } from './compare-address.ts';
import { comparisonCsv } from './comparison-file.ts';
import { AT_A_TIME, compare, grouped, type Comparison, type Found } from './comparison.ts';

const sids = Array.from({ length: 40 }, (_, index) => `UV${String(index).padStart(32, '0')}`);
const value = (text: string | null): Found => ({ kind: 'value', value: text, updated: null });

async function run(read: (sid: string, index: number) => Found | Promise<Found>, signal = new AbortController().signal): Promise<Comparison> {
  let last: Comparison | undefined;
  await compare(sids, new Map(), async (sid) => read(sid, sids.indexOf(sid)), signal, (now) => (last = now));
  if (last === undefined) throw new Error('Nothing was told.');
  return last;
}

describe('a comparison', () => {
  it('reads each device once, four at a time', async () => {
    let [now, most] = [0, 0];
    const asked: string[] = [];
    const { found, running } = await run(async (sid, index) => {
      asked.push(sid);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, index % 3));
      now -= 1;
      return value('a');
    });
    expect([most, asked.length, new Set(asked).size, found.size, running]).toEqual([AT_A_TIME, 40, 40, 40, false]);
  });

  it('goes on with what is left, and asks again for what failed only when that is taken out', async () => {
    const asked: string[] = [];
    const before = new Map(sids.slice(0, 38).map((sid) => [sid, value('a')]));
    await compare(sids, before, async (sid) => (asked.push(sid), value('b')), new AbortController().signal, () => undefined);
    expect(asked).toEqual(sids.slice(38));
  });

  it('is called off at once, and keeps what has come', async () => {
    const abort = new AbortController();
    const { found, halted } = await run((_, index) => {
      if (index === 9) abort.abort();
      return value('a');
    }, abort.signal);
    expect(found.size).toBeLessThan(9 + AT_A_TIME);
    expect(halted).toBeNull();
  });

  it('stops by itself after five failures in a row, or after one that all would share', async () => {
    const error = localError('upstream_timeout', 'slow', 504);
    const broken = await run(() => ({ kind: 'failed', error }));
    expect(broken.halted).toBe(error);
    expect(broken.found.size).toBeLessThan(5 + AT_A_TIME);
    const some = await run((_, index) => (index % 5 === 0 ? value('a') : { kind: 'failed', error }));
    expect([some.halted, some.found.size]).toEqual([null, 40]);
    const rejected = await run(() => ({ kind: 'failed', error: localError('upstream_auth', 'no', 502) }));
    expect(rejected.found.size).toBeLessThanOrEqual(AT_A_TIME);
  });

  it('puts equal values together, the most frequent first, and everything else apart', () => {
    const error = new Error('x');
    const found = new Map<string, Found>([...sids.slice(0, 3).map((sid): [string, Found] => [sid, value('b')]), [sids[3] ?? '', value('a')], [sids[4] ?? '', value(null)], [sids[5] ?? '', { kind: 'none' }], [sids[6] ?? '', { kind: 'no-device' }], [sids[7] ?? '', { kind: 'failed', error }]]);
    expect(grouped(sids.slice(0, 9), found)).toEqual({
      values: [{ value: 'b', sids: sids.slice(0, 3) }, { value: 'a', sids: [sids[3]] }, { value: null, sids: [sids[4]] }],
      none: [sids[5]], gone: [sids[6]], failed: [{ sid: sids[7], error }], unread: [sids[8]],
    });
  });

  it('is a file with a line for each device, and no formula in it', () => {
    const found = new Map<string, Found>([[sids[0] ?? '', { kind: 'value', value: '=cmd()\r\n"x"', updated: '2026-01-01T00:00:00Z' }], [sids[1] ?? '', { kind: 'none' }], [sids[2] ?? '', { kind: 'failed', error: new Error('slow') }]]);
    const { notes, rows } = readCsv(comparisonCsv({ key: 'host', sids: sids.slice(0, 4), found, names: new Map([[sids[0] ?? '', 'one']]), where: 'simulated', now: 0 }));
    expect(notes).toEqual(['# config: host', '# devices: 4, read: 3', '# fleet: simulated', '# exported: 1970-01-01T00:00:00Z', '# texts: as they are but for an apostrophe before what a spreadsheet would run as a formula']);
    expect(rows.map(({ name, state, value: text, updated, error }) => [name, state, text, updated, error])).toEqual([
      ['one', 'set', `'=cmd()\r\n"x"`, '2026-01-01T00:00:00Z', ''], ['', 'not set', '', '', ''], ['', 'could not be read', '', '', 'slow'], ['', 'not read', '', '', ''],
    ]);
  });

  it('has an address that is read as it was written', () => {
    expect(parseCompare('?key=a%26b', `#list=${sids[0]},${sids[1]},${sids[0]},javascript:1,`)).toEqual({ key: 'a&b', sids: sids.slice(0, 2), odd: 1 });
    expect(parseCompare('', '')).toEqual({ key: '', sids: [], odd: 0 });
  });
});
