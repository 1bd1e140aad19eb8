import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type RefObject } from 'react';
import { appQueries } from '#api/apps.ts';
import { session } from '#api/session.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { count } from '#lib/text.ts';
import { guardFor, isCount } from '#rollouts/guard.ts';
import { bulkPlan } from '#rollouts/make-plan.ts';
import { splitOf, type Plan, type RunSettings, type Split } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { appLabel } from './AppName.tsx';
import { appNamed, AppPicker } from './AppPicker.tsx';
import { BulkSplit, useParts } from './BulkSplit.tsx';
import { gather } from './bulk-devices.ts';
import { BULK_TITLES, changeFor, sendWords, type BulkKind } from './bulk-words.ts';
import { Countdown } from './Countdown.tsx';
import { deviceLabel } from './DeviceName.tsx';
import { FleetWhere } from './FleetWhere.tsx';
import { paceOf, USUAL_PACE } from './pace-draft.ts';
import { PaceFields } from './PaceFields.tsx';
import { TypeCount } from './TypeCount.tsx';
import { useStartRun } from './use-start-run.ts';

interface BulkDialogProps {
  readonly kind: BulkKind;
  /** Frozen: what is chosen, filtered or listed meanwhile changes nothing. */
  readonly sids: readonly string[];
  /** Those of them that the list, as it is filtered now, does not show. */
  readonly hidden: ReadonlySet<string>;
  readonly onClose: () => void;
  /** It has been started, as this run. */
  readonly onStarted: (id: string) => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** Before one change is sent to many devices: exactly which, what it does to each, and a guard that grows with their number. */
export function BulkDialog({ kind, sids, hidden, onClose, onStarted, returnTo }: BulkDialogProps) {
  const client = useQueryClient();
  const key = useId();
  const apps = useQuery(appQueries.all());
  const { coverage } = useFleetStatus();
  const gathered = useQuery({ queryKey: ['bulk', key], queryFn: () => gather(sids), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
  const open = useQuery({ queryKey: ['bulk', key, 'open'], queryFn: () => rollouts(client).openDevices(null), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
  const [app, setApp] = useState('');
  const [withHidden, setWithHidden] = useState(false);
  const [parts, setPart] = useParts(['error', 'never']);
  const [pace, setPace] = useState(USUAL_PACE);
  const [typed, setTyped] = useState('');
  const [counting, setCounting] = useState(false);
  const run = useStartRun(onStarted);
  const go = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);

  const chosen = appNamed(apps.data, app.trim());
  const change = changeFor(kind, chosen?.sid ?? null);
  const all = gathered.data?.devices ?? [];
  const shown = withHidden ? all : all.filter(({ sid }) => !hidden.has(sid));
  const split: Split | null = change === null || open.data === undefined || gathered.data === undefined ? null : splitOf(shown, () => change, open.data.devices);
  const wanted = new Set(split === null ? [] : (['change', ...parts] as const).flatMap((part) => split[part]));
  const devices = shown.filter(({ sid }) => wanted.has(sid));
  const guard = guardFor(devices.length, coverage.held);
  const words = sendWords(kind, devices.length, chosen === null ? null : appLabel(chosen.sid, apps.data).text);

  const start = async (): Promise<void> => {
    const settings = paceOf(pace);
    if (change === null || settings === null) return;
    await run.start(planNow(devices, change, words, { ...settings, force: parts.includes('so') }));
    setCounting(false);
  };
  const blocked = blockedBecause({ kind, app: chosen !== null, pace: paceOf(pace) !== null, ready: split !== null, devices: devices.length, typed: guard !== 'type' || isCount(typed, devices.length) });
  const submit = (): void => {
    if (blocked !== null || counting) return;
    if (kind === 'restart') setCounting(true);
    else void start();
  };
  return (
    <Dialog title={BULK_TITLES[kind]} subject={<FleetWhere />} onClose={onClose} returnTo={returnTo} {...(kind !== 'deploy' && { initialFocus: go })}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          {kind === 'deploy' && (
            <Field label="App">
              <AppPicker value={app} onChange={setApp} apps={apps.data} />
            </Field>
          )}
          {gathered.error !== null && <p role="alert" className="text-sm text-bad">The devices could not be looked up: {gathered.error.message}</p>}
          {gathered.data !== undefined && (
            <p className="text-sm">
              <strong className="font-semibold">{count(shown.length, 'device')}</strong> chosen: {shown.slice(0, 5).map(deviceLabel).join(', ')}
              {shown.length > 5 && ` and ${(shown.length - 5).toLocaleString('en')} more`}.
            </p>
          )}
          {hidden.size > 0 && (
            <label className="flex items-start gap-2 rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
              <input type="checkbox" checked={withHidden} onChange={(event) => setWithHidden(event.target.checked)} className="mt-0.5 size-4 accent-accent" />
              <span>
                {count(hidden.size, 'more device is', 'more devices are')} chosen, but not in the list as it is filtered now. Include {hidden.size === 1 ? 'it' : 'them'}
              </span>
            </label>
          )}
          {gathered.data !== undefined && gathered.data.missing.length > 0 && (
            <p className="text-sm text-ink-2">{count(gathered.data.missing.length, 'device')} chosen earlier {gathered.data.missing.length === 1 ? 'is' : 'are'} no longer in the fleet, and left out.</p>
          )}
          {split !== null && <BulkSplit split={split} parts={parts} onPart={setPart} kind={kind} review={guard !== 'plain'} devices={devices} />}
          <PaceFields draft={pace} onChange={setPace} />
          {kind === 'restart' && <p className="text-sm text-ink-2">What an App had only in memory is lost. A restart cannot be taken back, and is never sent twice by itself.</p>}
          {counting && <Countdown focus={cancel} onEnd={() => void start()} what={words} />}
          {run.failed !== null && <p role="alert" className="text-sm text-bad">It was not started, and nothing was sent: {run.failed}</p>}
        </DialogBody>
        {guard === 'type' && split !== null && devices.length > 0 && !counting && <TypeCount devices={devices.length} typed={typed} onTyped={setTyped} />}
        <DialogFooter>
          <Button ref={cancel} onClick={onClose}>Cancel</Button>
          <Button ref={go} type="submit" variant={kind === 'restart' ? 'danger' : 'primary'} blocked={blocked} busy={counting}>
            {words}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function planNow(devices: Parameters<typeof bulkPlan>[0], change: Parameters<typeof bulkPlan>[1], title: string, settings: Partial<RunSettings>): Plan {
  return bulkPlan(devices, change, { now: Date.now(), random: Math.random, title }, settings);
}

interface Ready {
  readonly kind: BulkKind;
  readonly app: boolean;
  readonly pace: boolean;
  readonly ready: boolean;
  readonly devices: number;
  readonly typed: boolean;
}

function blockedBecause({ kind, app, pace, ready, devices, typed }: Ready): string | null {
  if (session().readOnly) return 'Read-only: this console was started so that nothing can be changed.';
  if (kind === 'deploy' && !app) return 'Pick an App first.';
  if (!ready) return 'The devices are still being looked up.';
  if (!pace) return 'The pace has to be corrected first.';
  if (devices === 0) return 'There is no device left to send it to.';
  return typed ? null : 'Type the count first.';
}
