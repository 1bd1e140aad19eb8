/** A file `.env`, byte by byte: whatever it holds is read as it was meant, or refused with a sentence. */
import { parseEnv } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEnvFile } from './env-file.ts';

type Encoding = 'utf8' | 'utf8 with a mark' | 'utf16le with a mark' | 'utf16be with a mark';
const ENCODINGS: readonly Encoding[] = ['utf8', 'utf8 with a mark', 'utf16le with a mark', 'utf16be with a mark'];

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8 with a mark') return Buffer.from(`\u{FEFF}${text}`);
  const bytes = Buffer.from(`\u{FEFF}${text}`, 'utf16le');
  return encoding === 'utf16le with a mark' ? bytes : bytes.swap16();
}

const read = (text: string | Buffer): Record<string, string> => {
  const { values, problems } = parseEnvFile(Buffer.from(text), '.env');
  expect(problems).toEqual([]);
  return Object.fromEntries(values);
};
const problemsOf = (text: string | Buffer): readonly string[] => parseEnvFile(Buffer.from(text), '.env').problems;

describe.each(ENCODINGS)('in %s', (encoding) => {
  test.each([['\n', 'LF'], ['\r\n', 'CR LF'], ['\r', 'CR']])('every setting is read, the first and the last among them, with lines that end in %j (%s)', (end) => {
    const text = ['READ_ONLY=1', '', '# a note: “quoted”', 'MICROVISOR_API_URL=https://api.example', 'SIMULATOR_FAULTS="429; latency:ms=3"'].join(end);
    expect(read(encode(text, encoding))).toEqual({ READ_ONLY: '1', MICROVISOR_API_URL: 'https://api.example', SIMULATOR_FAULTS: '429; latency:ms=3' });
  });
});

test.each<[string, string]>([
  ['READ_ONLY=1', '1'],
  ['export READ_ONLY=1', '1'],
  ['  READ_ONLY = 1  ', '1'],
  ['READ_ONLY\u{A0}=\u{A0}1\u{A0}', '1'],
  ['\tREAD_ONLY\t=\t1\t', '1'],
  ['READ_ONLY=1 # a note', '1'],
  ['READ_ONLY="1"', '1'],
  ["READ_ONLY='1' # a note", '1'],
  ['READ_ONLY=`1`#', '1'],
  ['READ_ONLY="a # b"', 'a # b'],
  ['READ_ONLY=a=b==', 'a=b=='],
  [String.raw`READ_ONLY="C:\new\audit.log"`, String.raw`C:\new\audit.log`],
])('%j is a setting', (line, value) => {
  expect(read(line)).toEqual({ READ_ONLY: value });
});

test('an empty value is none, whatever stands before or after it', () => {
  expect(read('READ_ONLY=\nPORT=""\nHOST= # a note\nREAD_ONLY=1\nREAD_ONLY=')).toEqual({ READ_ONLY: '1' });
});

const CANARY = 'CANARY0123456789';
test.each<[string, string, RegExp]>([
  ['no sign of equality', `TWILIO_AUTH_TOKEN ${CANARY}`, /^Line 2 of \.env is not a setting\. Write NAME=value\.$/u],
  ['a colon', `TWILIO_AUTH_TOKEN: ${CANARY}`, /^Line 2 of \.env is not a setting/u],
  ['a command of another shell', `set TWILIO_AUTH_TOKEN=${CANARY}`, /^Line 2 of \.env is not a setting/u],
  ['no name', `=${CANARY}`, /^Line 2 of \.env is not a setting/u],
  ['typographic quotation marks', `TWILIO_AUTH_TOKEN=“${CANARY}”`, /^Line 2 of \.env sets TWILIO_AUTH_TOKEN to a value that stands in typographic/u],
  ['a quotation mark that was made typographic at the end', `TWILIO_AUTH_TOKEN=${CANARY}”`, /typographic/u],
  ['a quotation mark that does not end', `TWILIO_AUTH_TOKEN="${CANARY}`, /begins with " and does not end/u],
  ['a quotation mark within', `TWILIO_AUTH_TOKEN="${CANARY}\\"x"`, /goes on behind the second "/u],
  ['something behind the quotation marks', `TWILIO_AUTH_TOKEN='${CANARY}' x`, /goes on behind the second '/u],
  ['a # within', `TWILIO_AUTH_TOKEN=${CANARY}#x`, /holds a #/u],
  ['a character that cannot be seen in its name', `TWILIO_AUTH\u{200B}_TOKEN=${CANARY}`, /^Line 2 of \.env holds a character that cannot be seen/u],
  ['one in its value', `TWILIO_AUTH_TOKEN=${CANARY}\u{200B}`, /cannot be seen/u],
  ['a mark in the middle, as files that were put together have it', `\u{FEFF}TWILIO_AUTH_TOKEN=${CANARY}`, /cannot be seen/u],
  ['a line separator', `TWILIO_AUTH_TOKEN=${CANARY}\u{2028}PORT=1`, /cannot be seen/u],
])('a line with %s is refused, and not repeated', (_, line, sentence) => {
  const problems = problemsOf(`READ_ONLY=1\n${line}\nHOST=localhost\n`);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(sentence);
  expect(problems[0]).not.toContain(CANARY);
});

test('a name that is set twice is refused, with both lines', () => {
  expect(problemsOf('READ_ONLY=1\n\nREAD_ONLY=0\n')).toEqual(['Line 3 of .env sets READ_ONLY, which line 1 has set already: delete one of them.']);
});

test.each<[string, Buffer]>([
  ['NUL bytes', Buffer.from('READ_ONLY=1\0')],
  ['UTF-16 without its mark', Buffer.from('READ_ONLY=1', 'utf16le')],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
  ['Latin-1', Buffer.from('AUDIT_FILE=/var/log/prüfung.log', 'latin1')],
  ['half a character at its end', Buffer.from('AUDIT_FILE=ü').subarray(0, -1)],
  ['half a character of UTF-16', Buffer.concat([encode('A=1', 'utf16le with a mark'), Buffer.from([0x41])])],
])('a file with %s is refused', (_, bytes) => {
  expect(problemsOf(bytes)).toEqual(['The file .env is not text in UTF-8. Save it as UTF-8.']);
});

const NAMES = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/u);
const VALUES = fc.stringMatching(/^[\w.:/=;,+~äпプ-]{1,20}$/u);
const WRITTEN = fc.record({
  settings: fc.dictionary(NAMES, VALUES, { noNullPrototype: true }),
  encoding: fc.constantFrom(...ENCODINGS),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  before: fc.constantFrom('', 'export ', '  '),
  around: fc.constantFrom('', ' ', '\t'),
  quote: fc.constantFrom('', '"', "'", '`'),
  after: fc.constantFrom('', ' ', ' # note'),
});

test('however settings are written, they are read', () => {
  fc.assert(fc.property(WRITTEN, ({ settings, encoding, end, before, around, quote, after }) => {
    const lines = Object.entries(settings).map(([name, value]) => `${before}${name}${around}=${around}${quote}${value}${quote}${after}`);
    expect(read(encode(lines.join(end), encoding))).toEqual(settings);
  }));
});

const PIECES = fc.constantFrom('A', 'B_C', '=', ' ', '#', '"', "'", '`', '\\', 'x', 'export ', '“', '\u{200B}', '$', ':');

const trimmed = (entries: Iterable<[string, string | undefined]>): object =>
  Object.fromEntries([...entries].map(([name, value = '']) => [name.trim(), value.trim()]).filter(([, value]) => value !== ''));

test('a line that is not refused is read as Node reads it, so that no setting changes its meaning', () => {
  // Line by line: of whole files Node loses a setting behind a line of blanks, and it takes comments, and further blanks, for parts of a name.
  fc.assert(fc.property(fc.array(PIECES, { maxLength: 12 }).map((pieces) => pieces.join('').trim()), (line) => {
    const { values, problems } = parseEnvFile(Buffer.from(line), '.env');
    if (problems.length > 0 || line.startsWith('#')) return;
    expect(trimmed(values)).toEqual(trimmed(Object.entries(parseEnv(line))));
  }), { numRuns: 2000 });
});

test('no bytes are too odd for a sentence', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
    for (const problem of parseEnvFile(bytes, '.env').problems) expect(problem).toMatch(/^(?:Line \d+ of|The file) \.env .*\.$/u);
  }));
});
