import type { DeviceChange } from '#api/devices.ts';
import type { Seen } from '#fleet/update.ts';

/**
 * The change that puts back what `change` replaced in a device that was as `before`, and how the device is expected to be
 * until then; null when there is none: a restart leaves no trace, a target cannot be taken away (the API knows no way), an
 * extended lease cannot be shortened, and what was so already needs nothing. Pure.
 */
export function inverseOf(change: DeviceChange, before: Seen): { readonly change: DeviceChange; readonly seen: Seen } | null {
  switch (change.kind) {
    case 'rename':
      return (before.name ?? '') === change.name ? null : { change: { kind: 'rename', name: before.name ?? '' }, seen: { ...before, name: change.name === '' ? null : change.name } };
    case 'deploy':
      return before.target === null || before.target === change.app ? null : { change: { kind: 'deploy', app: before.target }, seen: { ...before, target: change.app } };
    case 'logging':
      return before.logging === null || before.logging === change.on ? null : { change: { kind: 'logging', on: before.logging }, seen: { ...before, logging: change.on } };
    case 'restart':
      return null;
  }
}
