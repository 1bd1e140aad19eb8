import type { To } from 'react-router-dom';
import { useTyped, type Typed } from './use-typed.ts';

/** The address as it is at this moment, with some of its parameters changed; what is null or an empty search is left out. */
export function addressWith(change: Readonly<Record<string, string | null>>): To {
  const params = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || (name === 'q' && value === '')) params.delete(name);
    else params.set(name, value);
  }
  return { search: params.toString(), hash: window.location.hash };
}

/** `useTyped` of a page whose address has the text as its parameter `q`, and nothing that depends on it. */
export function useTypedParameter(linked: string): Typed {
  return useTyped(linked, (q) => ((new URLSearchParams(window.location.search).get('q') ?? '') === q ? null : addressWith({ q })));
}
