import { useSyncExternalStore } from 'react';
import { onTitlePrefix, titlePrefix } from './title-prefix.ts';

/** The title of the page. What is under way, whatever the page, stands before it. */
export function Title({ children }: { readonly children: string }) {
  const prefix = useSyncExternalStore(onTitlePrefix, titlePrefix);
  return <title>{prefix === '' ? children : `${prefix} · ${children}`}</title>;
}
