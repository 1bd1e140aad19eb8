import type * as z from 'zod/mini';
import { t } from '#texts/t.ts';
import { serverNow } from './clock.ts';
import { localError } from './error.ts';
import { checkAsked, parseRows } from './parse.ts';
import { isKeyOf } from './schema.ts';

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

interface KeyedRow {
  readonly key: string;
  readonly device_sid: string | null;
}

/** The row as it came. Throws a `bad_reply` ApiError when it is of another scope than was asked for, or has another key. */
export function ofScope<Row extends KeyedRow>(row: Row, scope: Scope, key?: string): Row {
  checkAsked(isKeyOf(scope, key, row), t`a key`);
  return row;
}

/** Told of what has come of a list so far, after each page. The rows are the same map each time, with more in it, and another one where the list is begun again. */
export type ToldKeyed<Row> = (soFar: Keyed<Row>) => void;

/**
 * Puts the rows of a list together by key, page after page, each page checked as it comes: a key that is listed twice (paging is
 * not a snapshot) counts once, the later one. A list that is begun again (`first`) is put together anew. Returns what takes a page, and
 * what there is in the end; a page with rows of another scope is a `bad_reply` ApiError.
 */
export function collected<S extends z.ZodMiniType<KeyedRow>>(
  schema: S,
  scope: Scope,
  told?: ToldKeyed<z.infer<S>>,
): { readonly take: (page: readonly unknown[], first: boolean) => void; readonly all: () => Keyed<z.infer<S>> } {
  let rows = new Map<string, z.infer<S>>();
  let malformed = 0;
  const all = (): Keyed<z.infer<S>> => ({ rows, malformed, at: serverNow() });
  return {
    all,
    take: (page, first) => {
      if (first) [rows, malformed] = [new Map(), 0];
      const read = parseRows(schema, page);
      for (const row of read.rows) rows.set(row.key, ofScope(row, scope));
      malformed += read.malformed.length;
      told?.(all());
    },
  };
}

/** Why a key cannot be part of an address, as a sentence; null when it can. The gateway takes no such key either. */
export function keyProblem(key: string): string | null {
  if (key === '') return t`A key has at least one character.`;
  if (key === '.' || key === '..') return t`A key of dots alone cannot be part of an address.`;
  // oxlint-disable-next-line no-control-regex
  if (/[/\\?#\u0000-\u001f\u007f-\u009f]/u.test(key)) return t`A key with / \\ ? # or an invisible control character cannot be part of an address.`;
  return /\p{Cs}/u.test(key) ? t`Text with half of a character cannot be part of an address.` : null;
}
