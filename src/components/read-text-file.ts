import { CONFIG_LIMITS } from '#api/schema.ts';
import { number, t } from '#texts/t.ts';
import { lengthOf } from './keyed-limits.ts';

/** A file that becomes a value: its text, or why it cannot be one, as a sentence. */
export type TextFile = { readonly text: string; readonly name: string } | { readonly problem: string };

/** No text of so many characters takes more bytes; the byte order mark has three. */
const MOST_BYTES = CONFIG_LIMITS.value * 4 + 3;

/** Reads a file as text in UTF-8. It is read no further than a value can be long. */
export async function readTextFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<TextFile> {
  const most = number(CONFIG_LIMITS.value);
  if (file.size > MOST_BYTES) return { problem: t`The file has ${number(file.size)} bytes; a value has at most ${most} characters.` };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { problem: t`The browser could not read the file.` };
  }
  let text: string;
  try {
    // A byte order mark at its beginning is no part of the text.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { problem: t`The file is no text in UTF-8.` };
  }
  if (text.includes('\0')) return { problem: t`The file holds null characters: it is no text.` };
  const length = lengthOf(text);
  return length > CONFIG_LIMITS.value ? { problem: t`The file has ${number(length)} characters; a value has at most ${most}.` } : { text, name: file.name };
}
