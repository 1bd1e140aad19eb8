import { t } from '#texts/t.ts';

/**
 * A reader of the protobuf wire format, as much of it as a manifest needs. It knows no schema: a message is the list of its
 * fields. Nothing that comes from outside makes it throw, read past its end, or take longer than there are bytes.
 */

/** A number, of 64 bits at the most: a varint, or of fixed size. */
interface NumberField {
  readonly number: number;
  readonly kind: 'varint' | 'fixed';
  readonly value: bigint;
}

/** Text, bytes, or another message: the format does not tell which. */
interface BytesField {
  readonly number: number;
  readonly kind: 'bytes';
  /** A view of the bytes of the message, no copy. */
  readonly value: Uint8Array;
}

export type Field = NumberField | BytesField;

/** The fields in their order; or the byte at which it is no message, and why as a sentence. */
export type Message = { readonly ok: true; readonly fields: readonly Field[] } | { readonly ok: false; readonly at: number; readonly problem: string };

/** Why reading stopped: thrown here, and never let out. */
class Malformed extends Error {
  readonly at: number;
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

export function readMessage(bytes: Uint8Array): Message {
  const reader = new Reader(bytes);
  const fields: Field[] = [];
  try {
    while (!reader.done) fields.push(reader.field());
    return { ok: true, fields };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, at: error.at, problem: error.message };
    throw error;
  }
}

const LAST_FIELD = (1n << 29n) - 1n;

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  field(): Field {
    const start = this.#at;
    const tag = this.#varint();
    const number = tag >> 3n;
    if (number === 0n || number > LAST_FIELD) throw new Malformed(start, t`There is no field with the number ${String(number)}.`);
    return this.#value(Number(number), Number(tag & 7n), start);
  }

  #value(number: number, wire: number, start: number): Field {
    switch (wire) {
      case 0:
        return { number, kind: 'varint', value: this.#varint() };
      case 1:
        return { number, kind: 'fixed', value: littleEndian(this.#take(8n)) };
      case 2:
        return { number, kind: 'bytes', value: this.#take(this.#varint()) };
      case 5:
        return { number, kind: 'fixed', value: littleEndian(this.#take(4n)) };
      default:
        // 3 and 4 are the groups of long ago, 6 and 7 were never given out.
        throw new Malformed(start, t`Field ${number} has the wire type ${wire}, which is not in use.`);
    }
  }

  /** Seven bits a byte, the lowest first: ten bytes hold 64 bits. */
  #varint(): bigint {
    const start = this.#at;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Malformed(start, t`It ends in the middle of a number.`);
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (value >= 1n << 64n) break;
        return value;
      }
    }
    throw new Malformed(start, t`A number has more than 64 bits.`);
  }

  #take(length: bigint): Uint8Array {
    const start = this.#at;
    const left = this.#bytes.length - start;
    if (length > BigInt(left)) throw new Malformed(start, t`It ends too early: ${String(length)} bytes should follow, and ${left} are left.`);
    this.#at += Number(length);
    return this.#bytes.subarray(start, this.#at);
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
