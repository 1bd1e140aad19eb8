import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText, fileNameOf, lineEnds, linesOf, previewOf, sentText, shapeOf } from './config-value.ts';

describe('the value of a Config', () => {
  it('is taken for what it looks like, and for text where it is too long to be one', () => {
    expect(['{"a":1}', '[1,]', '-----BEGIN A-----', 'plain {', '', `[${'1,'.repeat(20_000)}1]`].map((value) => shapeOf(value).kind)).toEqual(['json', 'json', 'pem', 'text', 'text', 'text']);
  });

  it('is shown with what cannot be seen, on its own lines or on one', () => {
    expect(linesOf('a\u202Eb\r\n\tc\u0000\rd')).toBe('a<U+202E>b\n\tc<U+0000><U+000D>d');
    expect(previewOf('  {\n  "a": "\u202Eb"\n}')).toBe('{ "a": "<U+202E>b" }');
    expect(previewOf('x'.repeat(5_000)).length).toBe(200);
  });

  it('is sent with the line ends that it came with, unless they were mixed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r\n', '\n', '\r'), { maxLength: 8 }), (parts) => {
        const value = parts.join('');
        const ends = lineEnds(value);
        const sent = sentText(fieldText(value), ends);
        if (ends === 'mixed') expect(sent).not.toContain('\r');
        else expect(sent).toBe(value);
      }),
    );
    expect(['a', 'a\nb', 'a\r\nb', 'a\rb', 'a\r\nb\nc'].map(lineEnds)).toEqual(['lf', 'lf', 'crlf', 'mixed', 'mixed']);
  });

  it('is saved under a name that any disk takes', () => {
    const json = shapeOf('{}');
    expect(['prefs', 'root.crt', '../../x', '<img>', '...', 'a\u0000b', 'Zürich 1'].map((key) => fileNameOf(key, json))).toEqual(['prefs.json', 'root.crt', 'x.json', 'img.json', 'config.json', 'a-b.json', 'Zürich 1.json']);
    expect(fileNameOf('cert', shapeOf('-----BEGIN A-----'))).toBe('cert.pem');
    expect(fileNameOf('host', shapeOf('{'))).toBe('host.txt');
  });
});
