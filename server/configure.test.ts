import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, type Environment } from './config.ts';
import { configure } from './configure.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'configure-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function problemsOf(env: Environment): Promise<readonly string[]> {
  const error = await configure({ DATA_DIR: path.join(folder, 'data'), ...env }).then(() => null, (reason: unknown) => reason);
  return error instanceof ConfigError ? error.problems : [String(error)];
}

test('a fault that there is none of is explained', async () => {
  const [problem, ...others] = await problemsOf({ SIMULATOR_FAULTS: 'gremlins' });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^SIMULATOR_FAULTS is not understood\. There is no fault "gremlins"\./u);
  expect(problem).toContain('truncated-json');
});

test('an audit file that cannot be opened is a problem at start, and one that can is made for its owner only', async () => {
  expect(await problemsOf({ AUDIT_FILE: folder })).toEqual([`AUDIT_FILE is "${folder}", which cannot be opened for writing (EISDIR).`]);
  const missing = path.join(folder, 'missing/audit.log');
  expect(await problemsOf({ AUDIT_FILE: missing })).toEqual([`AUDIT_FILE is "${missing}", which cannot be opened for writing (ENOENT).`]);
  const file = path.join(folder, 'audit.log');
  expect(await configure({ DATA_DIR: path.join(folder, 'data'), AUDIT_FILE: file, SIMULATOR_FAULTS: '429:count=1' })).toMatchObject({ auditFile: file });
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
});

test('a data folder that cannot be made is a problem at start', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(await problemsOf({ DATA_DIR: file })).toEqual([`DATA_DIR is "${file}", a folder that cannot be created or written (ENOTDIR).`]);
  const attempts = path.join(folder, 'taken/attempts');
  mkdirSync(path.dirname(attempts));
  writeFileSync(attempts, '');
  expect(await problemsOf({ DATA_DIR: path.dirname(attempts) })).toEqual([`DATA_DIR is "${path.dirname(attempts)}", a folder that cannot be created or written (EEXIST).`]);
});

describe('certificates of a private authority', () => {
  const account = { MICROVISOR_API_URL: 'https://api.example', MICROVISOR_API_TOKEN: 'a-bearer-token' };
  const withFile = (text: string | Buffer): Environment => {
    const file = path.join(folder, 'ca.pem');
    writeFileSync(file, text);
    return { DATA_DIR: path.join(folder, 'data'), ...account, NODE_EXTRA_CA_CERTS: file };
  };
  const [pem = '', other = ''] = rootCertificates;

  test('are taken as Node takes them', async () => {
    for (const text of [pem, `${pem}\n${other}\n`, `# a note\r\n${pem.replaceAll('\n', '\r\n')}\r\n`, `\u{FEFF}${pem}`]) expect(await configure(withFile(text))).toMatchObject({ upstream: { kind: 'api' } });
  });

  test.each<[string, string | Buffer, RegExp]>([
    ['nothing', '', /does not hold certificates in PEM/u],
    ['another kind of file', Buffer.from([0x30, 0x82, 1, 2]), /does not hold certificates in PEM/u],
    ['UTF-16', Buffer.from(`\u{FEFF}${pem}`, 'utf16le'), /does not hold certificates in PEM/u],
    ['blanks before the lines of the second', `${pem}\n${other.replaceAll(/^/gmu, '  ')}`, /each line at its beginning/u],
    ['a certificate that is cut off', `${pem}\n${other.slice(0, 300)}`, /does not hold certificates in PEM/u],
    ['a certificate that is none', `${pem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`, /cannot be read/u],
  ])('are refused where the file holds %s', async (_, text, sentence) => {
    expect(await problemsOf(withFile(text))).toEqual([expect.stringMatching(sentence)]);
  });

  test('are refused where there is no file, and not looked for without an account', async () => {
    const missing = { NODE_EXTRA_CA_CERTS: path.join(folder, 'missing.pem') };
    expect(await problemsOf({ ...account, ...missing })).toEqual([expect.stringMatching(/^NODE_EXTRA_CA_CERTS names .* whose certificates cannot be read \(ENOENT\)\.$/u)]);
    expect(await configure({ DATA_DIR: path.join(folder, 'data'), ...missing })).toMatchObject({ upstream: { kind: 'simulator' } });
  });
});

test('they stand in one list with what the settings alone show', async () => {
  const problems = await problemsOf({ HOST: '0.0.0.0', SIMULATOR_FAULTS: 'gremlins', AUDIT_FILE: folder, PORT: 'x' });
  expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual(['HOST', 'PORT', 'SIMULATOR_FAULTS', 'AUDIT_FILE']);
});
