import type { Device } from '#api/schema.ts';
import { factsOf, JUST_ENDED, loggingLease, type Facts } from '#fleet/health.ts';
import { duration, shortDuration } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { useNow } from './now.ts';

interface LeaseWords {
  readonly tone: string;
  readonly text: string;
  readonly tip?: string;
}

/** Logging as the lease it is: the time left, off, or enabled although its own end has passed. */
export function leaseWords(facts: Facts, now: number): LeaseWords {
  const lease = loggingLease(facts, now);
  switch (lease.kind) {
    case 'unknown':
      return { tone: 'text-ink-3', text: '–' };
    case 'off':
      return { tone: 'text-ink-3', text: t`off` };
    case 'expired':
      if (lease.since < JUST_ENDED) return { tone: 'text-ink-3', text: t`ended` };
      return { tone: 'text-odd', text: t`on, expired`, tip: t`The API says enabled; the lease ended ${duration(lease.since)} ago.` };
    case 'on':
      return { tone: 'font-medium text-info', text: lease.left === null ? t`on` : t`${shortDuration(lease.left)} left` };
  }
}

/** What streams the logs of a device: the API has no log lines. */
export function streamCommand(sid: string): string {
  return `twilio microvisor:logs:stream ${sid}`;
}

export function LeaseBadge({ device }: { readonly device: Device }) {
  const { tone, text, tip } = leaseWords(factsOf(device), useNow(10_000));
  return (
    <span className={tone} data-tip={tip}>
      {text}
    </span>
  );
}
