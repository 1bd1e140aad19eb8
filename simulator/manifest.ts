/**
 * An App's manifest, as the maker's bundle tools write it: protobuf
 * `OpaqueManifest{1 signer_id, 2 body, 3 signature}`, the body `{1 layers[], 2 debug{1 debuggable}, 3 crash{…},
 * 4 update{1 maximum_politeness_time_sec}, 5 connectivity{1 connection_grace_time_sec, 2 minimum_check_in_time_sec}}`.
 */
import { hash32, Random } from './random.ts';
import type { AppRow } from './state.ts';

function varint(value: number): number[] {
  const groups: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    groups.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...groups, rest];
}

/** A field with a number; zero is the default, and is not written. */
function number(field: number, value: number): number[] {
  return value === 0 ? [] : [...varint(field * 8), ...varint(value)];
}

/** A field with bytes, text or a message inside. */
function bytes(field: number, content: readonly number[]): number[] {
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
}

function some(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.uint32() & 0xff);
}

const POLITENESS = [0, 300, 3600, 14_400, 86_400];
const GRACE = [0, 30, 120, 600];
const CHECK_IN = [0, 0, 60, 900, 3600, 21_600];

function encode(sid: string): number[] {
  const random = new Random(hash32(`manifest ${sid}`));
  const layers = Array.from({ length: 1 + (random.uint32() % 3) }, () => bytes(1, bytes(1, some(random, 32)))).flat();
  const body = [
    ...layers,
    ...bytes(2, number(1, random.next() < 0.25 ? 1 : 0)),
    ...bytes(3, []),
    ...bytes(4, number(1, random.pick(POLITENESS))),
    ...bytes(5, [...number(1, random.pick(GRACE)), ...number(2, random.pick(CHECK_IN))]),
  ];
  return [...bytes(1, some(random, 20)), ...bytes(2, body), ...bytes(3, some(random, 64))];
}

/** Bytes that are no manifest: they begin with a wire type that protobuf does not have. In base64. */
export function brokenManifest(seed: string): string {
  const random = new Random(hash32(`broken ${seed}`));
  return Buffer.from([0xff, 0x07, ...some(random, 94)]).toString('base64');
}

/** The manifest as the service writes it. @param origin of the request, so that `url` leads back to this simulator */
export function manifestJson(app: AppRow, origin: string): Record<string, unknown> {
  return {
    app_sid: app.sid,
    hash: app.hash,
    encoded_bytes: app.manifest ?? Buffer.from(encode(app.sid)).toString('base64'),
    url: `${origin}/v1/Apps/${app.sid}/Manifest`,
  };
}
