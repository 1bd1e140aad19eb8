import { t } from '#texts/t.ts';
import type * as z from 'zod/mini';
import { localError } from './error.ts';

/** Checks a reply against its schema; throws a `bad_reply` ApiError that names the first field at fault. */
export function parse<S extends z.ZodMiniType>(schema: S, body: unknown, what: string): z.infer<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.join('.') ?? '';
  throw localError(
    'bad_reply',
    path === '' ? t`The API sent ${what} of an unexpected shape.` : t`The API sent ${what} of an unexpected shape (at “${path}”).`,
    502,
  );
}

/** Throws a `bad_reply` ApiError where an answer is about something else than what was asked for: nothing may be decided by it. */
export function checkAsked(isIt: boolean, what: string): void {
  if (!isIt) throw localError('bad_reply', t`The API was asked for ${what}, but answered about another one.`, 502);
}

/** Checks each row alone: the good ones, and as they came those that cannot be read because they are malformed, or too large (`oversized`). */
export function parseRows<S extends z.ZodMiniType>(
  schema: S,
  rows: readonly unknown[],
): { rows: z.infer<S>[]; malformed: unknown[] } {
  const good: z.infer<S>[] = [];
  const malformed: unknown[] = [];
  for (const row of rows) {
    const result = schema.safeParse(row);
    if (result.success && !isOversized(row)) good.push(result.data);
    else malformed.push(row);
  }
  return { rows: good, malformed };
}

/** Whether the gateway passed on the name of a row and nothing else, because the row alone is larger than an answer may be. */
function isOversized(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'oversized' in row;
}
