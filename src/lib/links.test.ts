import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkParts, webAddress } from './links.ts';

const links = (text: string): (readonly [string, string | null])[] => linkParts(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href] as const]));

test.each([
  ['see https://wiki.example/a?b=c#d now', [['https://wiki.example/a?b=c#d', 'https://wiki.example/a?b=c#d']]],
  ['(https://a.example/b_(c)).', [['https://a.example/b_(c)', 'https://a.example/b_(c)']]],
  ['two: http://a.example, HTTPS://B.example/!', [['http://a.example', 'http://a.example/'], ['HTTPS://B.example/', 'https://b.example/']]],
  ['[runbook](https://a.example/x)', [['https://a.example/x', 'https://a.example/x']]],
  ['https://münchen.example', [['https://münchen.example', 'https://xn--mnchen-3ya.example/']]],
  ['https://[::1]:8080/x', [['https://[::1]:8080/x', 'https://[::1]:8080/x']]],
  ['<https://a.example/>', [['https://a.example/', 'https://a.example/']]],
])('finds the links in %s', (text, found) => {
  expect(links(text)).toEqual(found);
});

test.each([
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', 'javascript://https://a.example/%0aalert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a.example/x', 'view-source:x',
  'https:', 'https://', 'http:///', 'https:/a.example', 'https:\\\\a.example', '//a.example', 'www.a.example', 'https://user@b.example', 'https://good.example:x@b.example/', 'https://good.example%40b.example@c.example', 'xhttps://a.example', 'https://a.example:99999/', 'https://[', 'https://%zz/', ' ', '',
])('makes no link of %j', (text) => {
  const found = links(text);
  // Of one that stands inside something else only the address itself may be left.
  for (const [, href] of found) expect(href).toMatch(/^https?:\/\/a\.example\//u);
  expect(webAddress(text)).toBeNull();
});

test('an address ends where the text would be turned around, and at a backslash', () => {
  expect(links('https://a.example/\u202Egpj.exe')).toEqual([['https://a.example/', 'https://a.example/']]);
  expect(links('https://a.example\\@b.example')).toEqual([['https://a.example', 'https://a.example/']]);
});

test('whatever is written, the parts are the text, and each link leads to a web page and nowhere else', () => {
  const pieces = fc.constantFrom('https://', 'http://', 'javascript:', 'a.example', '/', '@', ':', '(', ')', '.', ' ', '\\', '\t', '\n', '\u202e', '"', "'", '<', '%0a', '#', '?', 'é', 'data:');
  fc.assert(
    fc.property(fc.oneof(fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')), fc.string({ unit: 'binary', maxLength: 60 }), fc.webUrl()), (text) => {
      const parts = linkParts(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const { href } of parts) {
        if (href === null) continue;
        const { protocol, username, password } = new URL(href);
        expect(['http:', 'https:']).toContain(protocol);
        expect(username + password).toBe('');
        expect(href).toMatch(/^https?:\/\/[^/\\@]+\//u);
      }
    }),
    { numRuns: 500 },
  );
});
