/** Lines that are there whole or not at all, whatever becomes of the disk or of whoever reads. */
import { appendFileSync, closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLineWriter, openFile, type Place } from './line-writer.ts';
import { makePipe } from './process-stand.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lines-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const outcomes = async (lines: readonly Promise<void>[]): Promise<boolean[]> => (await Promise.allSettled(lines)).map(({ status }) => status === 'fulfilled');

/** A disk or pipe with room for so many bytes. */
class Room implements Place {
  bytes = Buffer.alloc(0);
  room = Number.POSITIVE_INFINITY;
  /** What a write meets when there is none. */
  readonly full: Error;
  writes = 0;

  constructor(code: string, room: number) {
    this.full = Object.assign(new Error(code), { code });
    this.room = room;
  }

  get text(): string {
    return this.bytes.toString();
  }

  write(bytes: Buffer): Promise<number> {
    this.writes += 1;
    const count = Math.min(bytes.length, this.room);
    if (count === 0) return Promise.reject(this.full);
    this.bytes = Buffer.concat([this.bytes, bytes.subarray(0, count)]);
    this.room -= count;
    return Promise.resolve(count);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a pipe that nobody reads', () => {
  test('holds a line up for so long and no longer, nothing of it is there later, and what waits behind it is bounded', async () => {
    const pipe = new Room('EAGAIN', 0);
    const write = createLineWriter(() => Promise.resolve(pipe), { limitMs: 100, mostWaiting: 3 });
    const lines = Array.from({ length: 10 }, (_, index) => write(`line ${String(index)}`));
    expect(await outcomes(lines)).toEqual(Array.from({ length: 10 }, () => false));
    pipe.room = Number.POSITIVE_INFINITY;
    await write('after it');
    expect(pipe.text).toBe('after it\n');
  });

  test('lets a line through that is read in time', async () => {
    const pipe = new Room('EAGAIN', 0);
    const line = createLineWriter(() => Promise.resolve(pipe))('a line');
    await expect.poll(() => pipe.writes).toBeGreaterThan(1);
    pipe.room = 100;
    await line;
    expect(pipe.text).toBe('a line\n');
  });

  test('gets the rest of a line that is half in it, and then what has become of it', async () => {
    const pipe = new Room('EAGAIN', 4);
    const write = createLineWriter(() => Promise.resolve(pipe), { limitMs: 100, mostWaiting: 3 });
    expect(await outcomes([write('attempt', () => 'unsent')])).toEqual([false]);
    expect(pipe.text).toBe('atte');
    pipe.room = Number.POSITIVE_INFINITY;
    await write('next');
    expect(pipe.text).toBe('attempt\nunsent\nnext\n');
  });

  test('does not hold up anything else: files are read, and names are looked up', async () => {
    const pipe = path.join(folder, 'pipe');
    makePipe(pipe);
    // A reader that never reads.
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const write = createLineWriter(openFile(pipe), { limitMs: 300, mostWaiting: 100 });
    const long = 'x'.repeat(3000);
    const lines = Array.from({ length: 60 }, () => write(long));
    const done = outcomes(lines);
    // A blocked write takes one of four threads, which all files and all names of hosts have to share.
    await Promise.all(Array.from({ length: 20 }, () => createLineWriter(openFile(path.join(folder, 'other')))('x')));
    expect(new Set(await done)).toEqual(new Set([true, false]));
    closeSync(reader);
    await expect(write('x')).rejects.toThrow('ENXIO');
  });
});

describe('a disk that is full', () => {
  test('has whole lines only, also when there is room again, whatever happens in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ maxLength: 20, unit: 'grapheme' }), fc.integer({ min: 0, max: 30 })), { minLength: 1 }), fc.boolean(), async (steps, returns) => {
        const disk = new Room('ENOSPC', 0);
        const takeBack = (count: number): Promise<void> => {
          disk.bytes = disk.bytes.subarray(0, -count);
          return Promise.resolve();
        };
        const place: Place = { write: (bytes) => disk.write(bytes), close: () => disk.close(), ...(returns && { takeBack }) };
        const write = createLineWriter(() => Promise.resolve(place));
        const expected: string[] = [];
        for (const [index, [text, room]] of steps.entries()) {
          const line = JSON.stringify({ index, text });
          disk.room = room;
          const [there] = await outcomes([write(line, () => `${line} unsent`)]);
          if (there === true) expected.push(line);
        }
        disk.room = Number.POSITIVE_INFINITY;
        await write('the last');
        const lines = disk.text.split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.pop()).toBe('the last');
        // A line that was refused is not there, or is followed by what has become of it.
        const refused = lines.filter((line) => line.endsWith(' unsent')).map((line) => line.slice(0, -' unsent'.length));
        expect(lines.filter((line) => !line.endsWith(' unsent') && !refused.includes(line))).toEqual(expected);
        if (returns) expect(refused).toEqual([]);
      }),
    );
  });

  test('rejects, and leaves the file as it is', async () => {
    await expect(createLineWriter(openFile('/dev/full'))('x')).rejects.toThrow();
  });
});

describe('a file', () => {
  test('is its owner’s, and is appended to', async () => {
    const file = path.join(folder, 'audit');
    const write = createLineWriter(openFile(file));
    await Promise.all(['one', 'two', 'three'].map((line) => write(line)));
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('may be moved away, and is made anew', async () => {
    const file = path.join(folder, 'audit');
    const write = createLineWriter(openFile(file));
    await write('one');
    rmSync(file);
    await write('two');
    expect(readFileSync(file, 'utf8')).toBe('two\n');
  });

  test('that a crash has left with half a line gets its end before the next one', async () => {
    const file = path.join(folder, 'audit');
    writeFileSync(file, '{"a":1}\n{"b":');
    await createLineWriter(openFile(file))('{"c":3}');
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n{"b":\n{"c":3}\n');
  });

  test('that somebody else has added to is not cut', async () => {
    const file = path.join(folder, 'audit');
    const place = await openFile(file)();
    await place.write(Buffer.from('ours'));
    appendFileSync(file, 'theirs\n');
    await expect(place.takeBack?.(4)).rejects.toThrow('Somebody else');
    await place.close();
    expect(readFileSync(file, 'utf8')).toBe('ourstheirs\n');
  });
});
