import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { serverNow } from './clock.ts';
import { everyRow } from './pages-of.ts';
import { parse, parseRows } from './parse.ts';
import { configSchema, configsPageSchema, type Config } from './schema.ts';
import { keyedPath, listed, type Keyed, type Scope } from './scope.ts';

export const configQueries = {
  all: ['configs'] as const,
  /** Every Config of the account (null) or of a device, by key. */
  list: (scope: Scope) =>
    queryOptions({ queryKey: [...configQueries.all, 'list', scope], queryFn: ({ signal }) => listConfigs(scope, signal) }),
  one: (scope: Scope, key: string) =>
    queryOptions({ queryKey: [...configQueries.all, 'one', scope, key], queryFn: ({ signal }) => fetchConfig(scope, key, signal) }),
};

/** GET …/Configs, all pages. `told`: how many have come, after each page. Throws ApiError. */
export async function listConfigs(scope: Scope, signal?: AbortSignal, told?: (rows: number) => void): Promise<Keyed<Config>> {
  const rows = await everyRow(keyedPath(scope, 'Configs'), configsPageSchema, (page) => page.configs, { what: 'Configs', signal, told });
  return listed(parseRows(configSchema, rows), serverNow());
}

/** GET …/Configs/{key}. Throws ApiError: 404 when there is none. */
export async function fetchConfig(scope: Scope, key: string, signal?: AbortSignal): Promise<Config> {
  return parse(configSchema, await call(keyedPath(scope, 'Configs', key), { signal }), t`a Config`);
}

/** POST …/Configs: a new key. Throws ApiError: 409 when it is taken. */
export async function createConfig(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Config> {
  return parse(configSchema, await call(keyedPath(scope, 'Configs'), { form: { Key: key, Value: value }, signal }), t`a Config`);
}

/** POST …/Configs/{key}: another value. Throws ApiError: 404 when there is no such key. */
export async function updateConfig(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Config> {
  return parse(configSchema, await call(keyedPath(scope, 'Configs', key), { form: { Value: value }, signal }), t`a Config`);
}

/** DELETE …/Configs/{key}. Throws ApiError. */
export async function deleteConfig(scope: Scope, key: string, signal?: AbortSignal): Promise<void> {
  await call(keyedPath(scope, 'Configs', key), { remove: true, signal });
}
