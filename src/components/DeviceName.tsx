import type { Device } from '#api/schema.ts';
import { clip, visible } from '#lib/text.ts';

/** At most this much of a name is put on the page where it labels something; its own page shows all of it. */
const LONGEST = 200;

/** What a device is called by. */
export type Named = Pick<Device, 'sid' | 'unique_name'>;

/** The name of a device as one line of text: its unique name, else its sid. For titles, labels and messages. */
export function deviceLabel(device: Named): string {
  return clip(visible(device.unique_name === null || device.unique_name === '' ? device.sid : device.unique_name), LONGEST);
}

/** The same, isolated from the writing direction around it. */
export function DeviceName({ device }: { readonly device: Device }) {
  return <bdi className={device.unique_name ? undefined : 'font-mono text-[0.92em]'}>{deviceLabel(device)}</bdi>;
}
