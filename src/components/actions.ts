import { t } from '#texts/t.ts';
import { useOnPage, type OnPage } from '#ui/on-page.ts';

/** Something that can be done on the page that is open, for the palette. It does what its button does, with the same guard. */
export interface Action {
  /** As its button says it. */
  readonly name: string;
  /** The single key that does the same. */
  readonly key?: string;
  /** Why it cannot be done now, as a sentence. */
  readonly blocked?: string | null;
  readonly act: () => void;
}

interface Offer {
  /** What it is done to: t`This device`. */
  readonly part: string;
  readonly actions: readonly Action[];
}

const offers: OnPage<Offer> = new Set();

/** Offers what a component can do to the palette, for as long as it is on the page. */
export function useActions(part: string, actions: readonly Action[]): void {
  useOnPage(offers, { part, actions });
}

/** What is done to no device in particular. */
export const THIS_PAGE = t`This page`;

/** All that can be done on the page as it is now, by what it is done to; to the page itself last. */
export function offeredActions(): readonly Offer[] {
  const parts = new Map<string, Action[]>();
  for (const { current } of offers) parts.set(current.part, [...(parts.get(current.part) ?? []), ...current.actions]);
  const all = [...parts].map(([part, actions]) => ({ part, actions }));
  return all.toSorted((a, b) => Number(a.part === THIS_PAGE) - Number(b.part === THIS_PAGE));
}

/** The action of this name as it is offered now: the page goes on changing behind the palette. Blocked once it is gone. */
export function actionNow(part: string, name: string): Pick<Action, 'blocked' | 'act'> {
  const found = offeredActions().find((offer) => offer.part === part)?.actions.find((action) => action.name === name);
  return found ?? { blocked: t`This cannot be done here any more.`, act: () => undefined };
}

/** A page under a name of somebody's own. */
export interface NamedPage {
  readonly name: string;
  /** What it shows, in a line. */
  readonly about: string;
  readonly path: string;
}

let loadViews = async (): Promise<readonly NamedPage[]> => [];

/** Says how the saved views are had: they are kept by the page that they show. */
export function offerViews(load: typeof loadViews): void {
  loadViews = load;
}

export function offeredViews(): Promise<readonly NamedPage[]> {
  return loadViews();
}
