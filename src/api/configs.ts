import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { everyPage } from './pages-of.ts';
import { parse } from './parse.ts';
import { configSchema, configsPageSchema, type Config } from './schema.ts';
import { collected, keyedPath, ofScope, type Keyed, type Scope, type ToldKeyed } from './scope.ts';

export const configQueries = {
  all: ['configs'] as const,
  /** Every Config of the account (null) or of a device, by key. `told`: as for the list itself. */
  list: (scope: Scope, told?: ToldKeyed<Config>) =>
    queryOptions({ queryKey: [...configQueries.all, 'list', scope], queryFn: ({ signal }) => listConfigs(scope, signal, told) }),
  one: (scope: Scope, key: string) =>
    queryOptions({ queryKey: [...configQueries.all, 'one', scope, key], queryFn: ({ signal }) => fetchConfig(scope, key, signal) }),
};

/** GET …/Configs, all pages. `told`: what has come, after each page. Throws ApiError. */
export async function listConfigs(scope: Scope, signal?: AbortSignal, told?: ToldKeyed<Config>): Promise<Keyed<Config>> {
  const { take, all } = collected(configSchema, scope, told);
  await everyPage(keyedPath(scope, 'Configs'), configsPageSchema, (page) => page.configs, { what: 'Configs', signal, take });
  return all();
}

/** GET …/Configs/{key}. Throws ApiError: 404 when there is none. */
export async function fetchConfig(scope: Scope, key: string, signal?: AbortSignal): Promise<Config> {
  return ofScope(parse(configSchema, await call(keyedPath(scope, 'Configs', key), { signal }), t`a Config`), scope, key);
}

/** POST …/Configs: a new key. Throws ApiError: 409 when it is taken. */
export async function createConfig(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Config> {
  return ofScope(parse(configSchema, await call(keyedPath(scope, 'Configs'), { form: { Key: key, Value: value }, signal }), t`a Config`), scope, key);
}

/** POST …/Configs/{key}: another value. Throws ApiError: 404 when there is no such key. */
export async function updateConfig(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Config> {
  return ofScope(parse(configSchema, await call(keyedPath(scope, 'Configs', key), { form: { Value: value }, signal }), t`a Config`), scope, key);
}

/** DELETE …/Configs/{key}. Throws ApiError. */
export async function deleteConfig(scope: Scope, key: string, signal?: AbortSignal): Promise<void> {
  await call(keyedPath(scope, 'Configs', key), { remove: true, signal });
}
