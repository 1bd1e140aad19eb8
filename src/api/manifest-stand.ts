/** For tests: writes manifests, byte by byte, as the form in manifest.ts has them. */

export interface Written {
  readonly signer?: bigint | undefined;
  readonly signature?: Uint8Array | undefined;
  readonly layers?: readonly Uint8Array[] | undefined;
  readonly debuggable?: boolean | undefined;
  readonly politeness?: number | undefined;
  readonly grace?: number | undefined;
  readonly checkIn?: number | undefined;
}

export function varint(value: bigint | number): number[] {
  const written: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    written.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return written;
}

/** A field with a number in it. */
export function number(field: number, value: bigint | number): number[] {
  return [...varint(field * 8), ...varint(value)];
}

/** A field with text, bytes or a message in it. */
export function bytes(field: number, value: Iterable<number>): number[] {
  const all = [...value];
  return [...varint(field * 8 + 2), ...varint(all.length), ...all];
}

/** A message inside a message: left out where there is nothing in it. */
function message(field: number, ...parts: readonly (readonly number[])[]): number[] {
  const all = parts.flat();
  return all.length === 0 ? [] : bytes(field, all);
}

const given = <T>(value: T | undefined, as: (value: T) => number[]): number[] => (value === undefined ? [] : as(value));

export function write({ signer, signature, layers = [], debuggable, politeness, grace, checkIn }: Written): Uint8Array {
  const body = [
    ...layers.flatMap((layer) => bytes(1, layer)),
    ...message(2, given(debuggable, (on) => number(1, on ? 1 : 0))),
    ...message(4, given(politeness, (sec) => number(1, sec))),
    ...message(5, given(grace, (sec) => number(1, sec)), given(checkIn, (sec) => number(2, sec))),
  ];
  return Uint8Array.from([...given(signer, (id) => number(1, id)), ...bytes(2, body), ...given(signature, (all) => bytes(3, all))]);
}

export function base64(all: Iterable<number>): string {
  return btoa(String.fromCharCode(...all));
}
