import { t } from '#texts/t.ts';
import { localError } from './error.ts';

/** Whose Configs and Secrets: of the account (null), or of the device with this SID. The two are separate namespaces. */
export type Scope = string | null;

/** Rows by key, as read at one time by the API's clock. */
export interface Keyed<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Rows that could not be read. */
  readonly malformed: number;
  readonly at: number;
}

/**
 * The API's path of a list of keys, or of one of them. Throws an `invalid_parameter` ApiError for a key that cannot be part of an
 * address: with the key `..` a browser would make it the address of something else.
 */
export function keyedPath(scope: Scope, kind: 'Configs' | 'Secrets', key?: string): string {
  const list = scope === null ? `/${kind}` : `/Devices/${scope}/${kind}`;
  const problem = key === undefined ? null : keyProblem(key);
  if (problem !== null) throw localError('invalid_parameter', problem, 422);
  return key === undefined ? list : `${list}/${encodeURIComponent(key)}`;
}

/** Why a key cannot be part of an address, as a sentence; null when it can. The gateway takes no such key either. */
export function keyProblem(key: string): string | null {
  if (key === '') return t`A key has at least one character.`;
  if (key === '.' || key === '..') return t`A key of dots alone cannot be part of an address.`;
  // oxlint-disable-next-line no-control-regex
  if (/[/\\?#\u0000-\u001f\u007f-\u009f]/u.test(key)) return t`A key with / \\ ? # or an invisible control character cannot be part of an address.`;
  return /\p{Cs}/u.test(key) ? t`Text with half of a character cannot be part of an address.` : null;
}

/** By key: a key that is listed twice (paging is not a snapshot) counts once, the later one. */
export function listed<Row extends { readonly key: string }>({ rows, malformed }: { readonly rows: readonly Row[]; readonly malformed: readonly unknown[] }, at: number): Keyed<Row> {
  return { rows: new Map(rows.map((row) => [row.key, row])), malformed: malformed.length, at };
}
