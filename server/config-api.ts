/** The part of the configuration that says which API to call and with which credential; exactly one of four modes. */
import { ACCOUNT_SID } from '#api/schema.ts';
import type { CredentialConfig, OAuth2Config } from './credentials.ts';

export interface ApiConfig {
  kind: 'api';
  /** Origin of the API, without a slash at the end. */
  baseUrl: string;
  credential: CredentialConfig;
  /** The account, where the credential names it. */
  accountSid: string | null;
}

const HOSTED = 'https://microvisor.twilio.com';
const API_KEY_SID = /^SK[0-9a-fA-F]{32}$/u;

/** The settings of each mode: all names of one mode, with or without its options, and none of another make a configuration. */
const MODES = [
  { kind: 'account', names: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'], options: [] },
  { kind: 'key', names: ['TWILIO_API_KEY', 'TWILIO_API_SECRET'], options: [] },
  { kind: 'bearer', names: ['MICROVISOR_API_TOKEN'], options: [] },
  {
    kind: 'oauth2',
    names: ['MICROVISOR_OAUTH_TOKEN_URL', 'MICROVISOR_OAUTH_CLIENT_ID', 'MICROVISOR_OAUTH_CLIENT_SECRET'],
    options: ['MICROVISOR_OAUTH_AUTH', 'MICROVISOR_OAUTH_SCOPE', 'MICROVISOR_OAUTH_AUDIENCE'],
  },
] as const;

type Read = (name: string) => string;

/** Names of all settings of this part. */
export const API_SETTINGS: readonly string[] = ['MICROVISOR_API_URL', ...MODES.flatMap(({ names, options }) => [...names, ...options])];

/** Names of all settings that hold something secret. */
export const SECRET_SETTINGS = [
  'TWILIO_AUTH_TOKEN',
  'TWILIO_API_SECRET',
  'MICROVISOR_API_TOKEN',
  'MICROVISOR_OAUTH_CLIENT_SECRET',
] as const;

/** A shorter one would turn up in harmless text by chance: it could not be kept out of what the API answers. */
export const MIN_SECRET = 8;

/**
 * Reads URL and credential, adding a sentence to `problems` for each thing wrong.
 * @returns `wanted` when anything points to a real API; `config` is null for the simulator, and when there are problems
 */
export function readApi(read: Read, problems: string[]): { wanted: boolean; config: ApiConfig | null } {
  const before = problems.length;
  const url = read('MICROVISOR_API_URL');
  const given = MODES.map(({ kind, names, options }) => ({ kind, names, present: [...names, ...options].filter((name) => read(name) !== '') }));
  const begun = given.filter(({ present }) => present.length > 0);
  const wanted = url !== '' || begun.length > 0;
  if (!wanted) return { wanted, config: null };

  const baseUrl = readOrigin(url === '' ? HOSTED : url, problems);
  if (begun.length === 0) {
    problems.push('MICROVISOR_API_URL is set, but no credential: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or another pair of .env.example.');
  }
  if (begun.length > 1) {
    const found = begun.flatMap(({ present }) => present);
    problems.push(`Only one kind of credential may be set, but these belong to several: ${found.join(', ')}.`);
  }
  for (const { names, present } of begun) {
    const missing = names.filter((name) => read(name) === '');
    if (missing.length > 0) problems.push(`${present.join(' and ')} needs ${missing.join(' and ')} as well.`);
  }
  const [mode] = begun;
  const credential = mode === undefined ? null : readCredential(mode.kind, read, problems);
  if (credential === null || problems.length > before) return { wanted, config: null };
  const accountSid = mode?.kind === 'account' ? read('TWILIO_ACCOUNT_SID') : null;
  return { wanted, config: { kind: 'api', baseUrl, credential, accountSid } };
}

function readCredential(kind: (typeof MODES)[number]['kind'], read: Read, problems: string[]): CredentialConfig {
  if (kind === 'account') {
    checkSid('TWILIO_ACCOUNT_SID', read, ACCOUNT_SID, 'AC', problems);
    checkSecret('TWILIO_AUTH_TOKEN', read, problems);
    return { kind: 'basic', username: read('TWILIO_ACCOUNT_SID'), password: read('TWILIO_AUTH_TOKEN') };
  }
  if (kind === 'key') {
    checkSid('TWILIO_API_KEY', read, API_KEY_SID, 'SK', problems);
    checkSecret('TWILIO_API_SECRET', read, problems);
    return { kind: 'basic', username: read('TWILIO_API_KEY'), password: read('TWILIO_API_SECRET') };
  }
  if (kind === 'bearer') {
    checkSecret('MICROVISOR_API_TOKEN', read, problems);
    return { kind: 'bearer', token: read('MICROVISOR_API_TOKEN') };
  }
  const tokenUrl = read('MICROVISOR_OAUTH_TOKEN_URL');
  if (tokenUrl !== '') readUrl('MICROVISOR_OAUTH_TOKEN_URL', tokenUrl, problems);
  checkSecret('MICROVISOR_OAUTH_CLIENT_SECRET', read, problems, ' ');
  return {
    kind: 'oauth2',
    tokenUrl,
    clientId: read('MICROVISOR_OAUTH_CLIENT_ID'),
    clientSecret: read('MICROVISOR_OAUTH_CLIENT_SECRET'),
    ...readOAuth2Options(read, problems),
  };
}

function readOAuth2Options(read: Read, problems: string[]): Pick<OAuth2Config, 'auth' | 'scope' | 'audience'> {
  const auth = read('MICROVISOR_OAUTH_AUTH') || 'post';
  const scope = read('MICROVISOR_OAUTH_SCOPE');
  const audience = read('MICROVISOR_OAUTH_AUDIENCE');
  if (auth !== 'post' && auth !== 'basic') problems.push(`MICROVISOR_OAUTH_AUTH must be post or basic, not "${auth}".`);
  // RFC 6749, 3.3.
  if (!/^(?:[!\u0023-\u005b\u005d-\u007e]+(?: [!\u0023-\u005b\u005d-\u007e]+)*)?$/u.test(scope)) {
    problems.push('MICROVISOR_OAUTH_SCOPE must be words with one blank between them, without quotes and backslashes.');
  }
  if (!/^[\u0020-\u007e]*$/u.test(audience)) problems.push('MICROVISOR_OAUTH_AUDIENCE holds a character that is not of ASCII.');
  return { auth: auth === 'basic' ? 'basic' : 'post', ...(scope !== '' && { scope }), ...(audience !== '' && { audience }) };
}

function checkSid(name: string, read: Read, pattern: RegExp, prefix: string, problems: string[]): void {
  if (read(name) !== '' && !pattern.test(read(name))) {
    problems.push(`${name} must be ${prefix} followed by 32 hexadecimal digits.`);
  }
}

/** A header can hold nothing else, and a stray quote or blank from a copied line would only show up as a 401. @param besides other characters */
function checkSecret(name: string, read: Read, problems: string[], besides = ''): void {
  const secret = read(name);
  if (secret === '') return;
  if (!/^[\u0021-\u007e]*$/u.test(secret.replaceAll(besides, ''))) problems.push(`${name} holds a blank or a character that no token has.`);
  if (secret.length < MIN_SECRET) {
    problems.push(`${name} has fewer than ${String(MIN_SECRET)} characters. A secret this short could not be told from other text, and so not be kept out of the API's answers.`);
  }
}

function readOrigin(text: string, problems: string[]): string {
  const url = readUrl('MICROVISOR_API_URL', text, problems);
  if (url === null) return HOSTED;
  if (url.pathname !== '/' || url.search !== '') {
    problems.push('MICROVISOR_API_URL must be an origin only, without path or query: the console adds /v1 itself.');
  }
  return url.origin;
}

/** A URL that a credential may be sent to: https, or http on loopback; without user, password or fragment. */
function readUrl(name: string, text: string, problems: string[]): URL | null {
  if (!URL.canParse(text)) {
    problems.push(`${name} is not a URL.`);
    return null;
  }
  const url = new URL(text);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    problems.push(`${name} must begin with https:// (http:// only for localhost), since a credential is sent there.`);
  }
  if (url.username !== '' || url.password !== '') {
    problems.push(`${name} must not hold a user or password: they have settings of their own.`);
  }
  if (url.hash !== '') problems.push(`${name} must not have a fragment (#…).`);
  return url;
}
