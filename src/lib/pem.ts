import { t } from '#texts/t.ts';
import { validityOf, type Validity } from './certificate.ts';

/** What a text in PEM holds (RFC 7468, and the headers of RFC 1421): its blocks, each with its label and whether it is well-formed. */

export interface PemBlock {
  /** As it stands there: `CERTIFICATE`, `EC PRIVATE KEY`. */
  readonly label: string;
  /** The line it begins at, from 1. */
  readonly line: number;
  /** How many bytes it holds; null when that cannot be told. */
  readonly bytes: number | null;
  /** What is wrong with its form, as a sentence; null when nothing is. What the bytes mean is another matter. */
  readonly problem: string | null;
  /** Of a certificate that can be read. */
  readonly validity: Validity | null;
}

const BEGIN = /^-----BEGIN ([^\r\n]*?)-----\s*$/u;
const END = /^-----END ([^\r\n]*?)-----\s*$/u;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** `Proc-Type: 4,ENCRYPTED`; what follows in a line that begins with a space belongs to it. */
const HEADER = /^(?:[\w-]+:|\s+\S)/u;

/** Whether somebody meant it to be PEM. */
export function looksLikePem(text: string): boolean {
  return text.includes('-----BEGIN ');
}

/** A key that whoever has it can use: one does not leave it lying about. */
export function isPrivate({ label }: Pick<PemBlock, 'label'>): boolean {
  return /\bPRIVATE KEY$/u.test(label);
}

/** Its blocks in order. What stands outside of them is commentary, as PEM has it. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { readonly label: string; readonly line: number; readonly body: string[] } | null = null;
  const close = (problem: string | null): void => {
    if (open !== null) blocks.push(blockOf(open.label, open.line, open.body, problem));
    open = null;
  };
  for (const [index, line] of text.split(/\r\n|\n|\r/u).entries()) {
    const begun = BEGIN.exec(line)?.[1];
    const ended = END.exec(line)?.[1];
    if (begun !== undefined) {
      close(t`It has no end line.`);
      open = { label: begun, line: index + 1, body: [] };
    } else if (ended !== undefined && open !== null) {
      close(ended === open.label ? null : t`Its end line names another label: ${ended}.`);
    } else if (ended !== undefined) {
      blocks.push({ label: ended, line: index + 1, bytes: null, problem: t`An end line without a beginning.`, validity: null });
    } else open?.body.push(line);
  }
  close(t`It has no end line.`);
  return blocks;
}

function blockOf(label: string, line: number, body: readonly string[], broken: string | null): PemBlock {
  const headers = headersIn(body);
  const data = body.slice(headers).join('').replaceAll(/\s/gu, '');
  const fault = broken ?? faultIn(data);
  if (fault !== null) return { label, line, bytes: null, problem: fault, validity: null };
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  const certificate = headers === 0 && (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE');
  return { label, line, bytes: bytes.length, problem: null, validity: certificate ? validityOf(bytes) : null };
}

/** How many lines at its beginning are headers, with the empty line after them. */
function headersIn(body: readonly string[]): number {
  if (!/^[\w-]+:/u.test(body[0] ?? '')) return 0;
  const end = body.findIndex((line) => !HEADER.test(line));
  if (end === -1) return body.length;
  return body[end]?.trim() === '' ? end + 1 : end;
}

function faultIn(data: string): string | null {
  if (data === '') return t`There is nothing in it.`;
  if (BASE64.test(data)) return null;
  return /[^A-Za-z0-9+/=]/u.test(data) ? t`It holds a character that base64 has not.` : t`Its base64 is incomplete: the length or the padding at its end is wrong.`;
}
