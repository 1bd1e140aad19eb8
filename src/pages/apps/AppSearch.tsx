import { useRef } from 'react';
import { ListSearch, toSearch } from '#components/ListSearch.tsx';
import type { Typed } from '#components/use-typed.ts';
import { t } from '#texts/t.ts';
import { useShortcuts } from '#ui/shortcuts.ts';

/** Finds Apps by name, SID or hash, as it is typed. */
export function AppSearch({ typed }: { readonly typed: Typed }) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({
    '/': { does: t`Search the Apps`, act: () => toSearch(input) },
  });
  return <ListSearch input={input} label={t`Search Apps`} placeholder={t`Name, SID or hash`} typed={typed} shortcut="/" />;
}
