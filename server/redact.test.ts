import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

test.each([
  ['as it is', { TWILIO_AUTH_TOKEN: 'CANARY' }, 'Error: CANARY and CANARY', 'Error: … and …'],
  ['with blanks around it in the setting', { TWILIO_AUTH_TOKEN: ' CANARY\n' }, 'Error: CANARY', 'Error: …'],
  ['in a Basic header', { TWILIO_ACCOUNT_SID: 'AC1 ', TWILIO_AUTH_TOKEN: ' CANARY' }, `Basic ${btoa('AC1:CANARY')}`, 'Basic …'],
  ['in a Basic header of a key', { TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'CANARY' }, `Basic ${btoa('SK1:CANARY')}`, 'Basic …'],
  ['in a form', { MICROVISOR_OAUTH_CLIENT_SECRET: 'a+b/c' }, 'client_secret=a%2Bb%2Fc', 'client_secret=…'],
  ['not at all', { TWILIO_AUTH_TOKEN: ' ' }, 'Error: x', 'Error: x'],
])('a secret that is in a text %s is taken out', (_, env, text, clean) => {
  expect(createRedactor(env)(text)).toBe(clean);
});
