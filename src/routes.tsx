import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Shell } from './components/Shell.tsx';
import { paths } from './paths.ts';

/** Every page, loaded when it is first opened. */
const DevicesPage = lazy(async () => ({ default: (await import('./pages/devices/DevicesPage.tsx')).DevicesPage }));
const DevicePage = lazy(async () => ({ default: (await import('./pages/devices/DevicePage.tsx')).DevicePage }));
const NotFoundPage = lazy(async () => ({ default: (await import('./pages/not-found/NotFoundPage.tsx')).NotFoundPage }));

export function AppRoutes() {
  const { pathname } = useLocation();
  return (
    <Shell>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={null}>
          <Routes>
            <Route path="/" element={<Navigate to={paths.devices()} replace />} />
            <Route path="/devices" element={<DevicesPage />} />
            <Route path="/devices/:id" element={<DevicePage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}
