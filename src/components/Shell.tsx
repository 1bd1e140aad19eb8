import { FlaskConical, Monitor, Moon, Radio, Search, Sun } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { Link, useLocation } from 'react-router-dom';
import { session } from '#api/session.ts';
import { middle } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button, IconButton } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { arrive, focusAgain } from '#ui/focus.ts';
import { late } from '#ui/late.ts';
import { isChord, MOD_K } from '#ui/keys.ts';
import { EVERYWHERE, modalOpen, useShortcuts } from '#ui/shortcuts.ts';
import { onFirstToast } from '#ui/toast.ts';
import { paths } from '../paths.ts';
import { theme, type Theme } from './choices.ts';
import { useMedia } from './media.ts';
import { MenuButton, Nav } from './Nav.tsx';
import { NotOpened, Opening } from './Opening.tsx';
import { usePreference } from './preference.ts';
import { NEXT_THEME, THEME_NAMES } from './theme-names.ts';
import { TrayPlace } from './TrayPlace.tsx';
import { UpgradeNotice } from './UpgradeNotice.tsx';

const Palette = late(async () => (await import('./Palette.tsx')).Palette, NotOpened);
const HelpDialog = late(async () => (await import('./HelpDialog.tsx')).HelpDialog, NotOpened);

/** From here on the header has room for the pages of every day. */
const ROOMY = '(min-width: 1024px)';

/** The frame of every page: which fleet this is, the way round, and the places for tooltips and toasts. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const [opened, setOpened] = useState<{ readonly what: 'palette' | 'keys'; readonly at: string } | null>(null);
  // What it offers is of the page that it was opened on: the way back of the browser leaves both.
  const over = opened?.at === pathname ? opened.what : null;
  const returnTo = useRef<HTMLElement | null>(null);
  const aheadRef = useRef('');
  const open = (what: 'palette' | 'keys', from = document.activeElement): void => {
    // Where nothing has the focus, the heading gets it: the first link of all leads past what one was at.
    returnTo.current = from instanceof HTMLElement && from !== document.body ? from : document.querySelector<HTMLElement>('main h1');
    aheadRef.current = '';
    setOpened({ what, at: pathname });
  };
  const close = (): void => setOpened(null);
  const onKeys = (from: HTMLElement | null): void => open('keys', from);
  const roomy = useMedia(ROOMY);
  useArrivals(pathname);
  useShortcuts({ [MOD_K]: { does: t`Find a device or page, or do something` }, '?': { does: t`Show these keys`, act: () => open('keys') } }, EVERYWHERE);
  useChordK(() => {
    if (over === 'palette') {
      flushSync(close);
      focusAgain(returnTo.current);
    } else if (!modalOpen()) open('palette');
  });
  return (
    <>
      <a href="#main" className="sr-only z-50 bg-surface px-3 py-2 focus:not-sr-only focus:absolute">
        {t`Skip to the content`}
      </a>
      <header className="shrink-0">
        <EnvironmentStrip />
        {/* On a phone the tray takes the room of the name. */}
        <div className="group flex h-12 items-center gap-4 border-b border-line bg-surface px-4 max-sm:gap-2 max-sm:px-3">
          <Link to={paths.home} className="flex min-h-11 items-center gap-2 rounded font-semibold">
            <Logo />
            <span className="max-sm:group-has-[[data-tray]]:sr-only">{t`Fleet Console`}</span>
          </Link>
          {roomy && <Nav onKeys={onKeys} />}
          <span className="flex-1" />
          <span className="flex items-center gap-2 max-sm:gap-1">
            <TrayPlace />
            <Button variant="ghost" aria-label={t`Find or do`} aria-haspopup="dialog" tip={t`Find a device or page, or do something`} icon={<Search aria-hidden size={16} />} className="max-lg:px-0 max-lg:w-8 max-lg:pointer-coarse:w-11" onClick={() => open('palette')}>
              <kbd className="font-sans text-xs text-ink-3 max-lg:hidden">{MOD_K}</kbd>
            </Button>
            {roomy ? <ThemeButton /> : <MenuButton all onKeys={onKeys} />}
          </span>
        </div>
      </header>
      <main id="main" className="flex min-h-0 flex-1 flex-col">
        {children}
      </main>
      <Suspense fallback={<Opening aheadRef={over === 'palette' ? aheadRef : null} returnTo={returnTo} onClose={close} />}>
        {over === 'palette' && <Palette aheadRef={aheadRef} returnTo={returnTo} onKeys={() => open('keys', returnTo.current)} onClose={close} />}
        {over === 'keys' && <HelpDialog returnTo={returnTo} onClose={close} />}
      </Suspense>
      <Hosts />
    </>
  );
}

/** Announces each page that is opened from another one, and focuses its heading. The first page is left to the browser. */
function useArrivals(pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) arrive();
    shown.current = pathname;
  }, [pathname]);
}

/** Ctrl K, on a Mac ⌘ K: wherever the focus is, in a field, too. */
function useChordK(act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isChord(event, 'k')) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
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

/** Always there: a simulated fleet must not be mistaken for a real one, nor the other way round. Amber asks for care; green would say that all is well. */
function EnvironmentStrip() {
  const { simulated, apiHost, accountSid, readOnly } = session();
  return (
    <div
      role="note"
      aria-label={t`Connected fleet`}
      className={cx('flex min-h-7 shrink-0 flex-wrap items-center gap-x-3 px-4 py-0.5 text-xs', simulated ? 'bg-hover text-ink-2' : 'bg-warn-tint text-warn')}
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
      <UpgradeNotice />
    </div>
  );
}

const ICON: Record<Theme, ReactNode> = {
  system: <Monitor aria-hidden size={16} />,
  light: <Sun aria-hidden size={16} />,
  dark: <Moon aria-hidden size={16} />,
};

function ThemeButton() {
  const [chosen, choose] = usePreference(theme);
  return (
    <IconButton label={t`Theme: ${THEME_NAMES[chosen]}`} tip={t`Theme: ${THEME_NAMES[chosen]}. Switch to ${THEME_NAMES[NEXT_THEME[chosen]]}`} onClick={() => choose(NEXT_THEME[chosen])}>
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
