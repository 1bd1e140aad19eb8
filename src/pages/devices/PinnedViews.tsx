import { Pin } from 'lucide-react';
import { Link, useLocation } from 'react-router-dom';
import { usePreference } from '#components/preference.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { aboutView, isShown, ownPath, pinnedOf } from './saved-views.ts';
import { savedViews } from './saved-views-kept.ts';

/** The pinned views, one click away; nothing where there are none. */
export function PinnedViews() {
  const [views] = usePreference(savedViews);
  const location = useLocation();
  const here = ownPath(`${location.pathname}${location.search}${location.hash}`);
  const pinned = pinnedOf(views).flatMap(({ name, path }) => {
    const own = ownPath(path);
    return own === null ? [] : { name, path: own };
  });
  if (pinned.length === 0 || here === null) return null;
  return (
    <nav aria-label={t`Pinned views`} className="scroll-x-fade shrink-0 border-b border-line bg-surface">
      <div className="flex items-center gap-1.5 px-4 py-1.5">
        <Pin aria-hidden size={14} className="shrink-0 text-ink-3" />
        {pinned.map(({ name, path }) => (
          <Link
            key={name}
            to={path}
            aria-current={isShown(path, here) ? 'page' : undefined}
            data-tip={clip(visible(aboutView(path)), 300)}
            className={cx(
              'inline-flex h-7 max-w-56 shrink-0 items-center rounded-full border px-3 text-sm pointer-coarse:h-9',
              isShown(path, here) ? 'border-ink bg-ink text-bg' : 'border-line-strong text-ink-2 hover:bg-hover hover:text-ink',
            )}
          >
            <bdi className="truncate">{visible(name)}</bdi>
          </Link>
        ))}
      </div>
    </nav>
  );
}
