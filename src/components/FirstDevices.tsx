import { Fragment } from 'react';
import { clip, middle } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import { deviceLabel, type Named } from './DeviceName.tsx';

const NAMED = 5;
/** Five of them have to fit in a dialog. */
const LONGEST = 60;

/**
 * A device that something is about to be done to: by its name, and by the ends of its sid, because names may be twins, or look like
 * the sid of another.
 */
export function DeviceAndSid({ device }: { readonly device: Named }) {
  const label = deviceLabel(device);
  if (label === device.sid) return <bdi className="font-mono text-[0.92em] wrap-anywhere">{label}</bdi>;
  return (
    <>
      <bdi className="wrap-anywhere">{clip(label, LONGEST)}</bdi> <bdi className="font-mono text-xs whitespace-nowrap text-ink-2">{middle(device.sid)}</bdi>
    </>
  );
}

/** The first of them, and how many more there are: `a UV0123…cdef, b UV4567…89ab and 7 more`. */
export function FirstDevices({ devices }: { readonly devices: readonly Named[] }) {
  return (
    <>
      {devices.slice(0, NAMED).map((device, index) => (
        <Fragment key={device.sid}>
          {index > 0 && ', '}
          <DeviceAndSid device={device} />
        </Fragment>
      ))}
      {devices.length > NAMED && <> {t`and ${number(devices.length - NAMED)} more`}</>}
    </>
  );
}
