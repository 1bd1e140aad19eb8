/** Answers that are not the API's, or are about something else than what was asked for: before the production and the dev server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ownHeaders, readToken, sendRaw, startApi, startDev, startProduction, writeRequest, type Api, type Stand } from './attack-stand.ts';
import { createStand } from './gateway-stand.ts';

const KEY = '/Configs/prefs';

describe.each([
  ['production', startProduction],
  ['vite dev', startDev],
])('%s', (_, start) => {
  let api: Api;
  let stand: Stand;
  let token = '';
  let device = '';
  let app = '';

  /** The reply to what the console's own page asks for; with a form it is a change. */
  const ask = async (target: string, form = ''): Promise<{ status: number; body: unknown }> => {
    const { 'Content-Type': type = '', Origin: origin = '', ...headers } = ownHeaders(stand.port, token);
    const own = form === '' ? headers : { ...headers, 'Content-Type': type, Origin: origin };
    const reply = await sendRaw(stand.port, writeRequest({ method: form === '' ? 'GET' : 'POST', target: `/api/v1${target}`, body: form }, own));
    return { status: reply.status, body: JSON.parse(reply.body) };
  };

  beforeAll(async () => {
    api = await startApi();
    stand = await start(api.env);
    const { world } = api.simulator;
    device = `/Devices/${world.rows[0]?.sid ?? ''}`;
    app = `/Apps/${world.apps.find(({ deleted }) => !deleted)?.sid ?? ''}`;
    world.configs(null).put('prefs', '1');
    for (const { sid } of world.rows) world.configs(sid).put('prefs', '1');
    world.secrets(null).put('prefs', '1');
    token = await readToken(stand.port);
  });
  afterEach(() => api.simulator.world.faults.clear());
  afterAll(async () => {
    await stand.close();
    await api.close();
  });

  test.each([
    ['html:status=404', 502, 'bad_content_type', 502],
    ['foreign-error', 404, 'upstream_error', 404],
    ['foreign-error:code=session_token,status=403', 403, 'upstream_error', 403],
    ['foreign-error:code=read_only,status=404', 404, 'upstream_error', 404],
    ['foreign-error:code=20404', 404, 'upstream_error', 404],
    ['foreign-error:status=403', 403, 'upstream_error', 403],
    ['foreign-error:status=401', 502, 'upstream_error', 401],
    ['html:status=401', 502, 'bad_content_type', 502],
    ['html:status=429', 429, 'bad_content_type', 429],
    ['foreign-error:status=429', 429, 'upstream_error', 429],
  ])('relays %s in its own words, none of which says that something is not there', async (fault, status, code, told) => {
    for (const [target, form] of [[device, ''], [device, 'RestartApp=true'], [KEY, 'Value=x'], ['/Secrets/prefs', 'Value=x'], [app, '']] as const) {
      api.simulator.world.faults.set(fault);
      expect(await ask(target, form), `${target} ${form}`).toMatchObject({ status, body: { code, status: told } });
    }
  });

  test('relays a 404 of the API as that', async () => {
    for (const target of ['/Devices/nobody', '/Apps/nobody', '/Configs/none', '/Secrets/none']) expect(await ask(target)).toMatchObject({ status: 404, body: { code: 20404 } });
  });

  test('has a 404 of its own for a path that it does not know', async () => {
    expect(await ask('/Nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('relays no answer about another device, App, Config or Secret, whatever asked for it', async () => {
    const { world } = api.simulator;
    const name = encodeURIComponent(world.rows[0]?.uniqueName ?? '');
    const asked: readonly (readonly [target: string, form?: string])[] = [
      [device], [`/Devices/${name}`], [device, 'UniqueName=new'], [device, 'RestartApp=true'], [`${device}${KEY}`], [`${device}${KEY}`, 'Value=2'], [`${device}/Configs`, 'Key=new&Value=2'],
      [app], [`${app}/Manifest`], [KEY], [KEY, 'Value=2'], ['/Configs', 'Key=new&Value=2'], ['/Secrets/prefs'], ['/Secrets/prefs', 'Value=2'],
    ];
    for (const [target, form] of asked) {
      world.faults.set('about-another');
      expect(await ask(target, form), `${target} ${form ?? ''}`).toMatchObject({ status: 502, body: { code: 'bad_reply', status: 502 } });
      expect(world.faults.toJSON(), target).toMatchObject([{ fired: 1 }]);
    }
    world.faults.set('about-another:of=device');
    for (const target of [`${device}${KEY}`, `${device}/Configs`]) expect(await ask(target), target).toMatchObject({ status: 502, body: { code: 'bad_reply' } });
  });
});

const other = { sid: `UV${'b'.repeat(32)}`, unique_name: 'other' };

test.each([
  ['a SID in capitals', `UV${'B'.repeat(32)}`, other, 200],
  ['a name', 'other', other, 200],
  ['a name in capitals', 'Other', other, 502],
  ['a SID that another device has as its name', `UV${'c'.repeat(32)}`, { ...other, unique_name: `UV${'c'.repeat(32)}` }, 502],
  ['a SID, of which the answer says nothing', `UV${'c'.repeat(32)}`, {}, 502],
])('asked for by %s, a device is compared by its SID without case, or by its exact name', async (_, id, answer, status) => {
  const stand = createStand({ upstream: () => Promise.resolve(Response.json(answer)) });
  expect((await stand.get(`/api/v1/Devices/${id}`)).status).toBe(status);
});

test.each([
  ['html:status=404', 'unknown'],
  ['html:status=400', 'unknown'],
  ['foreign-error:status=409', 'unknown'],
  ['foreign-error:code=refused,status=400', 'unknown'],
  ['about-another', 'unknown'],
  ['name-conflict', 'refused'],
  ['401', 'refused'],
  ['403', 'refused'],
  ['429', 'refused'],
  ['html:status=429', 'unknown'],
  ['foreign-error:status=429', 'unknown'],
  ['html:status=401', 'unknown'],
  ['foreign-error:status=401', 'unknown'],
])('the audit says of a change that meets %s: %s', async (fault, outcome) => {
  const stand = createStand();
  stand.simulator.world.faults.set(fault);
  await stand.post('UniqueName=new');
  expect(stand.entries.map((entry) => entry.outcome)).toEqual(['attempt', outcome]);
});
