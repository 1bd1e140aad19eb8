import { ChevronDown, Menu } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { NavLink } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { late } from '#ui/late.ts';
import { paths } from '../paths.ts';
import { MAIN } from './places.ts';

const NavMenu = late(async () => (await import('./NavMenu.tsx')).NavMenu);

interface NavProps {
  /** Opens the help on keys; the focus is given back to `from`. */
  readonly onKeys: (from: HTMLElement | null) => void;
}

/** The pages that are worked with every day, and the others in a menu. For a header that has room for it. */
export function Nav({ onKeys }: NavProps) {
  return (
    <nav aria-label={t`Main`} className="flex h-full items-stretch gap-1">
      {MAIN.map(({ to, name }) => (
        <NavLink
          key={to}
          to={to}
          end={to === paths.home}
          className={({ isActive }) => cx('flex items-center border-b-2 px-2 text-base', isActive ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink forced-colors:border-[color:Canvas]')}
        >
          {name}
        </NavLink>
      ))}
      <MenuButton onKeys={onKeys} />
    </nav>
  );
}

/** Opens the menu of the pages that are not in the header; `all`: of all pages, with an icon alone. */
export function MenuButton({ all = false, onKeys }: NavProps & { readonly all?: boolean }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} variant="ghost" square={all} aria-label={all ? t`Menu` : undefined} aria-haspopup="dialog" aria-expanded={open} icon={all && <Menu aria-hidden size={18} />} className={cx(!all && 'self-center px-2! text-base! font-normal')} onClick={() => setOpen(!open)}>
        {!all && t`More`}
        {!all && <ChevronDown aria-hidden size={14} />}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <NavMenu anchor={button} all={all} onKeys={() => onKeys(button.current)} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
