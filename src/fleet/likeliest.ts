import { fold, withoutUnseen } from '#lib/text.ts';
import type { Columns } from './columns.ts';

/**
 * Of the rows that match, the likeliest for what was typed, `size` of them at the most: first the device with exactly that name or sid, even
 * where its words mean something else to a search; then one whose name differs in case or accents alone; then names and sids that begin
 * so; then all others. Among equals the order stays.
 */
export function likeliest(typed: string, columns: Columns, { order, hits }: { readonly order: Uint32Array; readonly hits: Uint8Array }, size: number): number[] {
  const exact = new Set([typed, typed.trim(), withoutUnseen(typed).trim()]);
  const sid = [...exact].map((text) => columns.rowOf(text.replace(/^uv/iu, 'UV'))).find((row) => row !== undefined);
  const text = fold(typed).trim();
  const part = columns.sids.part(text);
  const rankOf = (row: number): number | null => {
    const name = columns.names[row] ?? null;
    if (row === sid || (name !== null && name !== '' && exact.has(name))) return 0;
    if (hits[row] !== 1) return null;
    const folded = columns.folded[row] ?? '';
    if (folded.trim() === text) return 1;
    return folded.startsWith(text) || (part?.(row) === true && columns.sid(row).toLowerCase().startsWith(text)) ? 2 : 3;
  };
  const found: number[][] = [[], [], [], []];
  for (const row of order) {
    const rank = rankOf(row);
    const equals = rank === null ? undefined : found[rank];
    if (equals !== undefined && equals.length < size) equals.push(row);
  }
  return found.flat().slice(0, size);
}
