import { CircleStop, TimerReset } from 'lucide-react';
import { Link } from 'react-router-dom';
import { session } from '#api/session.ts';
import { AppName } from '#components/AppName.tsx';
import { useDeviceChange } from '#components/device-change.ts';
import { deviceLabel, DeviceName } from '#components/DeviceName.tsx';
import { leaseWords, streamCommand } from '#components/Lease.tsx';
import { useNow, useNowText } from '#components/now.ts';
import { AlignmentBadge, UpdateBadge } from '#components/StatusBadge.tsx';
import { Time } from '#components/Time.tsx';
import { factsOf, loggingLease } from '#fleet/health.ts';
import type { FleetRow } from '#fleet/view.ts';
import { duration } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { useAnnounced } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { Glyph } from '#ui/Glyph.tsx';
import { paths } from '../../paths.ts';

interface LeaseRowProps {
  readonly row: FleetRow;
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
}

/** One lease: whose it is, what is left of it, how the device is otherwise, and what can be done about it. */
export function LeaseRow({ row: { device, missingSince }, chosen, onChoose }: LeaseRowProps) {
  const name = deviceLabel(device);
  const { progress, busy, blocked, send } = useDeviceChange(device, null);
  const off = session().readOnly ? t`Read-only: this console was started so that nothing can be changed.` : blocked;
  // The second click of a double click may fall on a button that has changed its place meanwhile.
  const once = (on: boolean) => (event: React.MouseEvent) => {
    if (event.detail <= 1) send({ kind: 'logging', on });
  };
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 px-4 py-2 text-sm md:grid-cols-[auto_minmax(10rem,1.4fr)_minmax(9rem,1fr)_minmax(9rem,1fr)_auto]">
      <label className="flex items-center self-stretch pointer-coarse:min-w-8">
        <input type="checkbox" checked={chosen} onChange={(event) => onChoose(event.target.checked)} aria-label={t`Select ${name}`} className="size-4 accent-accent" />
      </label>
      <span className="flex min-w-0 flex-col">
        <Link to={paths.device(device.sid)} className="w-fit max-w-full truncate rounded-sm font-medium hover:underline">
          <DeviceName device={device} />
        </Link>
        <span className="flex min-w-0 items-baseline gap-2 text-xs text-ink-2">
          <AppName sid={device.app?.reported_sid ?? null} />
          {missingSince !== null && <span className="shrink-0 text-odd">{t`not listed any more`}</span>}
        </span>
      </span>
      <Left device={device} />
      <span className="flex min-w-0 flex-wrap gap-x-3 max-md:col-start-2">
        <AlignmentBadge device={device} />
        <UpdateBadge device={device} />
      </span>
      <span className="flex flex-wrap items-center gap-2 max-md:col-start-2">
        {/* Named with their device: there are as many of them as rows. */}
        <Button busy={busy} blocked={off} icon={<TimerReset aria-hidden size={14} />} aria-label={t`Extend ${name} to 24 h`} onClick={once(true)}>
          {t`Extend`}
        </Button>
        <Button blocked={off} icon={<CircleStop aria-hidden size={14} />} aria-label={t`End logging of ${name}`} onClick={once(false)}>
          {t`End`}
        </Button>
        <CopyButton text={streamCommand(device.sid)} what={t`the command that streams the logs of ${name}`} />
      </span>
      {progress.kind === 'waiting' && <Waiting until={progress.until} onCancel={progress.cancel} />}
    </li>
  );
}

/** What is left, to the second once it is minutes; when it ends on hover. */
function Left({ device }: Pick<FleetRow, 'device'>) {
  const facts = factsOf(device);
  const ends = device.logging?.date_expires ?? null;
  const { tone, tip } = leaseWords(facts, useNow(10_000));
  const text = useNowText((now) => {
    const lease = loggingLease(facts, now);
    if (lease.kind !== 'on') return leaseWords(facts, now).text;
    return lease.left === null ? t`on, without an end` : t`${duration(lease.left)} left`;
  });
  const over = tip !== undefined;
  return (
    <span className="flex min-w-0 flex-col max-md:col-start-2">
      <time dateTime={ends ?? undefined} data-tip={ends ?? undefined} className={cx('w-fit', tone)}>
        {over && <Glyph name="alert" className="mr-1.5" />}
        {text}
      </time>
      {over && (
        <span className="text-xs text-ink-2">
          {rich`ended ${<Time date={ends} />}`}
        </span>
      )}
    </span>
  );
}

/** The API asked to slow down. */
function Waiting({ until, onCancel }: { readonly until: number; readonly onCancel: () => void }) {
  const left = Math.max(1, Math.floor((until - useNow(1_000)) / 1_000));
  // Announced once, and not every second.
  useAnnounced(t`The API asks to slow down.`);
  return (
    <span className="col-span-full flex flex-wrap items-center gap-2 text-warn">
      {t`The API asks to slow down: sent again in ${left} s.`}
      <Button onClick={onCancel}>{t`Cancel sending`}</Button>
    </span>
  );
}
