import type { QueryClient } from '@tanstack/react-query';
import { configQueries } from '#api/configs.ts';
import type { Config, Secret } from '#api/schema.ts';
import type { Keyed, Scope } from '#api/scope.ts';
import { secretQueries } from '#api/secrets.ts';

/** What the API just said of a key goes into every copy that this browser holds; null: there is no such key any more. */

export async function rememberConfig(client: QueryClient, scope: Scope, key: string, row: Config | null): Promise<void> {
  const one = configQueries.one(scope, key);
  await client.cancelQueries({ queryKey: one.queryKey, exact: true });
  if (row === null) client.removeQueries({ queryKey: one.queryKey, exact: true });
  else client.setQueryData(one.queryKey, row);
  const { queryKey } = configQueries.list(scope);
  await settle(client, queryKey);
  client.setQueryData(queryKey, (list) => withRow(list, key, row));
}

export async function rememberSecret(client: QueryClient, scope: Scope, key: string, row: Secret | null): Promise<void> {
  const { queryKey } = secretQueries.list(scope);
  await settle(client, queryKey);
  client.setQueryData(queryKey, (list) => withRow(list, key, row));
}

/** A reading that is under way began earlier, and must not put the old state back: the first one of a list begins anew. */
async function settle(client: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  const first = client.getQueryData(queryKey) === undefined;
  await client.cancelQueries({ queryKey, exact: true });
  if (first) void client.invalidateQueries({ queryKey, exact: true });
}

function withRow<Row>(list: Keyed<Row> | undefined, key: string, row: Row | null): Keyed<Row> | undefined {
  if (list === undefined) return undefined;
  const rows = new Map(list.rows);
  if (row === null) rows.delete(key);
  else rows.set(key, row);
  return { ...list, rows };
}
