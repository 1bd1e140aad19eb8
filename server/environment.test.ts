/** Where settings come from, and what is said of those that would have no effect. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from './config.ts';
import { readEnvironment } from './environment.ts';
import { nearestName } from './nearest-name.ts';

const MARK = '\u{FEFF}';
const AC = `AC${'a'.repeat(32)}`;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'environment-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (text: string | Buffer, name = '.env'): void => writeFileSync(path.join(folder, name), text);
const problemsOf = (started: Record<string, string> = {}): readonly string[] => {
  try {
    readEnvironment(folder, started);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test.each<[string, (text: string) => Buffer]>([
  ['UTF-8 with a mark', (text) => Buffer.from(MARK + text)],
  ['UTF-16', (text) => Buffer.from(MARK + text, 'utf16le')],
])('the first setting of a file in %s holds: nothing is changed, and the credential goes to no other server', (_, encode) => {
  write(encode(`MICROVISOR_API_URL=https://private.example\r\nREAD_ONLY=1\r\nTWILIO_ACCOUNT_SID=${AC}\r\nTWILIO_AUTH_TOKEN=c0ffee0123456789\r\n`));
  expect(readConfig(readEnvironment(folder, {}))).toMatchObject({ readOnly: true, upstream: { baseUrl: 'https://private.example' } });
});

test('the process wins over the file, but for what is empty there', () => {
  write('READ_ONLY=1\nPORT=4301\nHOST=\n');
  expect(readEnvironment(folder, { READ_ONLY: '', PORT: '4302', HOST: ' ', PATH: '/bin' })).toEqual({ READ_ONLY: '1', PORT: '4302', PATH: '/bin' });
});

describe('a file that cannot be read is one sentence', () => {
  test('and none at all is no problem', () => {
    expect(problemsOf()).toEqual([]);
  });

  test('where it is a folder', () => {
    mkdirSync(path.join(folder, '.env'));
    expect(problemsOf()).toEqual(['The file .env cannot be read (EISDIR).']);
  });

  test('where it is a link that leads nowhere', () => {
    symlinkSync(path.join(folder, 'missing'), path.join(folder, '.env'));
    expect(problemsOf()).toEqual(['The file .env cannot be read (ENOENT).']);
  });

  test('where its characters are of no kind that is read', () => {
    write(Buffer.from('READ_ONLY=1', 'utf16le'));
    expect(problemsOf()).toEqual(['The file .env is not text in UTF-8. Save it as UTF-8.']);
  });
});

describe('a setting that would have no effect is one sentence', () => {
  test.each([
    ['read_only=1', 'The name read_only in .env is not a setting. Did you mean READ_ONLY?'],
    ['READONLY=1', 'The name READONLY in .env is not a setting. Did you mean READ_ONLY?'],
    ['READ-ONLY=1', 'The name READ-ONLY in .env is not a setting. Did you mean READ_ONLY?'],
    ['MICROVISOR_API_URLS=https://x', 'The name MICROVISOR_API_URLS in .env is not a setting. Did you mean MICROVISOR_API_URL?'],
    ['TWILIO_AUTH_TOKN=x', 'The name TWILIO_AUTH_TOKN in .env is not a setting. Did you mean TWILIO_AUTH_TOKEN?'],
    ['ALLOWED_HOST=x', 'The name ALLOWED_HOST in .env is not a setting. Did you mean ALLOWED_HOSTS?'],
    ['HSOT=::1', 'The name HSOT in .env is not a setting. Did you mean HOST?'],
    ['NODE_EXTRA_CA_CERTS=ca.pem', 'NODE_EXTRA_CA_CERTS has no effect in .env, since Node reads it before that file: set it in the environment.'],
  ])('%s', (line, sentence) => {
    write(`${line}\n`);
    expect(problemsOf()).toEqual([sentence]);
  });

  test('names that are nobody’s slip, the page’s own, and what the environment has as well, are none of it', () => {
    write('VITE_TITLE=Fleet\nTWILIO_REGION=ie1\nTZ=UTC\nNODE_ENV=production\nDEBUG=x\nNODE_EXTRA_CA_CERTS=ca.pem\nREADONLY=\n');
    expect(problemsOf({ NODE_EXTRA_CA_CERTS: 'ca.pem' })).toEqual([]);
  });

  test.each(['.env.local', '.env.production', '.env.development.local'])('in %s, which is for the page', (name) => {
    write(`VITE_TITLE=Fleet\nREAD_ONLY=1\n`, name);
    expect(problemsOf()).toEqual([`The file ${name} sets READ_ONLY, but settings are read from .env only: move it there.`]);
  });

  test('and all of them are said together', () => {
    write('read_only=1\nHOST localhost\nPORT=“1”\n');
    expect(problemsOf()).toHaveLength(3);
  });
});

test('no setting is taken for another one, and each is found a letter away', () => {
  for (const name of SETTINGS) {
    const others = [...SETTINGS].filter((other) => other !== name);
    expect(nearestName(name, SETTINGS)).toBe(name.toUpperCase());
    expect(nearestName(`${name.slice(0, 2)}X${name.slice(2)}`, [name])).toBe(name);
    // Both of such a pair are settings, so neither is looked for.
    if (!/_PROXY$/iu.test(name)) expect(nearestName(name, others), name).toBeNull();
  }
});

test('.env.example holds every setting, and no other name', () => {
  const example = readFileSync('.env.example', 'utf8');
  const named = new Set([...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=/gmu)].map(([, name]) => name));
  const hidden = new Set([...SETTINGS].filter((name) => example.includes(name)));
  expect([...SETTINGS].filter((name) => name === name.toUpperCase() && !hidden.has(name))).toEqual([]);
  expect([...named].filter((name = '') => !SETTINGS.has(name))).toEqual([]);
});
