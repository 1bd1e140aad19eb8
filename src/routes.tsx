import { lazy, Suspense, type ComponentType } from 'react';
import { matchPath, Route, Routes, useLocation } from 'react-router-dom';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Shell } from './components/Shell.tsx';
import { paths } from './paths.ts';

/** A page of the console: its code is loaded when it is first opened. */
class Page {
  readonly #load: () => Promise<ComponentType>;
  Component: ComponentType;

  constructor(load: () => Promise<ComponentType>) {
    this.#load = load;
    this.Component = lazy(async () => ({ default: await load() }));
  }

  /** Loads it before anything is drawn, so that it is there at once. */
  async load(): Promise<void> {
    this.Component = await this.#load();
  }
}

/** Every page. */
const home = new Page(async () => (await import('./pages/home/HomePage.tsx')).HomePage);
const devices = new Page(async () => (await import('./pages/devices/DevicesPage.tsx')).DevicesPage);
const device = new Page(async () => (await import('./pages/devices/DevicePage.tsx')).DevicePage);
const rollouts = new Page(async () => (await import('./pages/rollouts/RolloutsPage.tsx')).RolloutsPage);
const newRollout = new Page(async () => (await import('./pages/rollouts/NewRolloutPage.tsx')).NewRolloutPage);
const run = new Page(async () => (await import('./pages/rollouts/RunPage.tsx')).RunPage);
const notFound = new Page(async () => (await import('./pages/not-found/NotFoundPage.tsx')).NotFoundPage);

/**
 * Loads the page at this address; to be called before the first drawing. A page that is missing then would be held
 * back by React for 300 ms after its code has come, lest something flicker.
 */
export function loadFirstPage(pathname: string): Promise<void> {
  if (pathname === paths.home) return home.load();
  if (matchPath('/devices', pathname)) return devices.load();
  if (pathname === paths.rollouts) return rollouts.load();
  if (pathname === paths.newRollout) return newRollout.load();
  if (matchPath('/rollouts/:id', pathname)) return run.load();
  return (matchPath('/devices/:id', pathname) ? device : notFound).load();
}

export function AppRoutes() {
  const { pathname } = useLocation();
  return (
    <Shell>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={null}>
          <Routes>
            <Route path="/" element={<home.Component />} />
            <Route path="/devices" element={<devices.Component />} />
            <Route path="/devices/:id" element={<device.Component />} />
            <Route path="/rollouts" element={<rollouts.Component />} />
            <Route path={paths.newRollout} element={<newRollout.Component />} />
            <Route path="/rollouts/:id" element={<run.Component />} />
            <Route path="*" element={<notFound.Component />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}
