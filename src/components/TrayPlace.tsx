import { Suspense, useEffect, useState } from 'react';
import { onRead } from '#api/devices.ts';
import { late } from '#ui/late.ts';

const Tray = late(async () => (await import('./Tray.tsx')).Tray, () => null);

/** A page that reads no device has its first screen by then, ms. */
const AT_MOST = 1_500;

/** Where the runs of this browser are, on every page: their code comes once the first screen stands and there is nothing else to do. */
export function TrayPlace() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let idle: number | null = null;
    const go = (): void => {
      leave();
      if (typeof requestIdleCallback === 'function') idle = requestIdleCallback(() => setReady(true), { timeout: AT_MOST });
      else setReady(true);
    };
    const unread = onRead(go);
    const timer = setTimeout(go, AT_MOST);
    const leave = (): void => {
      unread();
      clearTimeout(timer);
    };
    return () => {
      leave();
      if (idle !== null) cancelIdleCallback(idle);
    };
  }, []);
  return (
    ready && (
      <Suspense fallback={null}>
        <Tray />
      </Suspense>
    )
  );
}
