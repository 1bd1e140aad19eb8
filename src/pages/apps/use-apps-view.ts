import { useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
import { paths } from '../../paths.ts';
import { appsSearch, changedView, parseAppsView, type AppsView } from './apps-view.ts';

export interface AppsControl {
  readonly view: AppsView;
  /** A step that can be gone back from. */
  readonly go: (change: Partial<AppsView>) => void;
  /** The path that `go` leads to. */
  readonly to: (change: Partial<AppsView>) => string;
  /** The first letter is a step, the others take its place. */
  readonly type: (q: string) => void;
}

const TYPING = 'typing an App';

/** The view of the list, which stands in the address; but what is being typed counts before the address has followed. */
export function useAppsView(): AppsControl {
  const navigate = useNavigate();
  const how = useNavigationType();
  const { search, key, state } = useLocation();
  const linked = parseAppsView(search);
  const [last, setTyped] = useState({ key, q: linked.q });
  const typing = how !== 'POP' && state === TYPING;
  const typed = last.key === key ? last : { key, q: typing ? last.q : linked.q };
  if (typed !== last) setTyped(typed);
  const view = typed.q === linked.q ? linked : changedView(linked, { q: typed.q });
  const to = (change: Partial<AppsView>): string => paths.apps + appsSearch(changedView(view, change));
  return {
    view,
    to,
    go: (change) => void navigate(to(change)),
    type: (q) => {
      setTyped({ key, q });
      void navigate(to({ q }), { replace: typing, state: TYPING });
    },
  };
}
