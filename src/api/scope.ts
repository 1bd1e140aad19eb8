/** Whose Configs and Secrets: of the account (null), or of the device with this SID. The two are separate namespaces. */
export type Scope = string | null;

/** Rows by key, as read at one time by the API's clock. */
export interface Keyed<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Rows that could not be read. */
  readonly malformed: number;
  readonly at: number;
}

/** The API's path of a list of keys, or of one of them. */
export function keyedPath(scope: Scope, kind: 'Configs' | 'Secrets', key?: string): string {
  const list = scope === null ? `/${kind}` : `/Devices/${scope}/${kind}`;
  return key === undefined ? list : `${list}/${encodeURIComponent(key)}`;
}

/** By key: a key that is listed twice (paging is not a snapshot) counts once, the later one. */
export function listed<Row extends { readonly key: string }>({ rows, malformed }: { readonly rows: readonly Row[]; readonly malformed: readonly unknown[] }, at: number): Keyed<Row> {
  return { rows: new Map(rows.map((row) => [row.key, row])), malformed: malformed.length, at };
}
