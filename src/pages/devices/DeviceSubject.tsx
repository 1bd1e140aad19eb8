import type { Device } from '#api/schema.ts';
import { DeviceName } from '#components/DeviceName.tsx';
import { t } from '#texts/t.ts';

/** The device a dialog is about: by its name and its SID, because names can be made to look like another's. */
export function DeviceSubject({ device }: { readonly device: Device }) {
  return (
    <span className="flex flex-col">
      {device.unique_name ? (
        <span className="line-clamp-2 wrap-anywhere text-ink">
          <DeviceName device={device} />
        </span>
      ) : (
        <span>{t`A device without a name`}</span>
      )}
      <span className="font-mono text-xs wrap-anywhere">{device.sid}</span>
    </span>
  );
}
