import { addressable } from '#api/devices.ts';
import { DEVICE_SID } from '#api/schema.ts';
import { visible } from '#lib/text.ts';
import { hasTwin } from '#lib/twins.ts';
import { t } from '#texts/t.ts';

/** What is worth a warning about a new name, in sentences. None of it is forbidden: which names the API takes is published nowhere. */
export function nameWarnings(name: string): readonly string[] {
  if (name === '') return [];
  const warnings: string[] = [];
  if (DEVICE_SID.test(name)) warnings.push(t`This looks like a device SID. Whoever opens it by this name gets the device with that SID instead.`);
  if (visible(name) !== name) warnings.push(t`It holds characters that cannot be seen: ${visible(name)}`);
  if (hasTwin(name)) warnings.push(t`It contains a space or hyphen that only looks like the one on a keyboard.`);
  if (name !== name.trim()) warnings.push(t`It begins or ends with a space.`);
  if (addressable(name) !== null) warnings.push(t`It cannot be part of an address: the device will only open by its SID.`);
  return warnings;
}
