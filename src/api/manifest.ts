import { fromBase64 } from '#lib/base64.ts';
import { count, t } from '#texts/t.ts';
import { readMessage, type Field } from './protobuf.ts';

/**
 * An App's manifest, as the maker's bundle tool writes it: `OpaqueManifest{1 signer_id, 2 body, 3 signature}`, its body
 * `{1 layers[], 2 debug{1 debuggable}, 3 crash{…}, 4 update{1 maximum_politeness_time_sec}, 5 connectivity{1
 * connection_grace_time_sec, 2 minimum_check_in_time_sec}}`. That the API hands out exactly this is an inference, published nowhere:
 * whatever does not fit is a problem, and nothing is guessed. Pure.
 */
export interface AppManifest {
  /** In hexadecimal digits; null when it is not given, or 0: nobody signed it. */
  readonly signer: string | null;
  /** Of the signature; 0 when there is none. */
  readonly signatureBytes: number;
  readonly layers: readonly Layer[];
  /** Null, here and below, where the manifest does not say. */
  readonly debuggable: boolean | null;
  /** How long, in seconds, an App may put an update off. */
  readonly politeness: number | null;
  /** Seconds. */
  readonly grace: number | null;
  /** How often, in seconds, a device looks for updates at the least; 0 keeps it connected. */
  readonly checkIn: number | null;
  /** Fields that are none of these. */
  readonly unknown: number;
}

/** A part of the image. How it is described inside is not known: only what can be read is taken out of it. */
export interface Layer {
  readonly bytes: number;
  /** Hashes of 32 bytes in hexadecimal digits, and text; each once. */
  readonly holds: readonly string[];
}

export type Decoded =
  | { readonly kind: 'decoded'; readonly manifest: AppManifest; readonly bytes: Uint8Array }
  /** Why it could not be decoded, in a sentence or two; `bytes` null when it is not even base64. */
  | { readonly kind: 'problem'; readonly problem: string; readonly bytes: Uint8Array | null };

/** A manifest has some hundreds of bytes; to read millions of fields would hold the page up for seconds. */
const MOST_BYTES = 256 * 1024;

/** `encoded`: the API's `encoded_bytes`. Never throws. */
export function decodeManifest(encoded: string | null): Decoded {
  if (encoded === null || encoded === '') return { kind: 'problem', problem: t`The API gives no bytes of it.`, bytes: null };
  const bytes = fromBase64(encoded);
  if (bytes === null) return { kind: 'problem', problem: t`It is not base64.`, bytes: null };
  if (bytes.length > MOST_BYTES) return { kind: 'problem', problem: t`It has ${count(bytes.length, 'byte')}: more than 256 KiB are not decoded here.`, bytes };
  try {
    return { kind: 'decoded', manifest: manifestOf(bytes), bytes };
  } catch (error) {
    if (error instanceof Unfit) return { kind: 'problem', problem: error.message, bytes };
    throw error;
  }
}

/** It is not of the form above: thrown here, and never let out. */
class Unfit extends Error {}

const DEBUGGABLE = 'debug.debuggable';
const POLITENESS = 'update.maximum_politeness_time_sec';
const GRACE = 'connectivity.connection_grace_time_sec';
const CHECK_IN = 'connectivity.minimum_check_in_time_sec';

function manifestOf(bytes: Uint8Array): AppManifest {
  const outer = fieldsOf(bytes, t`the manifest`);
  const bodies = outer.filter(({ number }) => number === 2);
  if (bodies.length === 0) throw new Unfit(t`It has no body (field 2).`);
  const body = fieldsOf(bytesOf(last(bodies), 'body'), 'body');
  const debug = part(body, 2, 'debug');
  const update = part(body, 4, 'update');
  const connectivity = part(body, 5, 'connectivity');
  // What a crash does is left alone, and still has to be a message.
  part(body, 3, 'crash');
  const unknown = [others(outer, 3), others(body, 5), others(debug, 1), others(update, 1), others(connectivity, 2)];
  return {
    signer: signerOf(last(outer.filter(({ number }) => number === 1))),
    signatureBytes: outer.filter(({ number }) => number === 3).map((field) => bytesOf(field, 'signature').length).at(-1) ?? 0,
    layers: body.filter(({ number }) => number === 1).map((field) => layerOf(bytesOf(field, 'layers'))),
    debuggable: flag(debug, 1, DEBUGGABLE),
    politeness: seconds(update, 1, POLITENESS),
    grace: seconds(connectivity, 1, GRACE),
    checkIn: seconds(connectivity, 2, CHECK_IN),
    unknown: unknown.reduce((sum, n) => sum + n, 0),
  };
}

function fieldsOf(bytes: Uint8Array, what: string): readonly Field[] {
  const message = readMessage(bytes);
  if (message.ok) return message.fields;
  throw new Unfit(t`It is no protobuf: at byte ${message.at} of ${what}. ${message.problem}`);
}

/** The fields of a message inside a message; one that comes in several parts is all of them, as protobuf has it. */
function part(fields: readonly Field[], number: number, what: string): readonly Field[] {
  return fields.filter((field) => field.number === number).flatMap((field) => fieldsOf(bytesOf(field, what), what));
}

function others(fields: readonly Field[], known: number): number {
  return fields.filter(({ number }) => number > known).length;
}

/** Of a field that comes more than once the last counts. */
function last(fields: readonly Field[]): Field | undefined {
  return fields.at(-1);
}

function bytesOf(field: Field | undefined, what: string): Uint8Array {
  if (field?.kind === 'bytes') return field.value;
  throw new Unfit(t`Its field ${what} is a number, where text, bytes or a message should be.`);
}

function numberIn(fields: readonly Field[], number: number, what: string): bigint | null {
  const field = last(fields.filter((each) => each.number === number));
  if (field === undefined) return null;
  if (field.kind === 'varint') return field.value;
  throw new Unfit(t`Its field ${what} is not the kind of number that it should be.`);
}

function seconds(fields: readonly Field[], number: number, what: string): number | null {
  const value = numberIn(fields, number, what);
  // 32 bits hold 136 years; what is more is a negative number, or no time at all.
  if (value !== null && value >= 1n << 32n) throw new Unfit(t`Its field ${what} is no time: ${String(value)} seconds.`);
  return value === null ? null : Number(value);
}

function flag(fields: readonly Field[], number: number, what: string): boolean | null {
  const value = numberIn(fields, number, what);
  return value === null ? null : value !== 0n;
}

/** The bundle tool writes the first eight bytes of a hash of the key as a number; its type is not known. */
function signerOf(field: Field | undefined): string | null {
  if (field === undefined) return null;
  if (field.kind === 'bytes') return field.value.length === 0 ? null : hex(field.value);
  return field.value === 0n ? null : field.value.toString(16).padStart(16, '0');
}

const HASH_BYTES = 32;
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u;

function layerOf(bytes: Uint8Array): Layer {
  const message = readMessage(bytes);
  const fields = message.ok ? message.fields : [];
  const holds = new Set(fields.flatMap((field) => (field.kind === 'bytes' ? readable(field.value) : [])));
  return { bytes: bytes.length, holds: [...holds] };
}

function readable(bytes: Uint8Array): string[] {
  const text = utf8(bytes);
  if (text !== null && PRINTABLE.test(text)) return [text];
  return bytes.length === HASH_BYTES ? [hex(bytes)] : [];
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Two digits a byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
