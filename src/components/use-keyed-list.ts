import { useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { configQueries } from '#api/configs.ts';
import type { Config, Secret } from '#api/schema.ts';
import type { Keyed, Scope } from '#api/scope.ts';
import { secretQueries } from '#api/secrets.ts';
import { useHeld } from './held.ts';

/** A list of keys as far as it has come. */
export interface KeyedListing<Row> {
  readonly rows: readonly Row[];
  /** Whether that is all of them: only then something is not among them. */
  readonly complete: boolean;
  /** How many of them have come in the reading that goes on; null when none does, or it has brought nothing yet. */
  readonly reading: number | null;
  /** When they were read, by the API's clock; undefined before they were. */
  readonly at: number | undefined;
  /** Entries that could not be read. */
  readonly malformed: number;
  readonly error: Error | null;
  readonly fetching: boolean;
  readonly refresh: () => void;
}

/** What the readings that are under way have brought so far: shown before they end, and kept by nobody afterwards. */
class SoFar<Row> {
  readonly #held = new Map<Scope, { readonly first: Keyed<Row>['rows']; readonly count: number; readonly keyed: Keyed<Row> }>();
  readonly #watchers = new Set<() => void>();

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  get(scope: Scope): Keyed<Row> | null {
    return this.#held.get(scope)?.keyed ?? null;
  }

  /** A reading that begins anew after a failure takes nothing away until it has come further. */
  put(scope: Scope, keyed: Keyed<Row>): void {
    const held = this.#held.get(scope);
    if (held !== undefined && held.first !== keyed.rows && held.count >= keyed.rows.size) return;
    this.#held.set(scope, { first: keyed.rows, count: keyed.rows.size, keyed });
    this.#tell();
  }

  clear(scope: Scope): void {
    if (this.#held.delete(scope)) this.#tell();
  }

  #tell(): void {
    for (const changed of this.#watchers) changed();
  }
}

const configsSoFar = new SoFar<Config>();
const secretsSoFar = new SoFar<Secret>();

/** So many are read by a single call, which is made again whenever the window is looked at. */
const ONE_CALL = 1_000;

type ListOptions<Row> = Pick<UseQueryOptions<Keyed<Row>, Error, Keyed<Row>, (string | null)[]>, 'queryKey' | 'queryFn'>;

function useKeyedList<Row>(options: ListOptions<Row>, scope: Scope, soFar: SoFar<Row>): KeyedListing<Row> {
  const client = useQueryClient();
  const query = useQuery({
    ...options,
    staleTime: 30_000,
    refetchOnWindowFocus: ({ state }) => (state.data?.rows.size ?? 0) < ONE_CALL,
  });
  const part = useSyncExternalStore(soFar.watch, () => soFar.get(scope));
  useEffect(() => {
    if (query.data !== undefined) soFar.clear(scope);
  }, [soFar, scope, query.data]);
  const { error } = useHeld(query);
  const shown = query.data ?? part;
  // The map of a reading that goes on is the same with more in it; what holds it is another one each time.
  const rows = useMemo(() => [...(shown?.rows.values() ?? [])], [shown]);
  const refresh = async (): Promise<void> => {
    // `refetch` alone would only wait for a first reading that is under way.
    await client.cancelQueries({ queryKey: options.queryKey, exact: true }, { silent: true });
    await query.refetch();
  };
  return {
    rows,
    complete: query.data !== undefined,
    reading: query.isFetching ? (part?.rows.size ?? null) : null,
    at: shown?.at,
    malformed: shown?.malformed ?? 0,
    error,
    fetching: query.isFetching,
    refresh: () => void refresh(),
  };
}

export function useConfigs(scope: Scope): KeyedListing<Config> {
  return useKeyedList(configQueries.list(scope, (keyed) => configsSoFar.put(scope, keyed)), scope, configsSoFar);
}

export function useSecrets(scope: Scope): KeyedListing<Secret> {
  return useKeyedList(secretQueries.list(scope, (keyed) => secretsSoFar.put(scope, keyed)), scope, secretsSoFar);
}
