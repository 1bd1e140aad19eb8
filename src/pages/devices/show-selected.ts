import { useLocation, useNavigate } from 'react-router-dom';
import { MOST_LISTED } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';
import { parseListSearch, viewPath } from './list-search.ts';

export interface ShowSelected {
  /** Why it cannot be done, as a sentence; null when it can. */
  readonly blocked: string | null;
  readonly run: () => void;
}

/** Lists exactly these devices, in the order of the list, in place of what it was filtered by. `shown`: it does so already. */
export function useShowSelected(sids: readonly string[], shown: boolean): ShowSelected {
  const navigate = useNavigate();
  const { search, hash } = useLocation();
  const blocked = shown
    ? t`The list shows exactly these.`
    : sids.length > MOST_LISTED
      ? t`The address of a list holds ${number(MOST_LISTED)} devices at the most. Exported, all of them are in one file.`
      : null;
  return { blocked, run: () => void navigate(viewPath(parseListSearch(search + hash), { q: '', list: sids })) };
}
