import { Keyboard, Moon } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { NavLink } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { Panel } from '#ui/Panel.tsx';
import { paths } from '../paths.ts';
import { theme } from './choices.ts';
import { MORE } from './more-places.ts';
import { MAIN } from './places.ts';
import { usePreference } from './preference.ts';
import { NEXT_THEME, THEME_NAMES } from './theme-names.ts';

interface NavMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  /** Whether the header has no room for any page: then all of them stand here. */
  readonly all: boolean;
  /** Opens the help on keys. */
  readonly onKeys: () => void;
  readonly onClose: () => void;
}

/** The pages that there is no room for in the header; by thumb, each is high enough for one. */
export function NavMenu({ anchor, all, onKeys, onClose }: NavMenuProps) {
  return (
    <Panel narrow anchor={anchor} title={all ? t`Menu` : t`More`} onClose={onClose}>
      <nav aria-label={all ? t`Main` : t`More`} className="mt-1 flex flex-col">
        {(all ? [...MAIN, ...MORE] : MORE).map(({ to, name }) => (
          <NavLink key={to} to={to} end={to === paths.home} onClick={onClose} className={({ isActive }) => cx(ROW, isActive ? 'bg-accent-tint font-medium text-ink forced-colors:border-l-4' : 'text-ink-2')}>
            {name}
          </NavLink>
        ))}
      </nav>
      <div className="mt-1 flex flex-col border-t border-line pt-1">
        <Command
          icon={<Keyboard aria-hidden size={16} />}
          onPress={() => {
            onClose();
            onKeys();
          }}
        >
          {t`Keyboard help`}
        </Command>
        {all && <ThemeCommand />}
      </div>
    </Panel>
  );
}

const ROW = 'flex min-h-9 items-center gap-2.5 rounded-md px-3 text-left text-base hover:bg-hover pointer-coarse:min-h-11 max-sm:min-h-11';

function Command({ icon, onPress, children }: { readonly icon: ReactNode; readonly onPress: () => void; readonly children: string }) {
  return (
    <button type="button" onClick={onPress} className={cx(ROW, 'text-ink-2')}>
      {icon}
      {children}
    </button>
  );
}

function ThemeCommand() {
  const [chosen, choose] = usePreference(theme);
  return (
    <Command icon={<Moon aria-hidden size={16} />} onPress={() => choose(NEXT_THEME[chosen])}>
      {t`Theme: ${THEME_NAMES[chosen]}`}
    </Command>
  );
}
