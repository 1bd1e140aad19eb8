import { expect, test } from 'vitest';
import { bytesIn, hexDump } from './hex-dump.ts';

test('sixteen bytes a line, each with its place, its digits and what can be read', () => {
  const bytes = Uint8Array.from([...'Manifest <b>&\u{7f}', '\n', 'z'].join('').split('').map((char) => char.charCodeAt(0)));
  expect(hexDump(bytes, 10)).toBe('00000000  4d 61 6e 69 66 65 73 74 20 3c 62 3e 26 7f 0a 7a  Manifest <b>&..z');
  expect(hexDump(Uint8Array.of(0, 255), 10)).toBe(`00000000  00 ff${' '.repeat(42)}  ..`);
});

test('no more lines than asked for', () => {
  const dump = hexDump(new Uint8Array(1_000), 4);
  expect(dump.split('\n').map((line) => line.slice(0, 8))).toEqual(['00000000', '00000010', '00000020', '00000030']);
  expect(bytesIn(4)).toBe(64);
  expect(hexDump(new Uint8Array(), 4)).toBe('');
});
