const GROUPS = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/**
 * Bytes from base64 as RFC 4648 writes it: the standard alphabet, padded, no white space. Null for anything else, also where
 * the bits that padding leaves over are not zero: such a text and its bytes would not stand for each other.
 */
export function fromBase64(text: string): Uint8Array | null {
  if (!GROUPS.test(text)) return null;
  const binary = atob(text);
  if (text.endsWith('=') && btoa(binary.slice(-(((binary.length - 1) % 3) + 1))) !== text.slice(-4)) return null;
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
