import { expect, test } from 'vitest';
import { curlCommand } from './device-curl.ts';

const SID = `UV${'0'.repeat(32)}`;
const real = { simulated: false, apiHost: 'microvisor.twilio.com' };

test('a change becomes one command, with the credential left to the environment', () => {
  expect(curlCommand(SID, { kind: 'deploy', app: 'fw 1' }, real)).toBe(
    [
      `curl -X POST 'https://microvisor.twilio.com/v1/Devices/${SID}' \\`,
      '  -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" \\',
      "  --data-urlencode 'TargetApp=fw 1'",
    ].join('\n'),
  );
});

test('what a shell would interpret stays inside its quotes', () => {
  expect(curlCommand(SID, { kind: 'rename', name: "a'; rm -rf $HOME #" }, real)).toContain(String.raw`'UniqueName=a'\''; rm -rf $HOME #'`);
});

test('a simulated fleet is reached by a simulator of one’s own, and the command says how to start it', () => {
  const text = curlCommand(SID, { kind: 'restart' }, { simulated: true, apiHost: 'simulator' });
  expect(text).toMatch(/^# .*npm run simulator/u);
  expect(text).toContain(`'http://localhost:4400/v1/Devices/${SID}'`);
  expect(text).toContain("'RestartApp=true'");
});

test('only loopback is reached without TLS', () => {
  expect(curlCommand(SID, { kind: 'logging', on: false }, { simulated: false, apiHost: '127.0.0.1:4400' })).toContain("'http://127.0.0.1:4400/");
  expect(curlCommand(SID, { kind: 'logging', on: false }, { simulated: false, apiHost: 'localhost.example' })).toContain("'https://localhost.example/");
});
