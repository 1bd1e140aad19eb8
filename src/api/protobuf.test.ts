import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, number, varint } from './manifest-stand.ts';
import { readMessage } from './protobuf.ts';

const kindOf = (value: bigint | Uint8Array): string => (typeof value === 'bigint' ? 'varint' : 'bytes');
const read = (...all: readonly number[]) => readMessage(Uint8Array.from(all));

describe('a message', () => {
  test('of no bytes has no fields', () => expect(read()).toEqual({ ok: true, fields: [] }));

  test('has its fields in their order, of every wire type', () => {
    expect(read(...number(1, 300), 0x11, 1, 2, 0, 0, 0, 0, 0, 0, ...bytes(3, [7, 8]), 0x25, 5, 0, 0, 1)).toEqual({
      ok: true,
      fields: [
        { number: 1, kind: 'varint', value: 300n },
        { number: 2, kind: 'fixed', value: 513n },
        { number: 3, kind: 'bytes', value: Uint8Array.of(7, 8) },
        { number: 4, kind: 'fixed', value: 16_777_221n },
      ],
    });
  });

  test('is read back as it was written', () => {
    const fields = fc.array(
      fc.record({ number: fc.integer({ min: 1, max: 2 ** 29 - 1 }), value: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.uint8Array({ maxLength: 300 })) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fields, (all) => {
        const written = all.flatMap((field) => (typeof field.value === 'bigint' ? number(field.number, field.value) : bytes(field.number, field.value)));
        expect(read(...written)).toEqual({ ok: true, fields: all.map((field) => ({ number: field.number, kind: kindOf(field.value), value: field.value })) });
      }),
    );
  });

  test.each([
    ['ends in the middle of a number', [0x08, 0x80], 1],
    ['ends before its bytes do', [0x0a, 5, 1, 2], 2],
    ['ends before a number of fixed size does', [0x09, 1, 2], 1],
    ['names more bytes than anybody has', [0x0a, ...varint(2n ** 63n), 1], 11],
    ['has a number of more than ten bytes', [0x08, ...Array.from({ length: 11 }, () => 0x80)], 1],
    ['has a number of more than 64 bits', [0x08, ...Array.from({ length: 9 }, () => 0xff), 0x02], 1],
    ['has a field 0', [0x00, 1], 0],
    ['has a field beyond the last', [...varint(2 ** 32), 1], 0],
    ['has a group', [0x08, 1, 0x0b], 2],
    ['has a wire type that was never given out', [0x0f], 0],
  ])('that %s is none, and says where', (_, all, at) => {
    const found = read(...all);
    expect(found).toMatchObject({ ok: false, at });
    expect(found.ok ? '' : found.problem).toMatch(/^\S.*\.$/u);
  });
});

test('whatever the bytes are, they are fields that lie within them, or a problem', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (all) => {
      const found = readMessage(all);
      if (found.ok) expect(found.fields.reduce((sum, field) => sum + (field.kind === 'bytes' ? field.value.length : 1), 0)).toBeLessThanOrEqual(all.length);
      else expect(found.at).toBeLessThanOrEqual(all.length);
    }),
    { numRuns: 2_000 },
  );
});
