import type { DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';

/**
 * The change that puts back what a change from `before` to `after` replaced; null when there is none: a restart leaves no
 * trace, a target cannot be taken away (the API knows no way), an extended lease cannot be shortened, and what was so
 * already needs nothing.
 */
export function inverseOf(kind: DeviceChange['kind'], before: Device, after: Device): DeviceChange | null {
  switch (kind) {
    case 'rename':
      return (before.unique_name ?? '') === (after.unique_name ?? '') ? null : { kind, name: before.unique_name ?? '' };
    case 'deploy': {
      const target = before.app?.target_sid ?? null;
      return target === null || target === after.app?.target_sid ? null : { kind, app: target };
    }
    case 'logging': {
      const on = before.logging?.enabled ?? null;
      return on === null || on === after.logging?.enabled ? null : { kind, on };
    }
    case 'restart':
      return null;
  }
}
