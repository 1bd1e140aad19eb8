import { lazy, Suspense, type ComponentType } from 'react';
import { matchPath, Route, Routes, useLocation } from 'react-router-dom';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { keys, zone } from './components/choices.ts';
import { usePreference } from './components/preference.ts';
import { Shell } from './components/Shell.tsx';
import { paths } from './paths.ts';
import { t } from './texts/t.ts';
import { insistently } from './ui/late.ts';

/** So often code is asked for before the page says that it does not come. */
const TRIES = 3;

/** A page of the console: its code is loaded when it is first opened. */
class Page {
  readonly #load: () => Promise<ComponentType>;
  #Component: ComponentType;
  /** The entry of the history that it was drawn for last, and the one for which its code could not be had. */
  #entry = '';
  #failed: string | null = null;

  constructor(load: () => Promise<ComponentType>) {
    this.#load = load;
    this.#Component = this.#lazy();
  }

  /** Loads it before anything is drawn, so that it is there at once. */
  async load(): Promise<void> {
    this.#Component = await this.#load();
  }

  /** What is drawn for an entry of the history. Code that could not be had once is asked for again with the next one. */
  at(entry: string): ComponentType {
    this.#entry = entry;
    if (this.#failed !== null && this.#failed !== entry) {
      this.#failed = null;
      this.#Component = this.#lazy();
    }
    return this.#Component;
  }

  #lazy(): ComponentType {
    return lazy(async () => {
      try {
        return { default: await insistently(this.#load, Math.random, TRIES) };
      } catch (error) {
        this.#failed = this.#entry;
        throw error;
      }
    });
  }
}

/** Every page. */
const home = new Page(async () => (await import('./pages/home/HomePage.tsx')).HomePage);
const devices = new Page(async () => (await import('./pages/devices/DevicesPage.tsx')).DevicesPage);
const device = new Page(async () => (await import('./pages/devices/DevicePage.tsx')).DevicePage);
const rollouts = new Page(async () => (await import('./pages/rollouts/RolloutsPage.tsx')).RolloutsPage);
const newRollout = new Page(async () => (await import('./pages/rollouts/NewRolloutPage.tsx')).NewRolloutPage);
const run = new Page(async () => (await import('./pages/rollouts/RunPage.tsx')).RunPage);
const apps = new Page(async () => (await import('./pages/apps/AppsPage.tsx')).AppsPage);
const app = new Page(async () => (await import('./pages/apps/AppPage.tsx')).AppPage);
const configs = new Page(async () => (await import('./pages/configs/ConfigsPage.tsx')).ConfigsPage);
const compare = new Page(async () => (await import('./pages/configs/ComparePage.tsx')).ComparePage);
const secrets = new Page(async () => (await import('./pages/secrets/SecretsPage.tsx')).SecretsPage);
const leases = new Page(async () => (await import('./pages/leases/LeasesPage.tsx')).LeasesPage);
const codes = new Page(async () => (await import('./pages/codes/CodesPage.tsx')).CodesPage);
const settings = new Page(async () => (await import('./pages/settings/SettingsPage.tsx')).SettingsPage);
const notFound = new Page(async () => (await import('./pages/not-found/NotFoundPage.tsx')).NotFoundPage);

/** Every address, the special before the general. */
const ROUTES: readonly (readonly [path: string, page: Page])[] = [
  [paths.home, home],
  ['/devices', devices],
  ['/devices/:id', device],
  [paths.rollouts, rollouts],
  [paths.newRollout, newRollout],
  ['/rollouts/:id', run],
  [paths.apps, apps],
  ['/apps/:id', app],
  [paths.configs, configs],
  ['/configs/compare', compare],
  [paths.secrets, secrets],
  [paths.leases, leases],
  [paths.codes, codes],
  [paths.settings, settings],
  ['*', notFound],
];

/**
 * Loads the page at this address; to be called before the first drawing. A page that is missing then would be held
 * back by React for 300 ms after its code has come, lest something flicker.
 */
export function loadFirstPage(pathname: string): Promise<void> {
  const [, page = notFound] = ROUTES.find(([path]) => matchPath(path, pathname)) ?? [];
  return page.load();
}

export function AppRoutes() {
  const { pathname, key } = useLocation();
  // Every page writes times, and names keys: all of it is drawn anew.
  usePreference(zone);
  usePreference(keys);
  return (
    <Shell>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<Coming />}>
          <Routes>
            {ROUTES.map(([path, page]) => {
              const Drawn = page.at(key);
              return <Route key={path} path={path} element={<Drawn />} />;
            })}
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

/** While the code of a page is on its way: seen only when that takes long. */
function Coming() {
  return <p className="coming p-8 text-center text-ink-2">{t`Loading the page…`}</p>;
}
