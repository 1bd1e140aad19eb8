/**
 * Answers about Secrets, written anew: a value is never returned, and should an API return one all the same, or repeat
 * it in the words of an error, it goes no further than here.
 */
import * as z from 'zod/mini';
import { type ApiErrorBody, metaSchema } from '#api/schema.ts';

const textOrNull = z._default(z.nullable(z.catch(z.string(), '')), null);

/** The documented fields, and no other. */
const fields = z.object({
  key: z.string(),
  date_rotated: textOrNull,
  url: textOrNull,
  device_sid: textOrNull,
  account_sid: textOrNull,
});
const list = z.object({ secrets: z.array(z.catch(z.nullable(fields), null)), meta: metaSchema });

/** The body of a success, without anything but a Secret's documented fields; null when it is neither a Secret nor a list. */
export function withoutValues(body: unknown): unknown {
  const page = list.safeParse(body);
  if (page.success) return page.data;
  const one = fields.safeParse(body);
  return one.success ? one.data : null;
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'The API does not take this key or value.',
  404: 'There is no such Secret, or no such device.',
  409: 'There is a Secret with this key already.',
  422: 'The API does not take this key or value.',
  429: 'The API is asked too much at once.',
};

/** An error of the API with its number, in our words, which cannot repeat a value. */
export function secretError(status: number, code: number): ApiErrorBody {
  return { code, message: WORDS[status] ?? `The API answered ${String(status)}.`, more_info: null, status };
}
