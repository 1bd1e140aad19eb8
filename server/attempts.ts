/**
 * The ids of changes that have been sent, on the disk. Browsers and proxies send a request again by themselves when its connection
 * ends before the answer, also to the process that comes after this one: an id is taken once, by all of them together.
 */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, opendir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * A repeat comes within seconds, but for a laptop that slept with a request under way: its browser repeats it when it wakes up. So a
 * weekend. An id is an empty file: a hundred thousand changes a day are some megabytes of a directory.
 */
const KEPT_MS = 3 * 24 * 60 * 60_000;
const PRUNE_EVERY_MS = 60 * 60_000;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** The one spelling of an id, a UUID of any kind. Null when it is none. */
export function attemptId(text: string | null): string | null {
  const id = (text ?? '').toLowerCase();
  return ID.test(id) ? id : null;
}

export interface Attempts {
  /** True the first time. Rejects when the id cannot be written down, and then the change must not be sent. */
  take(id: string): Promise<boolean>;
  /** Whether it was taken. Rejects when that cannot be told. */
  isTaken(id: string): Promise<boolean>;
}

/** Makes the folder, readable by its owner only, and tries it out. Rejects with the system's error when nothing can be written there. */
export async function prepareAttempts(dataDir: string): Promise<void> {
  const folder = folderIn(dataDir);
  await makeFolder(folder);
  const probe = randomUUID();
  await createFile(folder, probe);
  await unlink(path.join(folder, probe));
}

/** Not by Node's `recursive`: below `/proc`, where a folder is never made and never there, that tries for ever. */
async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  await makeOne(folder).catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent);
    await makeOne(folder);
  });
}

async function makeOne(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
    if (codeOf(error) !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
  });
}

/** Attempts kept in a folder that has been prepared. Old ones are deleted now and then, beside what else goes on. */
export function createAttempts(dataDir: string): Attempts {
  const folder = folderIn(dataDir);
  let pruned = Number.NEGATIVE_INFINITY;
  const pruneNowAndThen = (): void => {
    if (Date.now() - pruned < PRUNE_EVERY_MS) return;
    pruned = Date.now();
    // What is left is deleted the next time; a folder that is gone shows with the next change.
    prune(folder).catch(() => undefined);
  };
  pruneNowAndThen();
  return {
    async take(id) {
      pruneNowAndThen();
      return createFile(folder, id);
    },
    isTaken: (id) =>
      lstat(path.join(folder, id)).then(
        () => true,
        (error: unknown) => {
          if (codeOf(error) === 'ENOENT') return false;
          throw error;
        },
      ),
  };
}

function folderIn(dataDir: string): string {
  return path.join(dataDir, 'attempts');
}

/** Not synced: what a process has written outlives the process, and only that repeats are told from. */
async function createFile(folder: string, id: string): Promise<boolean> {
  try {
    const file = await open(path.join(folder, id), 'wx', 0o600);
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** One file after the other, so that a change that is being sent meanwhile waits for one of them at the most. */
async function prune(folder: string): Promise<void> {
  const before = Date.now() - KEPT_MS;
  for await (const { name } of await opendir(folder)) {
    if (!ID.test(name)) continue;
    const file = path.join(folder, name);
    // Another process may have deleted it just now.
    const old = await lstat(file).then(({ mtimeMs }) => mtimeMs < before, () => false);
    if (old) await unlink(file).catch(() => undefined);
  }
}
