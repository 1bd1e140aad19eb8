/** Looks for many needles in one go through a text, by the algorithm of Wu and Manber: how many there are hardly matters. */

/** Finds every occurrence, in the order of where they begin, until `found` returns true; says whether it did. */
export type FindMany = (text: Buffer, found: (needle: number, at: number) => boolean) => boolean;

/** It looks at so many bytes at once: with two, the digits of the SIDs in a page would look like the beginning of a secret in hexadecimal digits. */
const BLOCK = 3;
const LONGEST_STEP = 255;

/** @param needles each of four bytes or more */
export function createFindMany(needles: readonly Buffer[]): FindMany {
  // Only so much of each is looked at in the first place, from its beginning.
  const length = Math.min(LONGEST_STEP, ...needles.map((needle) => needle.length));
  const steps = new Uint8Array(0x1_00_00).fill(Math.max(1, length - BLOCK + 1));
  const candidates = new Map<number, number[]>();
  for (const [index, needle] of needles.entries()) {
    for (let end = BLOCK; end <= length; end += 1) {
      const block = blockAt(needle, end);
      steps[block] = Math.min(steps[block] ?? 0, length - end);
      if (end === length) candidates.set(block, [...(candidates.get(block) ?? []), index]);
    }
  }
  return (text, found) => {
    if (needles.length === 0) return false;
    for (let end = length; end <= text.length; ) {
      const block = blockAt(text, end);
      const step = steps[block] ?? 1;
      if (step > 0) {
        end += step;
        continue;
      }
      for (const index of candidates.get(block) ?? []) if (isAt(text, end - length, needles[index]) && found(index, end - length)) return true;
      end += 1;
    }
    return false;
  };
}

/** A number for the bytes before `end`; others may have the same. */
function blockAt(bytes: Buffer, end: number): number {
  return ((bytes[end - 3] ?? 0) ^ ((bytes[end - 2] ?? 0) << 4) ^ ((bytes[end - 1] ?? 0) << 8)) & 0xff_ff;
}

function isAt(text: Buffer, at: number, needle: Buffer | undefined): boolean {
  if (needle === undefined || at + needle.length > text.length) return false;
  for (let index = 0; index < needle.length; index += 1) if (text[at + index] !== needle[index]) return false;
  return true;
}
