import { t } from '#texts/t.ts';
import { LONGEST_NAME, type SavedView } from './saved-views.ts';

/** What a saved view may be called. Pure. */

/** The name, or with the first number behind it that makes it a new one: `Freezers (2)`. */
export function freeName(name: string, views: readonly SavedView[]): string {
  const taken = new Set(views.map((view) => view.name));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Why a view cannot be called so; null when it can. `except`: its own present name. */
export function nameProblem(name: string, views: readonly SavedView[], except?: string): string | null {
  if (name === '') return t`Give it a name.`;
  if (name.length > LONGEST_NAME) return t`At most ${LONGEST_NAME} characters.`;
  return name !== except && views.some((view) => view.name === name) ? t`There is a view of that name.` : null;
}
