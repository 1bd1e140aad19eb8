import { t } from '#texts/t.ts';
import type * as z from 'zod/mini';
import { call } from './client.ts';
import { pageRef } from './paging.ts';
import { parse } from './parse.ts';
import type { metaSchema } from './schema.ts';
import { walk } from './walk.ts';

/** A list that does not end is one whose pages lead in a circle. */
const MAX_PAGES = 1000;

interface Taking {
  /** The list's name for messages, e.g. `Apps`. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
  /** Takes the rows of a page, unchecked; `first`: the list is begun, or begun again, and what came before no longer counts. */
  readonly take: (page: readonly unknown[], first: boolean) => void;
}

/** Every page of a list (see `walk`). `rowsOf`: the rows of a page, each with a `sid` or a `key`. Throws ApiError. */
export async function everyPage<S extends z.ZodMiniType<{ meta: z.infer<typeof metaSchema> }>>(
  path: string,
  schema: S,
  rowsOf: (page: z.infer<S>) => readonly unknown[],
  { what, signal, take }: Taking,
): Promise<void> {
  let come = new Set<unknown>();
  await walk({
    what,
    most: MAX_PAGES,
    ask: async ({ page, token }, size) => {
      const query = { PageSize: size, Page: token === null ? undefined : page, PageToken: token ?? undefined };
      const body: z.infer<S> = parse(schema, await call(path, { query, signal }), t`a page of ${what}`);
      return { rows: rowsOf(body), next: pageRef(body.meta, 'next_page_url') };
    },
    take: ({ rows }, first) => {
      if (first) come = new Set();
      const before = come.size;
      for (const row of rows) come.add(idOf(row));
      take(rows, first);
      return come.size - before;
    },
  });
}

/** What tells a row from the others. */
function idOf(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return 'sid' in row ? row.sid : 'key' in row ? row.key : undefined;
}
