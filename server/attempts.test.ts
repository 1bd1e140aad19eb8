/** Ids of attempts on a real disk: taken once by whoever comes first, and kept for as long as a repeat may come. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attemptId, createAttempts, prepareAttempts } from './attempts.ts';

// Many files, and properties of many cases: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 60 * 60_000;

let data = '';
beforeEach(async () => {
  data = path.join(mkdtempSync(path.join(tmpdir(), 'attempts-')), 'data');
  await prepareAttempts(data);
});
afterEach(() => {
  rmSync(path.dirname(data), { recursive: true });
});

const kept = (): string[] => readdirSync(path.join(data, 'attempts')).toSorted();

test('a folder below /proc is refused as every folder that cannot be made, and not tried for ever', async () => {
  await expect(prepareAttempts('/proc/fleet/data')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a folder several levels deep is made, for its owner only, also by two processes at once', async () => {
  const deep = path.join(data, 'a/b/c');
  await Promise.all([prepareAttempts(deep), prepareAttempts(deep)]);
  for (const made of ['a', 'a/b', 'a/b/c', 'a/b/c/attempts']) expect((statSync(path.join(data, made)).mode & 0o777).toString(8)).toBe('700');
});

test('an id is taken once, by one of any number that want it at once, in this process and the next', async () => {
  const id = randomUUID();
  const processes = [createAttempts(data), createAttempts(data)];
  const taken = await Promise.all(Array.from({ length: 50 }, (_, index) => processes[index % 2]?.take(id)));
  expect(taken.filter((first) => first)).toHaveLength(1);
  expect(await createAttempts(data).take(id)).toBe(false);
  expect(await createAttempts(data).isTaken(id)).toBe(true);
  expect(await createAttempts(data).isTaken(randomUUID())).toBe(false);
});

test('trying the folder out leaves nothing in it, and it is closed to others', () => {
  expect(kept()).toEqual([]);
  for (const folder of [data, path.join(data, 'attempts')]) expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('what cannot be written down is an error, and not a first time', async () => {
  const attempts = createAttempts(data);
  rmSync(data, { recursive: true });
  await expect(attempts.take(randomUUID())).rejects.toThrow('ENOENT');
  writeFileSync(data, '');
  await expect(attempts.take(randomUUID())).rejects.toThrow('ENOTDIR');
  await expect(attempts.isTaken(randomUUID())).rejects.toThrow('ENOTDIR');
});

test('ids are deleted three days after they were taken, and nothing else is', async () => {
  const folder = path.join(data, 'attempts');
  const [old, fresh] = [randomUUID(), randomUUID()];
  const others = ['notes.txt', `${randomUUID()}.txt`];
  const age = (name: string, hours: number): void => {
    const then = new Date(Date.now() - hours * HOUR);
    utimesSync(path.join(folder, name), then, then);
  };
  for (const name of [old, fresh, ...others]) writeFileSync(path.join(folder, name), '');
  for (const name of [old, ...others]) age(name, 73);
  age(fresh, 71);
  createAttempts(data);
  await expect.poll(kept).toEqual([fresh, ...others].toSorted());
});

test('two thousand old ids are deleted beside the changes that are sent meanwhile', async () => {
  const folder = path.join(data, 'attempts');
  const then = new Date(Date.now() - 100 * HOUR);
  for (let count = 0; count < 2_000; count += 1) {
    const file = path.join(folder, randomUUID());
    writeFileSync(file, '');
    utimesSync(file, then, then);
  }
  const attempts = createAttempts(data);
  const ids = Array.from({ length: 100 }, () => randomUUID());
  for (const id of ids) expect(await attempts.take(id)).toBe(true);
  // Had they waited for the deletions, nothing old would be left by now.
  expect(kept().length).toBeGreaterThan(ids.length);
  await expect.poll(kept, { timeout: 20_000 }).toEqual(ids.toSorted());
});

test('a folder in the place of an id is no id of an attempt that may be sent', async () => {
  const id = randomUUID();
  mkdirSync(path.join(data, 'attempts', id));
  expect(await createAttempts(data).take(id)).toBe(false);
});

test('an id is a UUID of any kind, and has one spelling', () => {
  fc.assert(fc.property(fc.uuid(), fc.boolean(), (id, upper) => {
    expect(attemptId(upper ? id.toUpperCase() : id)).toBe(id);
  }));
  for (const text of [null, '', 'x', randomUUID().slice(1), `${randomUUID()}0`, `${randomUUID()}\n`, `../${randomUUID()}`, randomUUID().replaceAll('-', ''), `{${randomUUID()}}`, '..', 'ｆ'.repeat(36)]) {
    expect(attemptId(text), String(text)).toBeNull();
  }
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(attemptId(text) ?? '').toMatch(/^(?:[0-9a-f-]{36})?$/u);
  }));
});
