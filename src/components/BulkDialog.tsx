import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { appQueries } from '#api/apps.ts';
import type { Device } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { stuckAfter } from '#fleet/health.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { clip, errorWords, visible } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { guardFor, isCount } from '#rollouts/guard.ts';
import { bulkPlan } from '#rollouts/make-plan.ts';
import { splitOf, type Split } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFields, DialogFooter, DialogForm, DialogStrip } from '#ui/Dialog.tsx';
import { Field } from '#ui/Field.tsx';
import { AppFitNotice } from './AppFitNotice.tsx';
import { AppPicker } from './AppPicker.tsx';
import { AppsFailed } from './AppsFailed.tsx';
import { sendable, type ConfigDraft } from './bulk-config.ts';
import { BulkConfigFields } from './BulkConfigFields.tsx';
import { BulkSplit, useParts } from './BulkSplit.tsx';
import { gather } from './bulk-devices.ts';
import { BULK_TITLES, changeFor, sendWords, type BulkKind } from './bulk-words.ts';
import { chosenApp, type ChosenApp } from './chosen-app.ts';
import { Countdown } from './Countdown.tsx';
import { FirstDevices } from './FirstDevices.tsx';
import { FleetWhere } from './FleetWhere.tsx';
import { paceOf, USUAL_PACE } from './pace-draft.ts';
import { PaceFields } from './PaceFields.tsx';
import { useStuckAfter } from './stuck-after.ts';
import { TypeCount } from './TypeCount.tsx';
import { TypeName } from './TypeName.tsx';
import { UnreadableRuns } from './UnreadableRuns.tsx';
import { useFitGuard } from './use-app-fit.ts';
import { STARTING, useStartRun } from './use-start-run.ts';

const NOBODY: readonly Device[] = [];

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
  const limits = useStuckAfter();
  const gathered = useQuery({ queryKey: ['bulk', key], queryFn: () => gather(sids), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
  const open = useQuery({ queryKey: ['bulk', key, 'open'], queryFn: () => rollouts(client).openDevices(null), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
  const [app, setApp] = useState('');
  const [config, setConfig] = useState<ConfigDraft>({ key: '', value: '' });
  const [withHidden, setWithHidden] = useState(false);
  const [parts, setPart] = useParts(['error', 'never']);
  const [pace, setPace] = useState(USUAL_PACE);
  const [typed, setTyped] = useState('');
  const { stage, plan, confirm, waited, failed } = useStartRun(onStarted);
  const go = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);

  const chosen = chosenApp(app, apps.data);
  const change = useMemo(() => changeFor(kind, chosen?.sid ?? null, sendable(config)), [kind, chosen?.sid, config]);
  const name = kind !== 'config' ? (chosen?.label ?? null) : config.key === '' ? null : clip(visible(config.key), 60);
  const all = gathered.data?.devices ?? NOBODY;
  const listed = useMemo(() => all.filter(({ sid }) => !hidden.has(sid)), [all, hidden]);
  const away = all.length - listed.length;
  const shown = withHidden ? all : listed;
  const busy = open.data?.devices;
  const split: Split | null = useMemo(() => (change === null || busy === undefined || gathered.data === undefined ? null : splitOf(shown, () => change, busy)), [change, busy, gathered.data, shown]);
  const devices = useMemo(() => {
    const wanted = new Set(split === null ? [] : (['change', ...parts] as const).flatMap((part) => split[part]));
    return shown.filter(({ sid }) => wanted.has(sid));
  }, [split, parts, shown]);
  const fit = useFitGuard({ app: change?.kind === 'deploy' ? change.app : null, devices, from: kind === 'deploy' ? shown : NOBODY, apps: apps.data });
  const guard = guardFor(devices.length, coverage.held);
  // Once it is confirmed it is that plan, whatever is read meanwhile.
  const words = plan?.title ?? sendWords(kind, split === null ? shown.length : devices.length, name);
  const off = stage !== 'asking';

  const blocked = blockedBecause({ kind, decided: change !== null, pace: paceOf(pace) !== null, reading: gathered.isPending || open.isPending, ready: split !== null, devices: devices.length, typed: guard !== 'type' || isCount(typed, devices.length), fits: fit.blocked });
  const submit = (): void => {
    const settings = paceOf(pace);
    if (blocked !== null || off || change === null || settings === null) return;
    // A device is stuck here when it is stuck everywhere else.
    const deadline = change.kind === 'deploy' ? stuckAfter(limits, change.app) : undefined;
    const made = bulkPlan(devices, change, { now: Date.now(), random: Math.random, title: words, deadline }, { ...settings, force: parts.includes('so') });
    confirm(fit.exception ? { ...made, exception: true } : made, kind === 'restart');
  };
  // It is being started: leaving would only look like calling it off.
  const leave = (): void => {
    if (stage !== 'starting') onClose();
  };
  return (
    <Dialog title={BULK_TITLES[kind]} subject={<FleetWhere />} onClose={leave} returnTo={returnTo} {...(kind !== 'deploy' && kind !== 'config' && { initialFocus: go })}>
      <DialogForm onSubmit={submit}>
        <DialogBody>
          <DialogFields off={off}>
            {kind === 'deploy' && (
              <Field label={t`App`} hint={appHint(apps, chosen)}>
                <AppPicker value={app} onChange={setApp} apps={apps.data} fitting={fit.fitting} disabled={off} />
              </Field>
            )}
            <AppFitNotice words={fit.words} />
            {kind === 'config' && <BulkConfigFields draft={config} onChange={setConfig} />}
            {gathered.error !== null && <p role="alert" className="text-sm wrap-anywhere text-bad">{rich`The devices could not be looked up: ${errorWords(gathered.error)}`}</p>}
            {open.error !== null && <p role="alert" className="text-sm wrap-anywhere text-bad">{rich`The other runs could not be read: ${errorWords(open.error)}`}</p>}
            {gathered.data !== undefined && (
              <p className="text-sm">
                {rich`${<strong className="font-semibold">{count(shown.length, 'device')}</strong>} chosen`}{shown.length > 0 && ': '}
                <FirstDevices devices={shown} />.
              </p>
            )}
            {away > 0 && (
              <label className="flex items-start gap-2 rounded-md border border-warn/30 bg-warn-tint px-3 py-2 text-sm">
                <input type="checkbox" checked={withHidden} onChange={(event) => setWithHidden(event.target.checked)} className="mt-0.5 size-4 accent-accent" />
                <span>
                  {plural(
                    away,
                    '# more device is chosen, but not in the list as it is filtered now. Include it',
                    '# more devices are chosen, but not in the list as it is filtered now. Include them',
                  )}
                </span>
              </label>
            )}
            {gathered.data !== undefined && gathered.data.missing.length > 0 && (
              <p className="text-sm text-ink-2">{plural(gathered.data.missing.length, '# device chosen earlier is no longer in the fleet, and left out.', '# devices chosen earlier are no longer in the fleet, and left out.')}</p>
            )}
            <UnreadableRuns runs={open.data?.unreadable ?? 0} />
            {split !== null && <BulkSplit split={split} chosen={shown} parts={parts} onPart={setPart} kind={kind} review={guard !== 'plain'} devices={devices} />}
            <PaceFields draft={pace} onChange={setPace} />
            {kind === 'restart' && <p className="text-sm text-ink-2">{t`Anything an App holds only in memory is lost. A restart cannot be undone, and is never resent automatically.`}</p>}
          </DialogFields>
          {failed !== null && <p role="alert" className="text-sm text-bad">{rich`It was not started, and nothing was sent: ${failed}`}</p>}
        </DialogBody>
        {stage === 'counting' && (
          <DialogStrip>
            <Countdown focus={cancel} onEnd={waited} what={words} />
          </DialogStrip>
        )}
        {devices.length > 0 && <TypeName guard={fit} off={off} />}
        {guard === 'type' && split !== null && devices.length > 0 && stage !== 'counting' && <TypeCount devices={devices.length} typed={typed} onTyped={setTyped} off={off} />}
        <DialogFooter>
          <Button ref={cancel} onClick={leave} blocked={stage === 'starting' ? STARTING : null}>
            {t`Cancel`}
          </Button>
          <Button ref={go} type="submit" variant={kind === 'restart' ? 'danger' : 'primary'} blocked={off ? null : blocked} busy={off}>
            {stage === 'starting' ? t`Starting…` : words}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function appHint({ data, error }: { readonly data: unknown; readonly error: Error | null }, chosen: ChosenApp | null): ReactNode {
  if (data === undefined) return error === null ? t`The list of Apps is being read …` : <AppsFailed error={error} />;
  return chosen !== null && chosen.app === null ? t`The API does not list this App: it may refuse it, or the devices may never install it.` : undefined;
}

interface Ready {
  readonly kind: BulkKind;
  /** Its App or Config. */
  readonly decided: boolean;
  readonly pace: boolean;
  readonly reading: boolean;
  readonly ready: boolean;
  readonly devices: number;
  readonly typed: boolean;
  /** Why its App may not be sent to them yet. */
  readonly fits: string | null;
}

function blockedBecause({ kind, decided, pace, reading, ready, devices, typed, fits }: Ready): string | null {
  if (session().readOnly) return t`Read-only: this console was started so that nothing can be changed.`;
  if (kind === 'deploy' && !decided) return t`Pick an App first.`;
  if (kind === 'config' && !decided) return t`Enter a key and a value that can be sent first.`;
  if (!ready) return reading ? t`The devices are still being looked up.` : t`The devices or the other runs could not be read.`;
  if (!pace) return t`The pace has to be corrected first.`;
  if (devices === 0) return t`There is no device left to send it to.`;
  return fits ?? (typed ? null : t`Type the count first.`);
}
