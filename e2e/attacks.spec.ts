/** Pages of other origins in a real browser, against the built console and against `vite dev`. */
import { paths } from '#paths.ts';
import { type Attacker, changeEverything, loadEverything, sendEverything, startAttacker, submitInTab } from './support/attacker.ts';
import { type DevConsole, startDevConsole } from './support/dev-console.ts';
import { expect, test } from './support/fixtures.ts';
import { openList } from './support/list.ts';

// Both names lead to this machine, as a rebound or local name would.
test.use({
  launchOptions: {
    ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP evil.test 127.0.0.1,MAP rebind.test 127.0.0.1'],
  },
});

let attacker: Attacker;
let dev: DevConsole;

test.beforeAll(async () => {
  attacker = await startAttacker();
  dev = await startDevConsole();
});
test.afterAll(async () => {
  await dev.close();
  await attacker.close();
});

for (const kind of ['production', 'vite dev']) {
  for (const host of ['evil.test', 'localhost']) {
    test(`${kind}: a page of ${host} on another port changes nothing, loads nothing and frames nothing (A1 to A9)`, async ({ page, context, fleet, problems }) => {
      problems.expect(/./u);
      const { url, world } = kind === 'production' ? fleet : dev;
      const before = { ...world.counters };
      const action = `${url}/api/v1/Devices/${world.rows[0]?.sid ?? ''}`;
      const answers: string[] = [];
      let sent = 0;
      context.on('request', (request) => {
        if (request.method() === 'POST' && request.url() === action) sent += 1;
      });
      context.on('response', (response) => {
        if (!response.url().startsWith(url)) return;
        answers.push(`${response.request().method()} ${response.status()}`);
        expect(Object.keys(response.headers()).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      });
      await page.goto(`http://${host}:${attacker.port}/`);

      await sendEverything(page, action);
      await changeEverything(page, url, world.apps.find(({ deleted }) => !deleted)?.sid ?? '');
      expect(await loadEverything(page, [`${url}/`, action, `${url}/api/session`, `${url}/favicon.svg`])).toEqual([]);
      const token = await page.evaluate((address) => fetch(address).then((reply) => reply.text(), () => 'unreadable'), `${url}/`);
      expect(token).toBe('unreadable');
      await page.evaluate((address) => {
        const frame = document.createElement('iframe');
        frame.src = address;
        frame.title = 'framed';
        document.body.append(frame);
      }, `${url}${paths.devices()}`);
      await expect(page.frameLocator('[title=framed]').getByRole('grid')).toHaveCount(0);
      expect(await submitInTab(page, action)).toBe(403);

      // Fetches, a beacon, two forms in frames and one in the tab were sent; Chromium hides most of the answers from a stranger.
      expect(sent).toBeGreaterThanOrEqual(6);
      expect(answers).toContain('POST 403');
      expect(answers.filter((answer) => answer.endsWith(' 200'))).toEqual([]);
      expect({ ...world.counters }).toEqual(before);
    });
  }

  test(`${kind}: a name that was rebound to this machine opens nothing (A11)`, async ({ page, fleet, problems }) => {
    problems.expectFailedRequests();
    // Chromium finds the header useless on a name that is neither local nor https.
    problems.expect(/Cross-Origin-Opener-Policy header has been ignored/u);
    const { url } = kind === 'production' ? fleet : dev;
    const reply = await page.goto(url.replace('localhost', 'rebind.test'));
    expect(reply?.status()).toBe(403);
    expect(await reply?.text()).not.toContain('token');
  });
}

test('a link from outside opens the console and acts on nothing, whatever it says (A10)', async ({ page, fleet }) => {
  await page.goto(`http://evil.test:${attacker.port}/`);
  const sid = fleet.world.rows[0]?.sid ?? '';
  const address = `${fleet.url}${paths.device(sid)}?deploy=${fleet.world.apps[0]?.sid ?? ''}&RestartApp=true#restart`;
  await page.evaluate((url) => {
    window.location.assign(url);
  }, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(fleet.world.counters.writes).toBe(0);
});

test('a script that gets into the page does not run (A39)', async ({ page, problems }) => {
  problems.expect(/Content Security Policy|TrustedHTML|TrustedScript|Trusted Type/u);
  await openList(page);
  const blocked = await page.evaluate(() => {
    const attempts = [
      () => {
        const script = document.createElement('script');
        script.text = 'window.name = "taken over"';
        document.body.append(script);
      },
      () => {
        document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.name = \'taken over\'">');
      },
      () => {
        document.createElement('div').setAttribute('onclick', 'window.name = "taken over"');
      },
      () => {
        const run: (code: string) => unknown = window.eval.bind(window);
        run('window.name = "taken over"');
      },
      () => {
        document.createElement('script').src = 'http://evil.test/x.js';
      },
    ];
    // Later, because what runs directly in here may evaluate text: that is the test's own right, not the page's.
    const outcomes = attempts.map(
      (attempt) =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              attempt();
              resolve(`not blocked: ${attempt.toString()}`);
            } catch {
              resolve('blocked');
            }
          });
        }),
    );
    return Promise.all(outcomes);
  });
  expect(blocked).toEqual(Array.from({ length: 5 }, () => 'blocked'));
  const worker = await page.evaluate(() => navigator.serviceWorker.register('/assets/x.js').then(() => 'registered', () => 'refused'));
  expect(worker).toBe('refused');
  expect(await page.evaluate(() => window.name)).toBe('');
});
