import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64, bytes, number, write, type Written } from './manifest-stand.ts';
import { decodeManifest, hex, type AppManifest } from './manifest.ts';

function decoded(all: Iterable<number>): AppManifest {
  const found = decodeManifest(base64(all));
  if (found.kind === 'problem') throw new Error(found.problem);
  return found.manifest;
}
const problem = (all: Iterable<number>): string => {
  const found = decodeManifest(base64(all));
  return found.kind === 'problem' ? found.problem : 'none';
};
const text = (words: string): number[] => [...new TextEncoder().encode(words)];

const SECONDS = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const WRITTEN: fc.Arbitrary<Written> = fc.record({
  signer: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { nil: undefined }),
  signature: fc.option(fc.uint8Array({ maxLength: 70 }), { nil: undefined }),
  layers: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }),
  debuggable: fc.option(fc.boolean(), { nil: undefined }),
  politeness: fc.option(SECONDS, { nil: undefined }),
  grace: fc.option(SECONDS, { nil: undefined }),
  checkIn: fc.option(SECONDS, { nil: undefined }),
});

describe('a manifest', () => {
  test('says what was written into it', () => {
    fc.assert(
      fc.property(WRITTEN, (written) => {
        const { signer = 0n, signature = new Uint8Array(), layers = [], debuggable = null, politeness = null, grace = null, checkIn = null } = written;
        expect(decoded(write(written))).toMatchObject({
          signer: signer === 0n ? null : signer.toString(16).padStart(16, '0'),
          signatureBytes: signature.length,
          layers: layers.map((layer) => ({ bytes: layer.length })),
          debuggable, politeness, grace, checkIn,
          unknown: 0,
        });
      }),
    );
  });

  test('without a word in its body says nothing, which is not the same as 0', () => {
    expect(decoded(write({}))).toMatchObject({ signer: null, layers: [], debuggable: null, checkIn: null });
    expect(decoded(write({ checkIn: 0 })).checkIn).toBe(0);
  });

  test('shows of its layers what can be read: hashes and text', () => {
    const hash = Array.from({ length: 32 }, (_, index) => 255 - index);
    const [layer, other] = decoded(write({ layers: [Uint8Array.from([...bytes(2, hash), ...bytes(4, text('main v1')), ...number(3, 7), ...bytes(5, [0, 1])]), Uint8Array.of(0xff)] })).layers;
    expect(layer?.holds).toEqual([hex(Uint8Array.from(hash)), 'main v1']);
    expect(other).toEqual({ bytes: 1, holds: [] });
    const twice = [...bytes(1, text('main')), ...bytes(2, text('main'))];
    expect(decoded(bytes(2, bytes(1, twice))).layers[0]?.holds).toEqual(['main']);
  });

  test('may have fields that nobody knows: they are counted', () => {
    const connectivity = [...number(2, 3600), ...number(9, 1)];
    const found = decoded([...bytes(2, [...bytes(5, connectivity), ...bytes(8, [1])]), ...number(7, 1), 0x51, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([found.checkIn, found.unknown]).toEqual([3600, 4]);
  });

  test('that says something twice means what it says last, and a part in two pieces is both', () => {
    const body = [...bytes(5, number(1, 10)), ...bytes(5, number(2, 60)), ...bytes(5, number(2, 90))];
    expect(decoded([...bytes(2, [0x08]), ...bytes(2, body)])).toMatchObject({ grace: 10, checkIn: 90 });
  });

  test.each([
    ['a fixed number', [0x09, 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01], '0123456789abcdef'],
    ['bytes', bytes(1, [0xde, 0xad]), 'dead'],
    ['no bytes', bytes(1, []), null],
  ])('may name its signer as %s', (_, signer, shown) => expect(decoded([...signer, ...bytes(2, [])]).signer).toBe(shown));
});

describe('what is no manifest', () => {
  test.each([
    ['no body', number(1, 5), 'It has no body (field 2).'],
    ['a number for a body', number(2, 5), 'Its field body is a number, where text, bytes or a message should be.'],
    ['a body that is cut off', bytes(2, [0x2a, 9]), 'It is no protobuf: at byte 2 of body. It ends too early: 9 bytes should follow, and 0 are left.'],
    ['text instead of a time', bytes(2, bytes(5, bytes(2, text('soon')))), 'Its field connectivity.minimum_check_in_time_sec is not the kind of number that it should be.'],
    ['a time below zero', bytes(2, bytes(5, number(2, 2n ** 64n - 1n))), 'Its field connectivity.minimum_check_in_time_sec is no time: 18446744073709551615 seconds.'],
    ['plain text', text('{"layers": []}'), 'It is no protobuf: at byte 0 of the manifest. Field 15 has the wire type 3, which is not in use.'],
  ])('%s: says why, and keeps its bytes', (_, all, why) => {
    expect(problem(all)).toBe(why);
    expect(decodeManifest(base64(all)).bytes).toEqual(Uint8Array.from(all));
  });

  test('what is far too long is not read through, and keeps its bytes', () => {
    const encoded = Buffer.alloc(256 * 1024 + 1, 0x12).toString('base64');
    const found = decodeManifest(encoded);
    expect(found.kind === 'problem' && found.problem).toBe('It has 262,145 bytes: more than 256 KiB are not decoded here.');
    expect(found.bytes).toHaveLength(262_145);
  });

  test.each([
    [null, 'The API gives no bytes of it.'],
    ['', 'The API gives no bytes of it.'],
    ['not base64!', 'It is not base64.'],
  ])('%j', (encoded, why) => expect(decodeManifest(encoded)).toEqual({ kind: 'problem', problem: why, bytes: null }));
});

test('whatever the API sends, it is a manifest or a problem in words', () => {
  // Bytes at random hardly get past the first field: most of them are written ones with a few changed.
  const bent = fc.tuple(WRITTEN, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }), fc.nat()).map(([written, changes, end]) => {
    const all = write(written);
    for (const [at, byte] of changes) if (all.length > 0) all[at % all.length] = byte;
    return end % 3 === 0 ? all.subarray(0, end % (all.length + 1)) : all;
  });
  fc.assert(
    fc.property(fc.oneof(bent, fc.uint8Array({ maxLength: 300 })), (all) => {
      const found = decodeManifest(base64(all));
      if (found.kind === 'problem') expect(found.problem).toMatch(/\.$/u);
      else expect(found.bytes).toEqual(Uint8Array.from(all));
    }),
    { numRuns: 3_000 },
  );
  fc.assert(fc.property(fc.string(), (encoded) => void expect(['decoded', 'problem']).toContain(decodeManifest(encoded).kind)));
});
