import type { Device } from '#api/schema.ts';
import { loggingLease } from '#fleet/health.ts';
import { duration, MINUTE, shortDuration } from '#lib/time.ts';
import { useNow } from './now.ts';

/** Logging as the lease it is: the time left, off, or enabled although its own end has passed. */
export function LeaseBadge({ device }: { readonly device: Device }) {
  const lease = loggingLease(device, useNow(10_000));
  if (lease.kind === 'unknown') return <span className="text-ink-3">–</span>;
  if (lease.kind === 'off') return <span className="text-ink-3">off</span>;
  // It ended since it was read, most likely: the next reading tells.
  if (lease.kind === 'expired' && lease.since < MINUTE) return <span className="text-ink-3">ended</span>;
  if (lease.kind === 'expired') {
    return (
      <span className="text-odd" data-tip={`The API says enabled; the lease ended ${duration(lease.since)} ago.`}>
        on, expired
      </span>
    );
  }
  return <span className="font-medium text-info">{lease.left === null ? 'on' : `${shortDuration(lease.left)} left`}</span>;
}
