import type { Seen } from '#fleet/update.ts';
import type { ItemChange } from './plan.ts';

interface Inverse {
  readonly change: ItemChange;
  readonly seen: Seen;
  readonly holds?: string | null;
}

/**
 * The change that puts back what `change` replaced in a device that was as `before`, and how the device is expected to be
 * until then; null when there is none: a restart leaves no trace, a target cannot be taken away (the API knows no way), an
 * extended lease cannot be shortened, and what was so already needs nothing. Pure.
 * @param replaced what the Config held before it was written (null: no such key); undefined where it was not written
 */
export function inverseOf(change: ItemChange, before: Seen, replaced: string | null | undefined): Inverse | null {
  switch (change.kind) {
    case 'rename':
      return (before.name ?? '') === change.name ? null : { change: { kind: 'rename', name: before.name ?? '' }, seen: { ...before, name: change.name === '' ? null : change.name } };
    case 'deploy':
      return before.target === null || before.target === change.app ? null : { change: { kind: 'deploy', app: before.target }, seen: { ...before, target: change.app } };
    case 'logging':
      return before.logging === null || before.logging === change.on ? null : { change: { kind: 'logging', on: before.logging }, seen: { ...before, logging: change.on } };
    case 'config':
      return replaced === undefined || replaced === change.value ? null : { change: { kind: 'config', key: change.key, value: replaced }, seen: before, holds: change.value };
    case 'restart':
      return null;
  }
}
