import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { onRead } from './api/devices.ts';
import { RetryPolicy } from './api/retry.ts';
import { basePath } from './api/session.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { offerViews } from './components/actions.ts';
import { density, keys, theme, zone } from './components/choices.ts';
import { pacePreference } from './components/pace.ts';
import { colourFrame } from './components/frame.ts';
import { pathIn } from './components/permalink.ts';
import { isUpgraded, watchBuild } from './components/upgrade.ts';
import { GonePart } from './components/UpgradeNotice.tsx';
import { follow } from './components/preference.ts';
import { fleet } from './fleet/fleet.ts';
import { setZone } from './lib/time.ts';
import { shieldInputMethods } from './ui/keys.ts';
import { setShortcutsOn } from './ui/shortcuts.ts';
import { prefetchList } from './first-list.ts';
import { AppRoutes, loadFirstPage } from './routes.tsx';
import { onUpgrade } from './ui/late.ts';

const policy = new RetryPolicy();
const client = new QueryClient({
  queryCache: new QueryCache({
    onSuccess: (_, { queryKey }) => {
      // What the Worker or the disk answers says nothing of the API.
      if (/^(?:devices|apps|configs|secrets)$/u.test(String(queryKey[0]))) policy.succeeded();
    },
  }),
  defaultOptions: {
    queries: {
      retry: (count, error) => policy.again(count, error),
      retryDelay: (count, error) => policy.delay(count, error),
      staleTime: 5_000,
      // The gateway may be on this very machine: whether the browser thinks it is online says nothing.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

shieldInputMethods();
watchBuild();
onUpgrade({ isUpgraded, GonePart });
const { dataset } = document.documentElement;
follow(theme, (chosen) => {
  dataset['theme'] = chosen;
  colourFrame(chosen);
});
follow(density, (chosen) => (dataset['density'] = chosen));
follow(zone, setZone);
follow(keys, (chosen) => setShortcutsOn(chosen === 'on'));
follow(pacePreference, fleet.setPace);
offerViews(async () => (await import('./pages/devices/saved-views-offered.ts')).namedViews());
// The whole fleet is read once there is something to look at.
const stop = onRead(() => {
  stop();
  fleet.start();
});

function draw(): void {
  const root = document.querySelector('#root');
  if (!root) return;
  const page = (
    <StrictMode>
      <ErrorBoundary>
        <QueryClientProvider client={client}>
          <BrowserRouter basename={basePath()}>
            <AppRoutes />
          </BrowserRouter>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>
  );
  // In pieces of a few milliseconds, and not as one.
  startTransition(() => createRoot(root).render(page));
}

prefetchList(client, location);
// None of it is needed before the page has come, and without it the page still works.
import('./after-start.ts').then(({ afterStart }) => afterStart(), () => undefined);
// Drawn in any case: where the code cannot be loaded, the page's own boundary says so.
loadFirstPage(pathIn(location.pathname)).then(draw, draw);
