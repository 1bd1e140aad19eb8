/**
 * Lines at the end of a file or pipe, whole or not at all. A disk may be full, and whoever reads a pipe may stop: then a line
 * is given up after a while, what there is of it is taken back or finished later, and nothing piles up.
 */
import { constants, write as writeTo } from 'node:fs';
import { open as openPath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Something that bytes can be put at the end of. */
export interface Place {
  /** Puts down as many as there is room for, and says how many; rejects with EAGAIN when there is none just now. */
  write(bytes: Buffer): Promise<number>;
  /** Takes the last bytes back; missing where that cannot be done, rejects where somebody else has added to them. */
  takeBack?(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface LineLimits {
  /** A line may take this long, with its wait for those before it. */
  limitMs: number;
  /** So many may wait. */
  mostWaiting: number;
}

/**
 * Writes a line, given without its end. Rejects when it is not there in time.
 * @param correction for a line that must not stand alone when it is too late: should it be under way by then, and not to be
 * taken back, this line follows it
 */
export type WriteLine = (line: string, correction?: () => string) => Promise<void>;

interface Waiting {
  line: string;
  correction: (() => string) | undefined;
  givenUp: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

const RETRY_MS = 50;
const LIMITS: LineLimits = { limitMs: 5000, mostWaiting: 1000 };

/** Writes to a place that is opened anew for each line, so that a file may be rotated. One line at a time. */
export function createLineWriter(open: () => Promise<Place>, limits: LineLimits = LIMITS): WriteLine {
  const queue: Waiting[] = [];
  let busy = false;
  /** What has to come before the next line: the end of one that is half there, and its correction. */
  let owed: Buffer = Buffer.alloc(0);

  const writeOne = async (waiting: Waiting): Promise<void> => {
    const place = await open();
    try {
      const { correction } = waiting;
      const late = (): boolean => waiting.givenUp;
      owed = owed.subarray(await put(place, owed, late));
      if (owed.length > 0 || late()) throw new Error('What comes before it is still not written.');
      const bytes = Buffer.from(`${waiting.line}\n`);
      const written = await put(place, bytes, late);
      if (written === bytes.length && (correction === undefined || !late())) return;
      if (written > 0 && !(await tookBack(place, written))) {
        owed = Buffer.concat([bytes.subarray(written), Buffer.from(correction === undefined ? '' : `${correction()}\n`)]);
        owed = owed.subarray(await put(place, owed, () => true));
      }
      throw new Error('The line is not written.');
    } finally {
      await place.close();
    }
  };
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await writeOne(next).then(next.resolve, next.reject);
    busy = false;
  };

  return (line, correction) =>
    new Promise((resolve, reject) => {
      if (queue.length >= limits.mostWaiting) {
        reject(new Error('Too many lines wait to be written.'));
        return;
      }
      const timer = setTimeout(() => {
        waiting.givenUp = true;
        if (queue.includes(waiting)) queue.splice(queue.indexOf(waiting), 1);
        reject(new Error('The line was not written in time.'));
      }, limits.limitMs);
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        settle();
      };
      const waiting: Waiting = { line, correction, givenUp: false, resolve: () => done(resolve), reject: (error) => done(() => reject(error)) };
      queue.push(waiting);
      void work();
    });
}

/** Writes as much as there is room for until it is too late, and says how much that was. */
async function put(place: Place, bytes: Buffer, late: () => boolean): Promise<number> {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += await place.write(bytes.subarray(written));
    } catch (error) {
      const later = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (later && !late()) await sleep(RETRY_MS);
      if (!later || late()) return written;
    }
  }
  return written;
}

async function tookBack(place: Place, count: number): Promise<boolean> {
  try {
    if (place.takeBack === undefined) return false;
    await place.takeBack(count);
    return true;
  } catch {
    return false;
  }
}

/** Opens a file, readable by its owner only, at its end. A half line that a crash has left there is ended first. */
export function openFile(path: string): () => Promise<Place> {
  let looked = false;
  return async () => {
    // Not to be held up by a pipe that nobody reads: neither in opening it nor in writing to it. Files know no such thing.
    const file = await openPath(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0), 0o600);
    const write = async (bytes: Buffer): Promise<number> => (await file.write(bytes)).bytesWritten;
    const place = { write, close: () => file.close() };
    try {
      const found = await file.stat();
      if (!found.isFile()) return place;
      if (!looked && !(await endsWithLine(path, found.size))) await write(Buffer.from('\n'));
      looked = true;
      const { size } = await file.stat();
      const takeBack = async (count: number): Promise<void> => {
        if ((await file.stat()).size !== size + count) throw new Error('Somebody else writes to this file.');
        await file.truncate(size);
      };
      return { ...place, takeBack };
    } catch (error) {
      await file.close();
      throw error;
    }
  };
}

/** True for a file that is empty, or cannot be read. */
async function endsWithLine(path: string, size: number): Promise<boolean> {
  if (size === 0) return true;
  try {
    const file = await openPath(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer.toString() === '\n';
    } finally {
      await file.close();
    }
  } catch {
    return true;
  }
}

const writeBytes = promisify(writeTo);

/** The process's own output. Its stream is not used: that keeps whatever nobody reads, and tells nobody. */
export function openStdout(): Promise<Place> {
  // Made by asking for it: with it, a pipe does not hold up whoever writes to it.
  const { fd } = process.stdout;
  return Promise.resolve({ write: async (bytes) => (await writeBytes(fd, bytes)).bytesWritten, close: () => Promise.resolve() });
}
