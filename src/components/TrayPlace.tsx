import { Suspense } from 'react';
import { late } from '#ui/late.ts';
import { useRunsReady } from './runs-ready.ts';

const Tray = late(async () => (await import('./Tray.tsx')).Tray, () => null);

/** Where the runs of this browser are, on every page. */
export function TrayPlace() {
  return (
    useRunsReady() && (
      <Suspense fallback={null}>
        <Tray />
      </Suspense>
    )
  );
}
