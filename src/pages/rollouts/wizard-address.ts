import { APP_SID } from '#api/schema.ts';

/** Where a wizard is, in the address and in the history's state. Pure. */

/** The App that the address has chosen; empty for none. Nothing is done by opening it. */
export function appIn(params: URLSearchParams): string {
  const app = params.get('app') ?? '';
  return APP_SID.test(app) ? app : '';
}

/** The address of a draft. */
export function draftSearch(id: string): string {
  return `?${new URLSearchParams({ draft: id })}`;
}

/** To be kept in the history's state with an address that a wizard changes under itself. */
export function staysIn(wizard: string): { readonly wizard: string } {
  return { wizard };
}

/** The wizard that changed the address under itself, null for one that was gone to. The history may hold anything. */
export function stayedIn(state: unknown): string | null {
  return typeof state === 'object' && state !== null && 'wizard' in state && typeof state.wizard === 'string' ? state.wizard : null;
}
