import { t } from '#texts/t.ts';
import type * as z from 'zod/mini';
import { call } from './client.ts';
import { ApiError, localError } from './error.ts';
import { FIRST_PAGE, pageRef, type PageRef } from './paging.ts';
import { parse } from './parse.ts';
import { PAGE_SIZE, type metaSchema } from './schema.ts';

/** A list that does not end is one whose pages lead in a circle. */
const MAX_PAGES = 1000;

/** So few rows always fit into one answer of the gateway, whatever they hold. */
const SMALL_PAGE = 100;

/**
 * Every row of a list, unchecked, page after page of 1,000 (each page names the next, so they cannot be asked for side by side).
 * A thousand Configs of the longest kind are more than the gateway takes: the same page is then asked for in hundreds, and so on.
 * `what`: the list's name for messages, e.g. `Apps`. `told`: after each page, how many rows have come, and those of that page. Throws ApiError.
 */
export async function everyRow<S extends z.ZodMiniType<{ meta: z.infer<typeof metaSchema> }>>(
  path: string,
  schema: S,
  rowsOf: (page: z.infer<S>) => readonly unknown[],
  { what, signal, told }: { readonly what: string; readonly signal?: AbortSignal | undefined; readonly told?: ((rows: number, page: readonly unknown[]) => void) | undefined },
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let at: PageRef | null = FIRST_PAGE;
  let size: number = PAGE_SIZE.max;
  for (let pages = 0; at !== null; pages += 1) {
    if (pages === MAX_PAGES) throw localError('bad_reply', t`The list of ${what} does not end after ${MAX_PAGES} pages.`, 502);
    const query = { PageSize: size, Page: at.token === null ? undefined : at.page, PageToken: at.token ?? undefined };
    let reply: unknown;
    try {
      // oxlint-disable-next-line no-await-in-loop -- the token of a page stands in the page before
      reply = await call(path, { query, signal });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'upstream_too_large' || size === SMALL_PAGE) throw error;
      size = SMALL_PAGE;
      continue;
    }
    const body: z.infer<S> = parse(schema, reply, t`a page of ${what}`);
    const page = rowsOf(body);
    rows.push(...page);
    told?.(rows.length, page);
    at = pageRef(body.meta, 'next_page_url');
  }
  return rows;
}
