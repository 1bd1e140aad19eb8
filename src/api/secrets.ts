import { t } from '#texts/t.ts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.ts';
import { ApiError } from './error.ts';
import { everyPage } from './pages-of.ts';
import { parse } from './parse.ts';
import { secretSchema, secretsPageSchema, type Secret } from './schema.ts';
import { collected, keyedPath, ofScope, type Keyed, type Scope, type ToldKeyed } from './scope.ts';

/** Values go to the API and never come back. Do not hand them to a mutation: its cache would keep them. */
export const secretQueries = {
  all: ['secrets'] as const,
  /** Every Secret of the account (null) or of a device, by key. `told`: as for the list itself. */
  list: (scope: Scope, told?: ToldKeyed<Secret>) =>
    queryOptions({ queryKey: [...secretQueries.all, 'list', scope], queryFn: ({ signal }) => listSecrets(scope, signal, told) }),
};

/** GET …/Secrets, all pages. `told`: what has come, after each page. Throws ApiError. */
export async function listSecrets(scope: Scope, signal?: AbortSignal, told?: ToldKeyed<Secret>): Promise<Keyed<Secret>> {
  const { take, all } = collected(secretSchema, scope, told);
  await everyPage(keyedPath(scope, 'Secrets'), secretsPageSchema, (page) => page.secrets, { what: 'Secrets', signal, take });
  return all();
}

/** GET …/Secrets/{key}: when it was rotated last. Throws ApiError: 404 when there is none. */
export async function fetchSecret(scope: Scope, key: string, signal?: AbortSignal): Promise<Secret> {
  return ofScope(parse(secretSchema, await call(keyedPath(scope, 'Secrets', key), { signal }), t`a Secret`), scope, key);
}

/** POST …/Secrets: a new key. Throws ApiError: 409 when it is taken. */
export async function createSecret(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Secret> {
  return ofScope(parse(secretSchema, await withheld(value, call(keyedPath(scope, 'Secrets'), { form: { Key: key, Value: value }, signal })), t`a Secret`), scope, key);
}

/** POST …/Secrets/{key}: another value. Throws ApiError: 404 when there is no such key. */
export async function rotateSecret(scope: Scope, key: string, value: string, signal?: AbortSignal): Promise<Secret> {
  return ofScope(parse(secretSchema, await withheld(value, call(keyedPath(scope, 'Secrets', key), { form: { Value: value }, signal })), t`a Secret`), scope, key);
}

/** DELETE …/Secrets/{key}. Throws ApiError. */
export async function deleteSecret(scope: Scope, key: string, signal?: AbortSignal): Promise<void> {
  await call(keyedPath(scope, 'Secrets', key), { remove: true, signal });
}

/** An API may say what it refuses: that would bring the value into dialogs, toasts and what is copied from them. */
async function withheld<T>(value: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ApiError) || !holds(error.message, value)) throw error;
    // Another error, without a cause: the stack of the old one begins with its message.
    // oxlint-disable-next-line preserve-caught-error
    throw new ApiError({ code: error.code, message: t`What was said of it holds the value, and is not shown.`, more_info: null, status: error.status }, error.retryAfter, error.held);
  }
}

function holds(message: string, value: string): boolean {
  const form = new URLSearchParams({ '': value }).toString().slice(1);
  const ways = [value.trim(), JSON.stringify(value).slice(1, -1), form, form.replaceAll('+', '%20')];
  return ways.some((way) => way !== '' && message.includes(way));
}
