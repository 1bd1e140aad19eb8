/** Takes the credential out of text that is meant for the terminal. */
import type { Environment } from './config.ts';
import { SECRET_SETTINGS } from './config-api.ts';
import { proxySecrets } from './config-proxy.ts';

/** Names and secrets that go together into a Basic Authorization header. */
const PAIRS = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['TWILIO_API_KEY', 'TWILIO_API_SECRET'],
] as const;

/**
 * Makes a function that replaces each secret by `…`, in every form in which it is sent: as it is, in base64 behind its
 * name (Basic), and encoded as a form's field (OAuth2).
 */
export function createRedactor(env: Environment): (text: string) => string {
  // As the configuration reads them: blanks around a value are no part of it, so the trimmed one is what is sent.
  const value = (name: string): string => env[name]?.trim() ?? '';
  const secrets = [...SECRET_SETTINGS.map(value).filter((secret) => secret !== ''), ...proxySecrets(env)];
  const basic = PAIRS.filter(([, secret]) => value(secret) !== '').map(([name, secret]) =>
    Buffer.from(`${value(name)}:${value(secret)}`).toString('base64'),
  );
  const encoded = secrets.map((secret) => new URLSearchParams({ secret }).toString().slice('secret='.length));
  const hidden = [...basic, ...encoded, ...secrets];
  return (text) => hidden.reduce((clean, secret) => clean.replaceAll(secret, '…'), text);
}
