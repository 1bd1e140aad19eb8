import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('they stand in one list with what the settings alone show', async () => {
  const problems = await problemsOf({ HOST: '0.0.0.0', SIMULATOR_FAULTS: 'gremlins', AUDIT_FILE: folder, PORT: 'x' });
  expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual(['HOST', 'PORT', 'SIMULATOR_FAULTS', 'AUDIT_FILE']);
});
