/** Where a wizard is, in the address and in the history's state. Pure. */

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
