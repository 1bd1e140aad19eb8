/** No spelling of a secret gets through, and nothing else is cut out. */
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { peel } from './escapes.ts';
import { createRedactor } from './redact.ts';

// Properties are many cases in one test; a busy machine needs its time.
vi.setConfig({ testTimeout: 30_000 });

const SECRET = 'CANARY+0123/45=%x<&>"\\\'~';

const hex = (text: string, width = 2): string[] => [...text].map((char) => char.charCodeAt(0).toString(16).padStart(width, '0'));
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

type Encoders = Readonly<Record<string, (text: string) => string>>;

/** How programs write text into other text. */
const ESCAPES: Encoders = {
  'as it is': (text) => text,
  'as JSON': json,
  'as JSON with \\/': (text) => json(text).replaceAll('/', String.raw`\/`),
  'as JSON in \\u escapes': (text) => hex(text, 4).map((code) => `\\u${code}`).join(''),
  'as JSON in \\u escapes of capitals': (text) => hex(text, 4).map((code) => `\\u${code.toUpperCase()}`).join(''),
  'as JSON in JSON': (text) => json(json(text)),
  'in percent escapes': encodeURIComponent,
  'in percent escapes of small letters': (text) => encodeURIComponent(text).replaceAll(/%../gu, (escape) => escape.toLowerCase()),
  'in percent escapes of every character': (text) => hex(text).map((code) => `%${code}`).join(''),
  'as a form writes it': (text) => new URLSearchParams({ text }).toString().slice(5),
  'in HTML': (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  'in HTML by numbers': (text) => [...text].map((char) => `&#${String(char.charCodeAt(0))};`).join(''),
  'in HTML by hexadecimal numbers': (text) => hex(text).map((code) => `&#x${code};`).join(''),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le').toString('utf8'),
};
/** What may stand in base64. */
const WORDS: Encoders = { 'as it is': (text) => text, 'as JSON': json, 'in percent escapes': encodeURIComponent, 'as a form writes it': (text) => new URLSearchParams({ text }).toString() };
const BASE64: Encoders = {
  'in base64': base64,
  'in base64 behind a byte': (text) => base64(`a${text}z`),
  'in base64 behind two': (text) => base64(`ab${text}yz`),
  'in base64 of URLs': (text) => Buffer.from(`ab${text}`).toString('base64url'),
  'in base64 in lines': (text) => base64(`GET / HTTP/1.1\r\nX: ${text}\r\n\r\n`).replaceAll(/.{19}/gu, '$&\r\n'),
};
const ENCODERS: Encoders = { ...ESCAPES, ...BASE64 };
const escapes = fc.constantFrom(...Object.values(ESCAPES));
const bases = fc.tuple(fc.constantFrom(...Object.values(WORDS)), fc.constantFrom(...Object.values(BASE64))).map(
  ([word, encode]) => (text: string) => encode(word(text)),
);
function withoutEscapes(text: string): string {
  const rest = peel(Buffer.from(text), text.length)?.toString();
  return rest === undefined ? text : withoutEscapes(rest);
}

const secrets = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), minLength: 8, maxLength: 80 })
  // One that is itself made of escapes has to be long enough without them: less of it could be any word.
  .filter((text) => text.trim().length === text.length && withoutEscapes(text).length >= 8);

/** What may stand around it: escapes, near and far, and things that only look like some. */
const neighbours = fc
  .array(fc.oneof(fc.string(), fc.constantFrom('%41', '\\u0041', '&amp;', '\\\\', '\\n', '%', '&#', '\n', 'x'.repeat(90), 'x'.repeat(700))), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** A text as whoever has it would read it: without escapes, and with all base64 taken apart. */
function readings(text: string): string[] {
  const plain = text.replaceAll(/\\+u00(..)|%(..)|&#x(..);/giu, (_, ...codes) => String.fromCharCode(Number.parseInt(String(codes.find((code) => code !== undefined)), 16)));
  const runs = [text, plain].flatMap((each) => each.replaceAll(/[\r\n]/gu, '').match(/[\w+/-]{8,}/gu) ?? []);
  return [text, plain, ...runs.flatMap((run) => [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64').toString('latin1')))];
}

describe('a secret', () => {
  test.each(Object.keys(ENCODERS))('%s is taken out', (name) => {
    const redactor = createRedactor({ TWILIO_AUTH_TOKEN: SECRET });
    const encoded = ENCODERS[name]?.(SECRET) ?? '';
    const clean = redactor.text(`Error: ${encoded} and ${encoded}.`);
    expect(clean).toMatch(/^Error: .*….* and .*….*\.$/su);
    expect(readings(clean).filter((reading) => reading.includes(SECRET))).toEqual([]);
    expect(redactor.holds(clean)).toBe(false);
  });

  test('of any characters is taken out of any encodings on top of each other, wherever it stands', () => {
    fc.assert(
      fc.property(secrets, fc.oneof(escapes, bases), escapes, neighbours, neighbours, (secret, inner, outer, before, behind) => {
        const redactor = createRedactor();
        redactor.hide(secret);
        const text = outer(`${before} ${inner(secret)} ${behind}`);
        expect(redactor.holds(text)).toBe(true);
        const clean = redactor.text(text);
        expect(redactor.holds(clean)).toBe(false);
        expect(readings(clean).filter((reading) => reading.includes(secret))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('with blanks around it in the setting is the one that is sent', () => {
    expect(createRedactor({ TWILIO_AUTH_TOKEN: ' CANARY-0\n' }).text('Error: CANARY-0')).toBe('Error: …');
  });

  test('of the proxy before the API is one, with its user or without', () => {
    const redactor = createRedactor({ HTTPS_PROXY: 'http://operator:p%40ss@proxy.example:3128', https_proxy: 'http://operator:PROXY-CANARY@proxy.example:3128' });
    for (const spelling of ['operator:p@ss', base64('operator:p@ss'), 'operator:p%40ss', 'PROXY-CANARY', base64('operator:PROXY-CANARY')]) {
      expect(redactor.text(`Proxy: ${spelling} of the operator`), spelling).toBe('Proxy: … of the operator');
    }
  });

  test('leaves the rest of the text as it is', () => {
    const redactor = createRedactor({ TWILIO_AUTH_TOKEN: 'CANARY-0' });
    expect(redactor.text('a\r\n%41 CANARY-0CANARY-0\n\\u0041 %43ANARY%2D0\n&amp;')).toBe('a\r\n%41 …\n\\u0041 …\n&amp;');
  });

  test('is not made of what is harmless', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        fc.pre(!text.includes('CANARY-0'));
        expect(createRedactor({ TWILIO_AUTH_TOKEN: 'CANARY-0' }).text(text)).toBe(text);
      }),
    );
  });

  test('that would be found by chance is none', () => {
    expect(() => createRedactor().hide('1234567')).toThrow(/short/u);
    expect(createRedactor({ TWILIO_AUTH_TOKEN: ' ' }).text('Error: x')).toBe('Error: x');
  });
});

test('a value of JSON is redacted in its strings and names, and stays JSON', () => {
  const redactor = createRedactor({ TWILIO_AUTH_TOKEN: SECRET });
  const body: unknown = JSON.parse(`{"__proto__":{"${json(SECRET)}":[1,null,true,"x ${json(SECRET)}"]},"n":1.5}`);
  expect(JSON.stringify(redactor.json(body))).toBe('{"__proto__":{"…":[1,null,true,"x …"]},"n":1.5}');
});

test('a header that holds one is no header', () => {
  const redactor = createRedactor({ TWILIO_AUTH_TOKEN: SECRET });
  expect([`RQ${SECRET}`, 'RQ1', null].map(redactor.header)).toEqual([null, 'RQ1', null]);
});

test('of the tokens that took each other’s place the last few are known', () => {
  const redactor = createRedactor({ MICROVISOR_OAUTH_CLIENT_SECRET: 'token-00' });
  const tokens = Array.from({ length: 10 }, (_, index) => `token-${String(index).padStart(2, '0')}`);
  for (const token of tokens) redactor.hideToken(token);
  expect(tokens.map((token) => redactor.text(token))).toEqual(['…', ...tokens.slice(1, 6), '…', '…', '…', '…']);
});

test('a long text of nothing but escapes is looked through in time that grows with its length', () => {
  const redactor = createRedactor({ TWILIO_AUTH_TOKEN: SECRET });
  const took = (text: string): number => {
    const before = performance.now();
    redactor.holds(text);
    return performance.now() - before;
  };
  for (const piece of ['%25', '\\', '\\u005c', '&amp;', '&#0', '\n', 'Q0FOQVJZ']) {
    const size = 100_000;
    took(piece.repeat(size));
    // Four times as much would be sixteen times as long if it were tried from every place.
    expect(took(piece.repeat(size * 4)), piece).toBeLessThan(Math.max(2000, 12 * took(piece.repeat(size))));
  }
});
