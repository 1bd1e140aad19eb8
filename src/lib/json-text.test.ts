import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeJson, readJson } from './json-text.ts';

const pretty = (text: string): string => {
  const reading = readJson(text);
  return reading.ok ? reading.pretty : `${reading.line}:${reading.column} ${reading.problem}`;
};

describe('JSON as text', () => {
  it('is laid out as JSON.stringify would, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        // A minus before nothing is not written by stringify, so none comes in.
        expect(pretty(JSON.stringify(value, null, space))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('is JSON exactly when JSON.parse says so', () => {
    const bits = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '\\', '\\u00e', '0', '1', '-', '.', 'e', '+', 'true', 'null', 'nul', ' ', '\n', '\t', '\u00a0', 'ä', '\u{1F600}');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 14 }).map((parts) => parts.join('')), (text) => {
        let parsed: unknown;
        let valid = true;
        try {
          parsed = JSON.parse(text);
        } catch {
          valid = false;
        }
        const reading = readJson(text);
        expect(reading.ok).toBe(valid);
        if (reading.ok) expect(JSON.parse(reading.pretty)).toEqual(parsed);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps numbers, escapes and double keys as they were written', () => {
    expect(pretty('{"a":12345678901234567890,"a":1.0,"b":"\\u0041\\/"}')).toBe('{\n  "a": 12345678901234567890,\n  "a": 1.0,\n  "b": "\\u0041\\/"\n}');
  });

  it.each([
    ['{"a": 1,}', '1:9 A name in double quotes is expected here.'],
    ['{"a" 1}', '1:6 A colon is expected here.'],
    ['[1 2]', '1:4 A comma or ] is expected here.'],
    ['[1,]', '1:4 A value is expected here.'],
    ['[1', '1:3 It ends in the middle.'],
    ['{', '1:2 It ends in the middle.'],
    ['', '1:1 It ends in the middle.'],
    ['{"a": tru}', '1:7 A value is expected here.'],
    ['{"a": 01}', '1:7 A value is expected here.'],
    ['["a', '1:2 This string has no end.'],
    ['["\\x"]', '1:3 This is no escape that JSON knows.'],
    ['["a\nb"]', '1:4 A line break, tab or control character has to be escaped in a string.'],
    ['{}x', '1:3 Something stands after the end.'],
    ['{\r\n  "\u{1F600}": 1\r\n  "b": 2}', '3:3 A comma or } is expected here.'],
  ])('says where %j breaks, and why', (text, says) => {
    expect(pretty(text)).toBe(says);
  });

  it('reads brackets thousands deep without running out of anything', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const reading = readJson(deep);
    expect(reading.ok && reading.pretty.length).toBeLessThan(4_000_000);
    expect(readJson('['.repeat(20_000)).ok).toBe(false);
  });

  it('is looked for only where an object or array begins', () => {
    expect([' {', '\n[1]', '12', 'true', '"a"', 'a {', ''].map(looksLikeJson)).toEqual([true, true, false, false, false, false, false]);
  });
});
