import { useLocation, useNavigate } from 'react-router-dom';
import { useTyped, type Typed } from '#components/use-typed.ts';
import { paths } from '../../paths.ts';
import { appsSearch, changedView, parseAppsView, type AppsView } from './apps-view.ts';

export interface AppsControl {
  readonly view: AppsView;
  /** A step that can be gone back from. */
  readonly go: (change: Partial<AppsView>) => void;
  /** The path that `go` leads to. */
  readonly to: (change: Partial<AppsView>) => string;
  readonly typed: Typed;
}

/** The view of the list, which stands in the address; but what is being typed counts before the address has followed. */
export function useAppsView(): AppsControl {
  const navigate = useNavigate();
  const { search } = useLocation();
  const linked = parseAppsView(search);
  const typed = useTyped(linked.q, (q) => {
    const at = parseAppsView(window.location.search);
    return at.q === q ? null : paths.apps + appsSearch(changedView(at, { q }));
  });
  const view = typed.q === linked.q ? linked : changedView(linked, { q: typed.q });
  const to = (change: Partial<AppsView>): string => paths.apps + appsSearch(changedView(view, change));
  return {
    view,
    to,
    go: (change) => {
      typed.step(change.q);
      void navigate(to(change));
    },
    typed,
  };
}
