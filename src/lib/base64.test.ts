import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64 } from './base64.ts';

test('what was written by somebody else is read back', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void expect(fromBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes)));
});

test('a text is either refused, or exactly what its bytes are written as', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('A', 'b', '+', '/', '=', 'Q', '8'), maxLength: 12 }));
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = fromBase64(text);
      if (bytes !== null) expect(Buffer.from(bytes).toString('base64')).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test('millions of letters are read, or refused, like any other', () => {
  const text = 'A'.repeat(2 * 1024 * 1024);
  expect(fromBase64(text)).toHaveLength(1.5 * 1024 * 1024);
  expect(fromBase64(`${text}AAA%`)).toBeNull();
});

test.each([
  ['nothing', ''],
  ['two of padding', 'QQ=='],
  ['one of padding', 'QUI='],
])('%s is base64', (_, text) => expect(fromBase64(text)).not.toBeNull());

test.each([
  ['without its padding', 'QQ'],
  ['with a line break', 'QUJD\nQUJD'],
  ['in the alphabet of addresses', 'Pz8_-w=='],
  ['with bits left over', 'QR=='],
  ['with nothing but padding', '===='],
  ['with padding in place of a letter', 'A==='],
  ['padding in the middle', 'QQ==QUJD'],
  ['a single letter', 'Q'],
])('%s it is none', (_, text) => expect(fromBase64(text)).toBeNull());
