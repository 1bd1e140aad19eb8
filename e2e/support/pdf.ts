import { inflateSync } from 'node:zlib';

/** The texts of each page of a PDF as Chromium writes it, in the order in which they are drawn, without the spaces between words. */
export function pagesOf(pdf: Buffer): string[] {
  const objects = new Map([...pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/gu)].map(([, id = '', body = '']) => [id, body]));
  const object = (id: string | undefined): string => objects.get(id ?? '') ?? '';
  const fonts = new Map<string, Map<string, string>>();
  const lettersOf = (id: string): Map<string, string> => {
    const known = fonts.get(id) ?? letters(streamOf(object(/\/ToUnicode (\d+) 0 R/u.exec(object(id))?.[1])));
    fonts.set(id, known);
    return known;
  };
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/u.test(body))
    .map((body) => {
      const names = new Map([...body.matchAll(/\/(F\d+) (\d+) 0 R/gu)].map(([, name = '', id = '']) => [name, id]));
      return textOf(streamOf(object(/\/Contents (\d+) 0 R/u.exec(body)?.[1])), (font) => lettersOf(names.get(font) ?? ''));
    });
}

/** By its length: data that is compressed may end in a byte that looks like the end of a line. */
function streamOf(body: string): string {
  const start = body.indexOf('stream\n') + 'stream\n'.length;
  const length = Number(/\/Length (\d+)(?! \d+ R)/u.exec(body)?.[1] ?? 0);
  const data = body.slice(start, start + length);
  return body.includes('/FlateDecode') ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1') : data;
}

/** Which glyph, as the page names it, is which letter. */
function letters(map: string): Map<string, string> {
  const all = new Map<string, string>();
  const add = (glyph: number, letter: string): void => void all.set(glyph.toString(16).padStart(4, '0').toUpperCase(), letter);
  const parts = (kind: string): string => [...map.matchAll(new RegExp(`beginbf${kind}([\\s\\S]*?)endbf${kind}`, 'gu'))].map((each) => each[1]).join('');
  for (const [, glyph = '', letter = ''] of parts('char').matchAll(/<(\w{4})> <(\w+)>/gu)) add(Number.parseInt(glyph, 16), Buffer.from(letter, 'hex').swap16().toString('utf16le'));
  for (const [, from = '', to = '', letter = ''] of parts('range').matchAll(/<(\w{4})> <(\w{4})> <(\w{4})>/gu)) {
    const [first, start] = [Number.parseInt(from, 16), Number.parseInt(letter, 16)];
    for (let glyph = first; glyph <= Number.parseInt(to, 16); glyph += 1) add(glyph, String.fromCharCode(start + glyph - first));
  }
  return all;
}

function textOf(content: string, lettersIn: (font: string) => Map<string, string>): string {
  let font = new Map<string, string>();
  let text = '';
  for (const [, name, glyphs = ''] of content.matchAll(/\/(F\d+) \S+ Tf|<([0-9A-Fa-f]+)>/gu)) {
    if (name !== undefined) font = lettersIn(name);
    else text += (glyphs.match(/.{4}/gu) ?? []).map((glyph) => font.get(glyph.toUpperCase()) ?? '').join('');
  }
  return text.replaceAll(/\s/gu, '');
}
