import { FlaskConical, Monitor, Moon, Radio, Sun } from 'lucide-react';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { Link, NavLink } from 'react-router-dom';
import { session } from '#api/session.ts';
import { middle } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { onFirstToast } from '#ui/toast.ts';
import { paths } from '../paths.ts';
import { usePreference } from './preference.ts';
import { theme, type Theme } from './theme.ts';
import { TrayPlace } from './TrayPlace.tsx';

/** The frame of every page: which fleet this is, the way round, and the places for tooltips and toasts. */
export function Shell({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a href="#main" className="sr-only z-50 bg-surface px-3 py-2 focus:not-sr-only focus:absolute">
        {t`Skip to the content`}
      </a>
      <EnvironmentStrip />
      {/* On a phone the tray takes the room of the logo, which leads where “Home” does. */}
      <header className="group flex h-12 shrink-0 items-center gap-4 border-b border-line bg-surface px-4 max-sm:gap-2 max-sm:px-3 max-sm:has-[[data-tray]]:gap-1 max-sm:has-[[data-tray]]:px-2">
        <Link to={paths.home} className="flex items-center gap-2 rounded font-semibold max-sm:group-has-[[data-tray]]:hidden">
          <Logo />
          <span className="max-sm:sr-only">{t`Fleet Console`}</span>
        </Link>
        <nav aria-label={t`Main`} className="flex h-full items-stretch gap-1">
          <Place to={paths.home}>{t`Home`}</Place>
          <Place to={paths.devices()}>{t`Devices`}</Place>
          <Place to={paths.rollouts}>{t`Rollouts`}</Place>
        </nav>
        <span className="flex-1" />
        <TrayPlace />
        <ThemeButton />
      </header>
      <main id="main" className="flex min-h-0 flex-1 flex-col">
        {children}
      </main>
      <Hosts />
    </>
  );
}

/** A page in the navigation; marked while it, or a page below it, is open. */
function Place({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <NavLink
      to={to}
      end={to === paths.home}
      className={({ isActive }) => cx('flex items-center border-b-2 px-2 text-base max-sm:group-has-[[data-tray]]:px-1', isActive ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink')}
    >
      {children}
    </NavLink>
  );
}

/** As in public/favicon.svg: in the page itself, so that the first list needs one request less. */
function Logo() {
  return (
    <svg aria-hidden width={22} height={22} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="7" fill="#16181d" />
      <g fill="#93acff">
        <rect x="7" y="7" width="7" height="7" rx="1.6" />
        <rect x="18" y="7" width="7" height="7" rx="1.6" opacity=".55" />
        <rect x="7" y="18" width="7" height="7" rx="1.6" opacity=".55" />
      </g>
      <path d="m17.6 21.6 2.6 2.7 5-5.4" fill="none" stroke="#5ccf90" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** Always there: a simulated fleet must not be mistaken for a real one, nor the other way round. */
function EnvironmentStrip() {
  const { simulated, apiHost, accountSid, readOnly } = session();
  return (
    <div
      role="note"
      aria-label={t`Connected fleet`}
      className={cx('flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 px-4 py-0.5 text-xs', simulated ? 'bg-odd-tint text-odd' : 'bg-ok-tint text-ok')}
    >
      {simulated ? <FlaskConical aria-hidden size={14} /> : <Radio aria-hidden size={14} />}
      {simulated ? (
        <span>
          {rich`${<strong className="font-semibold">{t`Simulator`}</strong>} – no real devices`}
        </span>
      ) : (
        <span>
          {rich`${<strong className="font-semibold">{t`Real devices`}</strong>} at ${<span className="font-mono">{apiHost}</span>}`}
        </span>
      )}
      {!simulated && accountSid !== null && (
        <span className="inline-flex items-center gap-1">
          {t`Account`}{' '}
          <span className="font-mono" data-tip={accountSid}>
            <span className="max-sm:hidden">{accountSid}</span>
            <span className="sm:hidden">{middle(accountSid)}</span>
          </span>
          <CopyButton text={accountSid} what={t`account SID`} className="text-current" />
        </span>
      )}
      {readOnly && <span className="font-semibold">{t`Read-only`}</span>}
    </div>
  );
}

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const ICON: Record<Theme, ReactNode> = {
  system: <Monitor aria-hidden size={16} />,
  light: <Sun aria-hidden size={16} />,
  dark: <Moon aria-hidden size={16} />,
};

function ThemeButton() {
  const [chosen, choose] = usePreference(theme);
  return (
    <IconButton label={t`Theme: ${chosen}`} tip={t`Theme: ${chosen}. Switch to ${NEXT[chosen]}`} onClick={() => choose(NEXT[chosen])}>
      {ICON[chosen]}
    </IconButton>
  );
}

const WAKE = ['pointermove', 'pointerdown', 'keydown'] as const;

/**
 * Tooltips are loaded with the first move of the pointer or the first key that is no text, toasts with the first toast. Where that fails
 * (the console's server is gone, say) the page goes on without, and the next move or toast tries again.
 */
function Hosts() {
  const [Tips, setTips] = useState<ComponentType | null>(null);
  const [Toasts, setToasts] = useState<ComponentType | null>(null);
  useEffect(() => {
    const wake = (event: Event): void => {
      // Whoever types looks at what is typed: the code of tooltips would only be in the way of the first letter.
      if (event.target instanceof HTMLInputElement && event instanceof KeyboardEvent && event.key.length === 1) return;
      sleep();
      import('./Tips.tsx').then((loaded) => setTips(() => loaded.Tips), arm);
    };
    const sleep = (): void => WAKE.forEach((type) => document.removeEventListener(type, wake));
    const arm = (): void => WAKE.forEach((type) => document.addEventListener(type, wake, { passive: true }));
    arm();
    return sleep;
  }, []);
  useEffect(
    () => onFirstToast(() => void import('#ui/ToastHost.tsx').then(({ ToastHost }) => setToasts(() => ToastHost), () => undefined)),
    [],
  );
  return (
    <>
      {Tips && <Tips />}
      {Toasts && <Toasts />}
    </>
  );
}
