import type { NamedPage } from '#components/actions.ts';
import { savedViews } from './saved-views-kept.ts';
import { aboutView, ownPath } from './saved-views.ts';

/** The saved views for the palette, each with an address that leads to a list and nowhere else. */
export function namedViews(): readonly NamedPage[] {
  return savedViews.get().flatMap(({ name, path: kept }) => {
    const path = ownPath(kept);
    return path === null ? [] : { name, path, about: aboutView(path) };
  });
}
