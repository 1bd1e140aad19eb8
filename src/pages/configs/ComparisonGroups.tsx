import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Device } from '#api/schema.ts';
import { linesOf } from '#components/config-value.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { errorText } from '#components/device-toasts.ts';
import { middle } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Glyph, type GlyphName } from '#ui/Glyph.tsx';
import { paths } from '../../paths.ts';
import type { Grouped } from './comparison.ts';

/** So many devices of a group are named; all of them are in the list that it links to. */
const NAMED = 6;

interface ComparisonGroupsProps {
  readonly name: string;
  readonly groups: Grouped;
  readonly devices: ReadonlyMap<string, Device>;
  /** How many devices are compared. */
  readonly all: number;
}

/** The devices by what they hold: the most frequent value first, then those that hold nothing, or could not be read. */
export function ComparisonGroups({ name, groups, devices, all }: ComparisonGroupsProps) {
  const { values, none, gone, failed } = groups;
  const group = (key: string, title: string, icon: GlyphName | null, tone: string, sids: readonly string[], children: ReactNode): ReactNode =>
    sids.length > 0 && (
      <Group key={key} title={title} icon={icon} tone={tone} sids={sids} devices={devices}>
        {children}
      </Group>
    );
  const reasons = [...new Set(failed.map(({ error }) => errorText(error)))];
  return (
    <ul aria-label={t`What they hold under ${name}`} className="flex flex-col gap-3">
      {values.map(({ value, sids }) =>
        group(
          value === null ? 'null' : `value ${value}`,
          share(sids.length, all),
          null,
          '',
          sids,
          value === null ? (
            <p className="text-sm text-ink-2">{t`The API gives no value.`}</p>
          ) : (
            <pre
              aria-label={t`Value`}
              // It scrolls, so it has to be reachable by keyboard.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              role="group"
              className="max-h-40 overflow-auto rounded-md border border-line bg-bg p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
            >
              {value === '' ? <span className="text-ink-3">{t`empty`}</span> : <bdi>{linesOf(value)}</bdi>}
            </pre>
          ),
        ),
      )}
      {group('none', t`Not set on ${count(none.length, 'device')}`, 'dashed', 'text-ink-3', none, null)}
      {group('gone', t`${count(gone.length, 'device')} no longer there`, 'question', 'text-odd', gone, <p className="text-sm text-ink-2">{t`The API knows no such device.`}</p>)}
      {group(
        'failed',
        t`${count(failed.length, 'device')} could not be read`,
        'alert',
        'text-bad',
        failed.map(({ sid }) => sid),
        reasons.map((reason) => (
          <p key={reason} className="text-sm wrap-anywhere text-ink-2">
            {reason}
          </p>
        )),
      )}
    </ul>
  );
}

function share(some: number, all: number): string {
  return t`${number(some)} of ${count(all, 'device')}`;
}

interface GroupProps {
  readonly title: string;
  readonly icon: GlyphName | null;
  readonly tone: string;
  readonly sids: readonly string[];
  readonly devices: ReadonlyMap<string, Device>;
  readonly children: ReactNode;
}

function Group({ title, icon, tone, sids, devices, children }: GroupProps) {
  const more = sids.length - NAMED;
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        {icon !== null && (
          <span className={tone}>
            <Glyph name={icon} />
          </span>
        )}
        <h2 className="text-base font-semibold">{title}</h2>
        <span className="flex-1" />
        <CopyButton text={sids.join('\n')} what={t`SIDs of ${count(sids.length, 'device')}`} label={t`Copy SIDs`} className="h-8 rounded-md pointer-coarse:h-11" />
      </div>
      {children}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
        {sids.slice(0, NAMED).map((sid) => (
          <Link key={sid} to={paths.device(sid)} className="max-w-full truncate rounded text-accent hover:underline pointer-coarse:py-2">
            <bdi>{nameOf(devices.get(sid), sid)}</bdi>
          </Link>
        ))}
        <Link to={paths.devices({ list: sids })} className="rounded text-accent underline underline-offset-4 pointer-coarse:py-2">
          {more > 0 ? t`and ${number(more)} more, as a list` : t`as a list`}
        </Link>
      </p>
    </li>
  );
}

function nameOf(device: Device | undefined, sid: string): string {
  return device === undefined ? middle(sid) : deviceLabel(device);
}
