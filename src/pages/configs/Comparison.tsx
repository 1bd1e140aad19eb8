import { Download, RefreshCw, Square } from 'lucide-react';
import { useRef, useState } from 'react';
import { serverNow } from '#api/clock.ts';
import type { Device } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { ReadAt } from '#components/AsOf.tsx';
import { CsvChoices } from '#components/CsvChoices.tsx';
import { errorText } from '#components/device-toasts.ts';
import { saveFile } from '#components/save-file.ts';
import { Spoken } from '#components/Spoken.tsx';
import { fileName, formWord, type CsvForm } from '#lib/csv.ts';
import { rich } from '#texts/rich.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Panel } from '#ui/Panel.tsx';
import { comparisonCsv } from './comparison-file.ts';
import { grouped, type Grouped } from './comparison.ts';
import { ComparisonGroups } from './ComparisonGroups.tsx';
import { useComparison } from './use-comparison.ts';

/** More than so many calls are made only once somebody has said so. */
const ASKS = 500;

interface ComparisonProps {
  readonly name: string;
  readonly sids: readonly string[];
  /** The devices as they were read last, as far as they were. */
  readonly devices: ReadonlyMap<string, Device>;
}

/** One key, read from each device: what they hold, who holds the same, and who could not be read. */
export function Comparison({ name, sids, devices }: ComparisonProps) {
  const asks = sids.length > ASKS;
  const [begun, setBegun] = useState(!asks);
  const exporting = useRef<HTMLButtonElement>(null);
  const [choosing, setChoosing] = useState(false);
  const { now, start, stop } = useComparison(name, sids, new Set(devices.keys()), !asks);
  const groups = grouped(sids, now.found);
  const { found, running } = now;
  if (!begun) {
    return (
      <div className="flex flex-col items-start gap-2 rounded-lg border border-line bg-surface p-4 text-sm">
        <p>{t`The API has no list of all devices’ Configs: this takes ${count(sids.length, 'call')}, one for each device, four at a time.`}</p>
        <Button
          variant="primary"
          onClick={() => {
            setBegun(true);
            start(false);
          }}
        >
          {t`Make ${count(sids.length, 'call')}`}
        </Button>
      </div>
    );
  }
  const csv = (form?: CsvForm): string => comparisonCsv({ key: name, sids, found, names: new Map([...devices].map(([sid, { unique_name }]) => [sid, unique_name])), where: whereWords(), now: serverNow() }, form);
  const words = running ? t`${number(found.size)} of ${count(sids.length, 'device')} read` : summary(groups, sids.length);
  const missing = groups.unread.length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        <span className="font-medium">{words}</span>
        <span className="text-ink-2">{t`One call for each device, four at a time.`}</span>
        <span className="flex-1" />
        {running ? (
          <Button icon={<Square aria-hidden size={13} />} onClick={stop}>
            {t`Stop`}
          </Button>
        ) : (
          <>
            {missing > 0 && <Button onClick={() => start(false)}>{t`Read the other ${number(missing)}`}</Button>}
            {groups.failed.length > 0 && (
              <Button icon={<RefreshCw aria-hidden size={14} />} onClick={() => start(true)}>
                {t`Read the ${number(groups.failed.length)} that failed again`}
              </Button>
            )}
          </>
        )}
        <CopyButton text={() => csv()} what={t`comparison as CSV`} label={t`Copy`} className="h-8 rounded-md pointer-coarse:h-11" />
        <Button ref={exporting} aria-haspopup="dialog" aria-expanded={choosing} icon={<Download aria-hidden size={15} />} onClick={() => setChoosing(true)}>
          {t`Export`}
        </Button>
      </div>
      {running && <progress aria-label={t`Devices read`} max={sids.length} value={found.size} className="h-1.5 w-full accent-accent" />}
      {now.halted !== null && (
        <p role="alert" className="rounded-md border border-bad/30 bg-bad-tint px-3 py-2 text-sm wrap-anywhere">
          {t`Stopped, since it would go on like this: ${errorText(now.halted)}`}
        </p>
      )}
      <Spoken words={words} />
      {choosing && (
        <Panel anchor={exporting} title={t`Export`} subject={t`A line for each device, with its value.`} onClose={() => setChoosing(false)}>
          <div className="mt-2 flex flex-col gap-1">
            <CsvChoices
              onChoose={(form) => {
                setChoosing(false);
                saveFile(fileName('config', new Date(), [name, formWord(form)], 'csv'), [csv(form)], 'text/csv;charset=utf-8');
              }}
            />
          </div>
        </Panel>
      )}
      <ComparisonGroups name={name} groups={groups} devices={devices} all={sids.length} />
      {!running && found.size > 0 && <p className="text-xs text-ink-3">{rich`as of ${<ReadAt at={now.at} />}`}</p>}
    </>
  );
}

function summary({ values, none, unread, gone, failed }: Grouped, all: number): string {
  const parts = [
    values.length === 1 && none.length + gone.length + failed.length + unread.length === 0 ? plural(all, 'The device holds one value', 'All # devices hold the same') : count(values.length, 'value'),
    none.length > 0 && t`${number(none.length)} not set`,
    gone.length > 0 && t`${number(gone.length)} no longer there`,
    failed.length > 0 && t`${number(failed.length)} could not be read`,
    unread.length > 0 && t`${number(unread.length)} not read`,
  ];
  return parts.filter(Boolean).join(', ');
}

function whereWords(): string {
  const { simulated, apiHost, accountSid } = session();
  return `${simulated ? 'simulated, ' : ''}${apiHost}${accountSid === null ? '' : `, ${accountSid}`}`;
}
