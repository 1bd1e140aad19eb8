import { Suspense, useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { DeviceReading } from '#api/devices.ts';
import { session } from '#api/session.ts';
import { useActions } from '#components/actions.ts';
import { streamCommand } from '#components/Lease.tsx';
import { useNow } from '#components/now.ts';
import { Time } from '#components/Time.tsx';
import { useDeviceChange } from '#components/device-change.ts';
import { Waiting } from '#components/Notice.tsx';
import { factsOf, loggingLease, type Lease } from '#fleet/health.ts';
import { duration, parseDate } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { late } from '#ui/late.ts';
import { toLogging } from './DeviceActions.tsx';
import { curlCommand } from './device-curl.ts';
import { LoggingNudge } from './LoggingNudge.tsx';

const RunNote = late(async () => (await import('./DeviceRuns.tsx')).RunNote, () => null);

interface DeviceLoggingProps {
  readonly reading: DeviceReading;
  readonly blocked: string | null;
  /** Reads the device again. */
  readonly onRefresh: () => void;
}

/** Logging as a lease: what is left of it to the second, and the way to extend or end it. */
export function DeviceLogging({ reading, blocked, onRefresh }: DeviceLoggingProps) {
  const { device } = reading;
  const lease = sinceRead(loggingLease(factsOf(device), useNow(1_000)), reading);
  useWhenTrue(lease.kind === 'ended', onRefresh);
  const { progress, busy, send } = useDeviceChange(device, null);
  // Whoever has just turned it on knows why.
  const [renewed, setRenewed] = useState(false);
  const on = lease.kind === 'on' || lease.kind === 'expired';
  const command = streamCommand(device.sid);
  const ends = lease.kind !== 'off' && lease.kind !== 'ended';
  const sendAt = (turnOn: boolean) => () => {
    // What comes of it is shown there.
    toLogging();
    send({ kind: 'logging', on: turnOn });
  };
  const held = busy ? t`Logging of this device is being changed.` : blocked;
  useActions(t`This device`, [
    { name: on ? t`Extend logging to 24 h` : t`Turn logging on`, blocked: held, act: sendAt(true) },
    ...(ends ? [{ name: t`Turn logging off`, blocked: held, act: sendAt(false) }] : []),
  ]);
  // The second click of a double click falls on a button that has changed its meaning meanwhile.
  const once = (turnOn: boolean) => (event: React.MouseEvent) => {
    if (event.detail > 1) return;
    if (turnOn) setRenewed(true);
    send({ kind: 'logging', on: turnOn });
  };
  return (
    <Card title={t`Logging`} aside={<State lease={lease} />}>
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="text-sm text-ink-2">
          <Explanation lease={lease} expires={device.logging?.date_expires ?? null} />
        </p>
        <div className="flex flex-wrap gap-2">
          <Button id="logging-on" busy={busy} blocked={blocked} onClick={once(true)}>
            {on ? t`Extend to 24 h` : t`Turn logging on`}
          </Button>
          {ends && (
            <Button blocked={blocked} onClick={once(false)}>
              {t`Turn logging off`}
            </Button>
          )}
          <CopyButton what={t`as curl`} label={t`Copy as curl`} text={curlCommand(device.sid, { kind: 'logging', on: true }, session())} className="h-8 pointer-coarse:h-11" />
        </div>
        {on && !renewed && !busy && <LoggingNudge device={device} blocked={blocked} next="#logging-on" onEnd={() => send({ kind: 'logging', on: false })} />}
        <Suspense fallback={null}>
          <RunNote device={device} kind="logging" onlyClash />
        </Suspense>
        {progress.kind === 'waiting' && (
          <Waiting
            until={progress.until}
            action={
              <Button className="mt-1" onClick={progress.cancel}>
                {t`Cancel sending`}
              </Button>
            }
          />
        )}
        <div className="flex flex-col gap-1">
          <span className="text-xs text-ink-2">{t`The API has no log lines. Stream them with the vendor’s command line and its Microvisor plugin:`}</span>
          <span className="flex min-w-0 items-center gap-1 rounded-md border border-line bg-bg py-1 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">{command}</code>
            <CopyButton text={command} what={t`command that streams the logs`} />
          </span>
        </div>
      </div>
    </Card>
  );
}

type Shown = Lease | { readonly kind: 'ended'; readonly since: number };

/** A lease that ended after it was read is no contradiction of the API's: it said "enabled" when that was true. */
function sinceRead(lease: Lease, reading: DeviceReading): Shown {
  const ends = parseDate(reading.device.logging?.date_expires ?? null);
  return lease.kind === 'expired' && ends !== null && ends > reading.at ? { kind: 'ended', since: lease.since } : lease;
}

/** Acts once, each time the condition comes true. */
function useWhenTrue(condition: boolean, act: () => void): void {
  const now = useEffectEvent(act);
  useEffect(() => {
    if (condition) now();
  }, [condition]);
}

function State({ lease }: { readonly lease: Shown }): ReactNode {
  switch (lease.kind) {
    case 'on':
      return (
        <span role="timer" aria-label={t`Time left`} className="font-medium text-info">
          {lease.left === null ? t`on` : t`${duration(lease.left)} left`}
        </span>
      );
    case 'expired':
      return <span className="font-medium text-odd">{t`on, expired`}</span>;
    case 'ended':
      return <span className="text-ink-2">{t`ended`}</span>;
    case 'off':
      return <span className="text-ink-2">{t`off`}</span>;
    case 'unknown':
      return <span className="text-ink-3">–</span>;
  }
}

function Explanation({ lease, expires }: { readonly lease: Shown; readonly expires: string | null }): ReactNode {
  switch (lease.kind) {
    case 'on':
      return lease.left === null ? (
        t`The API says that logging is on and gives no end.`
      ) : (
        <>
          {rich`Logging is a lease of 24 hours. This one ends ${<Time date={expires} focusable />}.`}
        </>
      );
    case 'expired':
      return (
        <>
          {rich`The API says that logging is enabled, yet the lease ended ${<Time date={expires} focusable />}. Turn it on again, or off.`}
        </>
      );
    case 'ended':
      return (
        <>
          {rich`The lease ended ${<Time date={expires} focusable />}. Turned on again, logging stays on for 24 hours.`}
        </>
      );
    case 'off':
      return t`Logging is off. Turned on, it stays on for 24 hours and then ends by itself.`;
    case 'unknown':
      return t`The API does not say whether logging is on.`;
  }
}
