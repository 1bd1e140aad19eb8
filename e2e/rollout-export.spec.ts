import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';

import { runIs } from './support/bulk.ts';
import { readCsv } from './support/csv.ts';
import { expect, test } from './support/fixtures.ts';
import { ACCOUNT_SID } from './support/fleet.ts';
import { report as letReport, run } from './support/runs.ts';

/** Of the simulator's devices a few fail by themselves, by their sid and their App's: with the third App none of these does. */
const APPS = [{ uniqueName: 'fw-1' }, { uniqueName: 'unused' }, { uniqueName: 'fw-2' }];
const DEVICES = 12;
const LAST = DEVICES - 1;
/** The last is called like a formula, and the one before never had a target. */
const seedDevices = [...Array.from({ length: DEVICES - 2 }, () => ({ target: 'fw-1' })), { uniqueName: 'without-target', target: null }, { uniqueName: '=1+1', target: 'fw-1' }];
test.use({ pace: 'auto', worldOptions: { seedApps: APPS, seedDevices } });

/** Chooses what is to be exported, and answers the file's name and text. */
async function exported(page: Page, what: RegExp): Promise<{ readonly name: string; readonly text: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: what }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('a run is exported whole, as files and as a report', async ({ page, fleet, problems, context }) => {
  problems.expectFailedRequests();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  fleet.faults.set(`deploy-refused:sid=${fleet.world.rows[LAST]?.sid}`);
  await page.clock.install();
  await run(page, 'Deploy', DEVICES);
  await runIs(page, 'Accepted, 11 not yet updated');
  await letReport(page, fleet);
  await runIs(page, 'Finished, partial');
  const app = (name: string): string => fleet.world.app(name)?.sid ?? '';

  const csv = await exported(page, /^CSV for programs/u);
  expect(csv.name).toMatch(/^bulk-\d{4}-\d\d-\d\d-\d{4}-deploy-fw-2-to-12-devices\.csv$/u);
  const file = readCsv(csv.text);
  expect(file.notes).toEqual([
    '# run: Deploy fw-2 to 12 devices',
    '# status: Finished, partial. 12 devices gone through: 11 updated, 1 failed.',
    '# outcomes: 0 waiting, 0 sending, 0 pending, 11 done, 1 failed, 0 stuck, 0 skipped, 0 unknown',
    '# devices: 12',
    expect.stringMatching(new RegExp(`^# fleet: 127\\.0\\.0\\.1:\\d+, ${ACCOUNT_SID}$`, 'u')),
    expect.stringMatching(/^# began: \d{4}-/u),
    expect.stringMatching(/^# ended: \d{4}-/u),
    expect.stringMatching(/^# exported: \d{4}-/u),
    '# source: kept by the browser that drove the run, and by nobody else; the API has no history of it',
    '# texts: as they are but for an apostrophe before what a spreadsheet would run as a formula',
  ]);
  const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u);
  expect(file.rows).toEqual(
    fleet.world.rows.map((row, index) => ({
      name: index === LAST ? "'=1+1" : row.uniqueName,
      sid: row.sid,
      wave: '1',
      ...(index === LAST ? { outcome: 'failed', why: 'refused', code: '20422', message: 'TargetApp: this App cannot be deployed' } : { outcome: 'done', why: 'landed', code: '', message: '' }),
      at: date,
      took_seconds: index === LAST ? '' : expect.stringMatching(/^(?:[5-9]|[12]\d|30)$/u),
      in_error_before: 'false',
      target_before: index === LAST - 1 ? '' : app('fw-1'),
      logging_before: 'false',
    })),
  );

  const json = await exported(page, /^Whole run as JSON/u);
  expect(json.name).toMatch(/\.json$/u);
  expect(JSON.parse(json.text)).toMatchObject({
    fleet: { simulated: false, accountSid: ACCOUNT_SID },
    status: 'finished',
    plan: { title: 'Deploy fw-2 to 12 devices', change: { kind: 'deploy', app: app('fw-2') }, settings: { concurrency: 2, rate: 2_000 }, devices: 12 },
    counts: { done: 11, failed: 1, waiting: 0 },
    waves: [{ wave: 1, devices: 12 }],
    outcomes: fleet.world.rows.map(({ sid, uniqueName }) => ({ sid, name: uniqueName })),
  });

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /^Copy report/u }).click();
  await expect(page.getByRole('dialog', { name: 'Report copied' })).toBeVisible();
  const report = (await page.evaluate(() => navigator.clipboard.readText())).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/gu, 'DATE').replace(/after [\d ms]+/u, 'after TIME').replace(/median .* s, of/u, 'MEDIAN, of').replace(/127\.0\.0\.1:\d+/u, 'HOST');
  expect(report).toBe(`## Deploy fw-2 to 12 devices

**Finished, partial.** 12 devices gone through: 11 updated, 1 failed.

- Fleet: HOST, account ${ACCOUNT_SID}
- Change: Deploy fw-2 (${app('fw-2')})
- Began: DATE; ended: DATE, after TIME
- Pace: at most 2,000 writes in 10 s, 2 devices at a time
- Halts on: an error rate over 10 %; rates count once 50 outcomes are in
- A device is stuck once it has not reported for 1 h
- Time to update: MEDIAN, of 11 devices

| Wave | Devices | Sent | Updated | Pending | Failed | Stuck | Unknown | Skipped | Not sent |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 12 | 12 | 11 | 0 | 1 | 0 | 0 | 0 | 0 |

- 1 failed: The API refused it (20422): TargetApp: this App cannot be deployed

${page.url()}
This run is kept by the browser that drove it, and by nobody else: the link opens there only. The API has no history of it. As of DATE.
`);
});

