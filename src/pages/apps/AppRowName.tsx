import { Link } from 'react-router-dom';
import { AppNameAs } from '#components/AppName.tsx';
import { clip, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';
import { isOrphan, type AppRow } from './app-rows.ts';
import { OrphanBadge } from './OrphanBadge.tsx';

/** What an App is called where it is spoken of: its name, else the ends of its SID. */
export function labelOf({ name, sid }: Pick<AppRow, 'name' | 'sid'>): string {
  return name ? clip(visible(name), 120) : middle(visible(sid));
}

/** The name of a row, which leads to the App's page. */
export function AppRowName({ row }: { readonly row: AppRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link data-app-row to={paths.app(row.sid)} className={cx('rounded-sm hover:underline', row.name ? 'min-w-0' : 'shrink-0')}>
        <AppNameAs sid={row.sid} label={{ text: labelOf(row), named: Boolean(row.name), listed: true }} />
      </Link>
      {isOrphan(row) && <OrphanBadge />}
    </span>
  );
}

/** `j` and `k` lead from App to App, Enter opens the one that has the focus. */
export function useRowKeys(): void {
  useShortcuts({
    j: { does: t`Next App`, act: () => step(1) },
    k: { does: t`Previous App`, act: () => step(-1) },
    Enter: { does: t`Open the App` },
  });
}

function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-app-row]')];
  const at = links.findIndex((link) => link === document.activeElement || link.closest('tr, li')?.contains(document.activeElement));
  links[at === -1 ? (by === 1 ? 0 : links.length - 1) : at + by]?.focus();
}
