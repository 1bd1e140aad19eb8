import { t } from '#texts/t.ts';
import * as z from 'zod/mini';
import { freeName } from './saved-views-names.ts';
import { MOST_PINNED, MOST_VIEWS, ownPath, pinnedOf, viewsSchema, type SavedView } from './saved-views.ts';

/** Saved views as a file, for another browser. Pure. */

const fileSchema = z.object({ kind: z.literal('microvisor-fleet-console views'), version: z.literal(1), views: viewsSchema });

export function viewsFile(views: readonly SavedView[]): string {
  return `${JSON.stringify({ kind: 'microvisor-fleet-console views', version: 1, views }, null, 2)}\n`;
}

export interface Imported {
  readonly views: SavedView[];
  readonly added: number;
  /** There already, under the same name. */
  readonly known: number;
  /** Not views of the device list, or more than can be kept. */
  readonly refused: number;
}

/** The views with those of a file behind them. Throws, with a sentence, when it is no such file. */
export function importViews(text: string, views: readonly SavedView[]): Imported {
  const file = parseFile(text);
  const result = [...views];
  let [known, refused] = [0, 0];
  for (const { name, path, pinned } of file) {
    const own = ownPath(path);
    if (own === null) refused += 1;
    else if (result.some((view) => view.name === name && ownPath(view.path) === own)) known += 1;
    else if (result.length === MOST_VIEWS) refused += 1;
    else result.push({ name: freeName(name, result), path: own, pinned: pinned && pinnedOf(result).length < MOST_PINNED });
  }
  return { views: result, added: result.length - views.length, known, refused };
}

function parseFile(text: string): readonly SavedView[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(t`It is not JSON: this file was not written by “Export” here, or was changed since.`);
  }
  const file = fileSchema.safeParse(json);
  if (file.success) return file.data.views;
  const at = file.error.issues[0]?.path.join('.') ?? '';
  throw new Error(at === '' ? t`It is not a file of saved views.` : t`It is not a file of saved views (at “${at}”).`);
}
