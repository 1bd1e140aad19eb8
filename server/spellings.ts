/** What a secret may look like in a text, once the escapes are off. */
import { MIN_SECRET } from './config-api.ts';
import { layersOf } from './escapes.ts';

/** Something to look for. */
export interface Needle {
  bytes: Buffer;
  /** So many characters of base64 on either side may hold bits of the secret and of its neighbours. */
  around: number;
}

/**
 * A secret as it is, and as forms, URLs and JSON write it; each of those as text, in capitals or small letters, as the hexadecimal or
 * decimal numbers of its bytes, and at the three places that it can have in base64: of UTF-8, of UTF-16, and of base64.
 * One that holds something like an escape itself loses that with the escapes around it: so it is looked for without, too.
 */
export function spellings(secret: string): Needle[] {
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const words = [...new Set([secret, form, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])];
  const cases = words.flatMap((word) => [word, word.toUpperCase(), word.toLowerCase()]);
  const peeled = cases.flatMap((word) => [...layersOf(Buffer.from(word), word.length)].slice(1).map((layer) => layer.toString()));
  const once = words.flatMap((word) => [...inBase64(Buffer.from(word)), ...inBase64(utf16(word))]);
  const twice = words.flatMap((word) => inBase64(Buffer.from(word)).flatMap((text) => inBase64(Buffer.from(text))));
  return [
    ...needles([...cases, ...words.flatMap(inNumbers), ...peeled.filter((text) => text.length >= MIN_SECRET)], 0),
    ...needles(once, 1),
    // A character of the inner one is more than one of the outer.
    ...needles(twice, 3),
  ];
}

function needles(texts: readonly string[], around: number): Needle[] {
  return [...new Set(texts)].map((text) => ({ bytes: Buffer.from(text), around }));
}

/** Between the hexadecimal numbers: nothing, a blank in a dump (`+` in a form), a colon, and what quoted-printable puts before each. */
const HEX_JOINTS = ['', ' ', '+', ':', '='];
/** Between the decimal ones, in a list. */
const DECIMAL_JOINTS = [',', ', ', ',+', ' ', '+'];

function inNumbers(word: string): string[] {
  const bytes = [...Buffer.from(word)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  return [...HEX_JOINTS.flatMap((joint) => [hex.join(joint), hex.join(joint).toUpperCase()]), ...DECIMAL_JOINTS.map((joint) => bytes.join(joint))];
}

/** Its bytes in UTF-16, of which either order has these in a row. */
function utf16(word: string): Buffer {
  return Buffer.from(word, 'utf16le').subarray(0, -1);
}

/** The base64 characters that are these bytes' alone, when they begin 0, 1 or 2 behind a multiple of three: in both alphabets. */
function inBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const text = shifted.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6));
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
