import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { everyRow } from './pages-of.ts';
import { parse } from './parse.ts';
import { secretSchema, secretsPageSchema, type Secret } from './schema.ts';
import { collected, keyedPath, type Keyed, type Scope, type ToldKeyed } from './scope.ts';

/** Values go to the API and never come back. Do not hand them to a mutation: its cache would keep them. */
export const secretQueries = {
  all: ['secrets'] as const,
  /** Every Secret of the account (null) or of a device, by key. `told`: as for the list itself. */
  list: (scope: Scope, told?: ToldKeyed<Secret>) =>
    queryOptions({ queryKey: [...secretQueries.all, 'list', scope], queryFn: ({ signal }) => listSecrets(scope, signal, told) }),
};

/** GET …/Secrets, all pages. `told`: what has come, after each page. Throws ApiError. */
export async function listSecrets(scope: Scope, signal?: AbortSignal, told?: ToldKeyed<Secret>): Promise<Keyed<Secret>> {
  const { take, all } = collected(secretSchema, told);
  await everyRow(keyedPath(scope, 'Secrets'), secretsPageSchema, (page) => page.secrets, { what: 'Secrets', signal, told: take });
  return all();
}

/** GET …/Secrets/{key}: when it was rotated last. Throws ApiError: 404 when there is none. */
export async function fetchSecret(scope: Scope, key: string, signal?: AbortSignal): Promise<Secret> {
  return parse(secretSchema, await call(keyedPath(scope, 'Secrets', key), { signal }), t`a Secret`);
}

/** POST …/Secrets: a new key. Throws ApiError: 409 when it is taken. */
export async function createSecret(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Secret> {
  return parse(secretSchema, await call(keyedPath(scope, 'Secrets'), { form: { Key: key, Value: value }, signal }), t`a Secret`);
}

/** POST …/Secrets/{key}: another value. Throws ApiError: 404 when there is no such key. */
export async function rotateSecret(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Secret> {
  return parse(secretSchema, await call(keyedPath(scope, 'Secrets', key), { form: { Value: value }, signal }), t`a Secret`);
}

/** DELETE …/Secrets/{key}. Throws ApiError. */
export async function deleteSecret(scope: Scope, key: string, signal?: AbortSignal): Promise<void> {
  await call(keyedPath(scope, 'Secrets', key), { remove: true, signal });
}
