/** A change is "done" in the audit only where the API's answer shows it; and what is not what was asked for is no answer. */
import { describe, expect, test } from 'vitest';
import { createStand, type GatewayStand } from './gateway-stand.ts';

const error = { code: 20500, message: 'internal', more_info: null, status: 500 };
const SID = `UV${'1'.repeat(32)}`;
const FW = `KA${'1'.repeat(32)}`;

/** A stand before an API that answers this to everything. */
function answering(body: unknown, status = 200): GatewayStand {
  return createStand({ upstream: () => Promise.resolve(Response.json(body, { status })) });
}

const outcomes = ({ entries }: GatewayStand): string[] => entries.map(({ outcome }) => outcome);

const NONE: readonly (readonly [string, unknown])[] = [
  ['a list', []], ['null', null], ['a text', 'x'], ['a number', 7], ['an empty object', {}], ['an error', error], ['a SID that is a number', { sid: 5 }],
  ['a list of it', [{ sid: SID, unique_name: 'new', key: 'k', value: 'v' }]], ['a page', { devices: [{ sid: SID, unique_name: 'new' }], meta: {} }],
  ['a device whose App is a text', { sid: SID, key: 7, unique_name: 'new', app: 'fw' }],
];

describe.each([200, 201, 202, 206, 207])('an answer of %i that is', (status) => {
  test.each(NONE)('%s shows no change, and is no answer to a read', async (_, body) => {
    const stand = answering(body, status);
    const forms = [
      [`/v1/Devices/${SID}`, { UniqueName: 'new' }], [`/v1/Devices/${SID}`, { RestartApp: 'true' }], [`/v1/Devices/${SID}`, { TargetApp: 'fw' }],
      [`/v1/Devices/${SID}/Configs/k`, { Value: 'v' }], ['/v1/Configs', { Key: 'k', Value: 'v' }], ['/v1/Secrets/k', { Value: 'v' }], ['/v1/Secrets', { Key: 'k', Value: 'v' }],
    ] as const;
    for (const [target, form] of forms) {
      const reply = await stand.change('POST', target, form);
      expect([reply.status, await reply.json()], target).toMatchObject([502, { code: 'bad_reply', status: 502 }]);
    }
    expect(outcomes(stand)).toEqual(forms.flatMap(() => ['attempt', 'unknown']));
    for (const target of [`/v1/Devices/${SID}`, '/v1/Devices/new', `/v1/Apps/${FW}`, '/v1/Apps/fw', '/v1/Configs/k', `/v1/Devices/${SID}/Secrets/k`]) {
      expect(await (await stand.get(`/api${target}`)).json(), target).toMatchObject({ code: 'bad_reply' });
    }
  });
});

const device = (more: object): object => ({ sid: SID, unique_name: 'old', app: { target_sid: FW }, logging: { enabled: true }, ...more });

test.each<[string, Record<string, string>, object, string]>([
  ['the new name', { UniqueName: 'new' }, device({ unique_name: 'new' }), 'done'],
  ['the old name', { UniqueName: 'new' }, device({}), 'unknown'],
  ['the name in another spelling', { UniqueName: 'New ' }, device({ unique_name: 'new' }), 'unknown'],
  ['no name where it was cleared', { UniqueName: '' }, device({ unique_name: null }), 'done'],
  ['a name where it was cleared', { UniqueName: '' }, device({}), 'unknown'],
  ['the App', { TargetApp: FW.toLowerCase().replace('ka', 'KA') }, device({}), 'done'],
  ['another App', { TargetApp: `KA${'2'.repeat(32)}` }, device({}), 'unknown'],
  ['no App', { TargetApp: FW }, device({ app: null }), 'unknown'],
  ['an App that was sent by its name, which does not stand there', { TargetApp: 'fw-2' }, device({}), 'done'],
  ['logging that is on', { LoggingEnabled: 'true' }, device({}), 'done'],
  ['logging that is still on', { LoggingEnabled: 'false' }, device({}), 'unknown'],
  ['nothing of logging', { LoggingEnabled: 'true' }, device({ logging: null }), 'unknown'],
  ['the device, which is all there is to see of a restart', { RestartApp: 'true' }, device({}), 'done'],
])('of a change that is answered with %s', async (_, form, body, outcome) => {
  const stand = answering(body);
  const reply = await stand.change('POST', `/v1/Devices/${SID}`, form);
  // The page compares for itself, and reads the device again.
  expect([reply.status, await reply.json()]).toEqual([200, body]);
  expect(outcomes(stand)).toEqual(['attempt', outcome]);
});

test.each<[string, object, string]>([
  ['its value', { key: 'k', value: 'v' }, 'done'],
  ['another value', { key: 'k', value: 'V' }, 'unknown'],
  ['no value', { key: 'k' }, 'unknown'],
])('of a Config that is answered with %s', async (_, body, outcome) => {
  const stand = answering(body);
  await stand.change('POST', '/v1/Configs', { Key: 'k', Value: 'v' });
  await stand.change('POST', '/v1/Configs/k', { Value: 'v' });
  expect(outcomes(stand)).toEqual(['attempt', outcome, 'attempt', outcome]);
});

test('a value that holds the credential is compared before it is taken out', async () => {
  const stand = createStand({ upstream: () => Promise.resolve(Response.json({ key: 'k', value: 'x a-secret-token' })) });
  const reply = await stand.change('POST', '/v1/Configs/k', { Value: 'x a-secret-token' });
  expect(await reply.json()).toEqual({ key: 'k', value: 'x …' });
  expect(outcomes(stand)).toEqual(['attempt', 'done']);
});

test.each([['', 'done'], ['ignored-write', 'unknown'], ['stale-answer', 'unknown'], ['normalized-text', 'unknown']])('what the simulated API does with "%s" is %s', async (fault, outcome) => {
  const stand = createStand();
  const { world } = stand.simulator;
  world.configs(null).put('k', 'old');
  world.faults.set(fault);
  await stand.post('UniqueName=Brand+New%20');
  await stand.change('POST', '/v1/Configs/k', { Value: 'New ' });
  await stand.change('POST', '/v1/Configs', { Key: 'other', Value: 'New ' });
  expect(outcomes(stand)).toEqual([outcome, outcome, outcome].flatMap((each) => ['attempt', each]));
});
