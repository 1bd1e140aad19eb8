/** No group repeats in it: of some millions of letters a browser would give up on that, by throwing. */
const LETTERS = /^[A-Za-z0-9+/]*={0,2}$/u;

/**
 * Bytes from base64 as RFC 4648 writes it: the standard alphabet, padded, no white space. Null for anything else, also where
 * the bits that padding leaves over are not zero: such a text and its bytes would not stand for each other.
 */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !LETTERS.test(text)) return null;
  const binary = atob(text);
  if (text.endsWith('=') && btoa(binary.slice(-(((binary.length - 1) % 3) + 1))) !== text.slice(-4)) return null;
  const bytes = new Uint8Array(binary.length);
  // Many times as fast as `Uint8Array.from`.
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
