import type { RefObject } from 'react';
import { SearchLanguage } from '#components/SearchLanguage.tsx';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Panel } from '#ui/Panel.tsx';

/** The search language, at the button in the search box. */
export function SearchHelp({ anchor, onClose }: { readonly anchor: RefObject<HTMLElement | null>; readonly onClose: () => void }) {
  return (
    <Panel longText anchor={anchor} title={t`Search help`} subject={t`Every word must be found in the name, the SID or the name of an App. Case and accents make no difference.`} onClose={onClose}>
      <SearchLanguage />
      <Button className="mt-3 self-end" onClick={onClose}>
        {t`Close`}
      </Button>
    </Panel>
  );
}
