/** Names of settings that were misspelt. */

/**
 * The name that was probably meant: the same but for case and separators, or at most two slips away (one, for a short name).
 * @returns null when none is that near
 */
export function nearestName(name: string, names: Iterable<string>): string | null {
  const squeezed = squeeze(name);
  const byDistance = [...names].map((known) => ({ known, slips: countSlips(squeezed, squeeze(known)) })).toSorted((a, b) => a.slips - b.slips);
  const [nearest] = byDistance;
  return nearest !== undefined && nearest.slips <= (squeezed.length > 5 ? 2 : 1) ? nearest.known : null;
}

function squeeze(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
}

/** How many letters were left out, added, changed or swapped with their neighbour (optimal string alignment). */
function countSlips(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (same ? 0 : 1), swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY);
      rows[row]?.push(best);
    }
  }
  return at(one.length, other.length);
}
