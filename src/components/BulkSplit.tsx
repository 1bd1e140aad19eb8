import { useState } from 'react';
import type { Device } from '#api/schema.ts';
import { count, number, t } from '#texts/t.ts';
import type { Split } from '#rollouts/plan.ts';
import { rich } from '#texts/rich.ts';
import { DeviceAndSid } from './FirstDevices.tsx';
import type { BulkKind } from './bulk-words.ts';
import { CodeSplit } from './CodeSplit.tsx';

/** Those besides what changes as usual, that one may leave out or take in. */
export type Part = Exclude<keyof Split, 'change'>;

const LISTED = 200;

const PARTS: readonly (readonly [part: Part, words: string, help: string])[] = [
  ['so', t`already so`, t`Left out, unless it is sent to them all the same.`],
  ['error', t`in error now`, t`Their last update failed.`],
  ['never', t`never reported`, t`Nobody knows whether they are there.`],
  ['elsewhere', t`in another open rollout`, t`Two at a time would be in each other’s way.`],
];

/** Which parts are taken in: `first`, until somebody says otherwise. */
export function useParts(first: readonly Part[]): readonly [readonly Part[], (part: Part, on: boolean) => void] {
  const [parts, setParts] = useState(first);
  return [parts, (part, on) => setParts((now) => (on ? [...now, part] : now.filter((each) => each !== part)))];
}

interface BulkSplitProps {
  readonly split: Split;
  /** All that were chosen. */
  readonly chosen: readonly Device[];
  readonly parts: readonly Part[];
  readonly onPart: (part: Part, on: boolean) => void;
  readonly kind: BulkKind;
  /** Whether all names are to be looked through. */
  readonly review: boolean;
  /** Those that it will be sent to. */
  readonly devices: readonly Device[];
}

/** What a change would do to those that were chosen, each device in one line only. */
export function BulkSplit({ split, chosen, parts, onPart, kind, review, devices }: BulkSplitProps) {
  const changes = <strong className="font-semibold">{number(split.change.length)}</strong>;
  return (
    <div role="group" aria-label={t`What it does`} className="flex flex-col gap-2 text-sm">
      <ul className="divide-y divide-line rounded-md border border-line bg-bg">
        <li className="py-1.5 pr-3 pl-9">
          {kind === 'restart' ? rich`${changes} will restart` : kind === 'config' ? rich`${changes} will be asked, and written where it differs` : rich`${changes} will change`}
        </li>
        {PARTS.filter(([part]) => split[part].length > 0).map(([part, words, help]) => (
          <li key={part}>
            <label className="flex gap-2 px-3 py-1.5 pointer-coarse:py-3">
              <input type="checkbox" checked={parts.includes(part)} onChange={(event) => onPart(part, event.target.checked)} className="mt-0.5 size-4 shrink-0 accent-accent" />
              <span>
                <strong className="font-semibold">{number(split[part].length)}</strong> {words} <span className="ml-1 text-ink-2">{help}</span>
              </span>
            </label>
            {part === 'error' && <CodeSplit devices={chosen} sids={split.error} />}
          </li>
        ))}
      </ul>
      {review && (
        <details open={devices.length <= LISTED}>
          <summary className="rounded-sm text-ink-2">{rich`${count(devices.length, 'device')} by name`}</summary>
          {/* It is scrolled, by keyboard too. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <ul aria-label={t`Devices`} tabIndex={0} className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line px-3 py-1">
            {devices.slice(0, LISTED).map((device) => (
              <li key={device.sid}>
                <DeviceAndSid device={device} />
              </li>
            ))}
            {devices.length > LISTED && <li className="text-ink-3">{t`and ${number(devices.length - LISTED)} more`}</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
