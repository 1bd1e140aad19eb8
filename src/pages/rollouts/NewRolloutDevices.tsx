import { Lock, RefreshCw } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { serverNow } from '#api/clock.ts';
import { BulkSplit, type Part } from '#components/BulkSplit.tsx';
import { isComplete } from '#components/coverage-words.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { useNow } from '#components/now.ts';
import { NotWhole } from '#components/NotWhole.tsx';
import { useChosen } from '#components/selection.ts';
import { UnknownEntries } from '#components/UnknownEntries.tsx';
import { UnreadableRuns } from '#components/UnreadableRuns.tsx';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { clip, visible } from '#lib/text.ts';
import type { WizardForm } from '#rollouts/wizard-form.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { handOn } from '#ui/focus.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { NewRolloutWays } from './NewRolloutWays.tsx';
import type { Wizard } from './use-wizard.ts';
import { frozenWords, isSameSet, type FrozenList } from './wizard-list.ts';

const NAMED = 5;

interface NewRolloutDevicesProps {
  readonly list: FrozenList | null;
  readonly onList: (list: FrozenList | null) => void;
  readonly state: Wizard;
  readonly form: WizardForm;
  readonly onChange: (patch: Partial<WizardForm>) => void;
}

/** To which devices: a frozen list, and what a rollout would do to each of them. */
export function NewRolloutDevices({ list, onList, ...rest }: NewRolloutDevicesProps) {
  const [choosing, setChoosing] = useState(list === null);
  const again = useRef<HTMLButtonElement>(null);
  const ways = useRef<HTMLDivElement>(null);
  const freeze = (next: FrozenList): void =>
    handOn(
      () => {
        onList(next);
        setChoosing(false);
      },
      () => again.current,
    );
  const open = choosing || list === null;
  return (
    <Card
      title={t`Devices`}
      aside={
        open ? (
          list !== null && (
            <Button variant="ghost" onClick={() => handOn(() => setChoosing(false), () => again.current)}>
              {t`Keep the list`}
            </Button>
          )
        ) : (
          <Button ref={again} variant="ghost" onClick={() => handOn(() => setChoosing(true), () => ways.current?.querySelector('input'))}>
            {t`Choose others`}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3 p-4 text-sm">
        {open && (
          <div ref={ways}>
            <NewRolloutWays onFreeze={freeze} choosing={rest.form.choosing} onChoosing={(next) => rest.onChange({ choosing: next })} />
          </div>
        )}
        {list !== null && <Frozen list={list} onList={onList} {...rest} />}
      </div>
    </Card>
  );
}

interface FrozenProps extends Omit<NewRolloutDevicesProps, 'list' | 'onList'> {
  readonly list: FrozenList;
  readonly onList: (list: FrozenList) => void;
}

function Frozen({ list, onList, state: { app, devices, missing, devicesError, openError, unreadable, split, sent }, form: { parts }, onChange }: FrozenProps) {
  const chosen = useChosen();
  const now = useNow(60_000);
  const { coverage } = useFleetStatus();
  const other = useMemo(() => chosen.size > 0 && !isSameSet(list.sids, chosen), [chosen, list]);
  const take = (): void => onList({ sids: [...chosen], at: serverNow(), from: 'selection' });
  const onPart = (part: Part, on: boolean): void => onChange({ parts: on ? [...parts, part] : parts.filter((each) => each !== part) });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="flex min-w-0 flex-1 basis-60 items-center gap-2">
          <Lock aria-hidden size={14} className="shrink-0 text-ink-3" />
          <strong className="font-semibold">{frozenWords(list, now)}</strong>
        </p>
        {other && (
          <Button icon={<RefreshCw aria-hidden size={14} />} tip={t`Something else is selected in the list of devices now.`} onClick={take}>
            {list.from === 'selection' ? t`Take the current selection anew (${number(chosen.size)})` : t`Take the current selection instead (${number(chosen.size)})`}
          </Button>
        )}
      </div>
      {list.q !== undefined && (
        <p className="text-ink-2">
          {list.q.trim() === '' ? t`All devices that had been read then.` : rich`What matched ${<code className="rounded bg-hover px-1 font-mono text-xs wrap-anywhere">{clip(visible(list.q), 200)}</code>} then.`}{' '}{t`What matches later is not added.`}
        </p>
      )}
      {devicesError !== null && <p role="alert" className="text-bad">{rich`The devices could not be looked up: ${clip(visible(devicesError.message), 200)}`}</p>}
      {openError !== null && <p role="alert" className="text-bad">{rich`The other runs could not be read: ${clip(visible(openError.message), 200)}`}</p>}
      <UnreadableRuns runs={unreadable} />
      {devices === null && devicesError === null && (
        <div aria-busy>
          <span className="sr-only">{t`The devices are being looked up`}</span>
          <Skeleton className="w-80 max-w-full" />
          <Skeleton className="w-56" />
        </div>
      )}
      {devices !== null && devices.length > 0 && (
        <p className="text-ink-2 wrap-anywhere">
          {devices.slice(0, NAMED).map((device, index) => (
            <span key={device.sid}>
              {index > 0 && ', '}
              <bdi className="text-ink">{clip(deviceLabel(device), 60)}</bdi>
            </span>
          ))}
          {devices.length > NAMED && <> {t`and ${number(devices.length - NAMED)} more`}</>}
        </p>
      )}
      {devices !== null && missing.length > 0 && (
        <details>
          <summary className="rounded-sm text-warn">
            {isComplete(coverage)
              ? plural(missing.length, '# device of the list is no longer in the fleet, and left out', '# devices of the list are no longer in the fleet, and left out')
              : plural(missing.length, '# device of the list is not in the {0} read so far, and left out', '# devices of the list are not in the {0} read so far, and left out', number(coverage.held))}
          </summary>
          <UnknownEntries unknown={missing} />
        </details>
      )}
      <NotWhole>{t`The list stays as it was frozen.`}</NotWhole>
      {split !== null && devices !== null && devices.length > 0 && (
        <>
          <BulkSplit split={split} chosen={devices} parts={parts} onPart={onPart} kind="deploy" review={false} devices={sent} />
          <p className="text-ink-2">
            {rich`It is sent to ${<strong className="font-semibold text-ink">{count(sent.length, 'device')}</strong>}. Each is read again before its turn, and skipped when somebody else has changed it meanwhile.`}
          </p>
        </>
      )}
      {app === null && devices !== null && <p className="text-ink-2">{t`Once an App is picked, it is said here what would become of each.`}</p>}
    </>
  );
}
