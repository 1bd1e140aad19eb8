import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { appQueries } from '#api/apps.ts';
import type { App, Device } from '#api/schema.ts';
import { gather } from '#components/bulk-devices.ts';
import { sendWords } from '#components/bulk-words.ts';
import { chosenApp, type ChosenApp } from '#components/chosen-app.ts';
import { COUNT_AGAIN, useNow } from '#components/now.ts';
import { useFitGuard, type FitGuard } from '#components/use-app-fit.ts';
import { isOpen } from '#rollouts/head.ts';
import { inOrder, splitOf, type Split } from '#rollouts/plan.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { parseWaves, type Waves } from '#rollouts/waves.ts';
import { settingsOf, type WizardForm } from '#rollouts/wizard-form.ts';
import { pickedIn, withFirst } from '#rollouts/wizard-plan.ts';
import { preflight, waveRows, type Preflight, type WaveRow } from '#rollouts/wizard-preflight.ts';
import { t } from '#texts/t.ts';
import type { FrozenList } from './wizard-list.ts';

export interface Wizard {
  readonly apps: ReadonlyMap<string, App> | undefined;
  readonly appsError: Error | null;
  readonly app: ChosenApp | null;
  /** Devices of the frozen list as they were read last; null while they are looked up. */
  readonly devices: readonly Device[] | null;
  readonly missing: readonly string[];
  readonly devicesError: Error | null;
  readonly openError: Error | null;
  /** Other open runs of which nobody knows which devices they have. */
  readonly unreadable: number;
  /** Null while there is no App, or something is still being read. */
  readonly split: Split | null;
  /** Those that it will be sent to, in the order of the rollout. */
  readonly sent: readonly Device[];
  readonly waves: Waves;
  readonly rows: readonly WaveRow[];
  readonly figures: Preflight;
  /** Whether the App fits those that it will be sent to. */
  readonly fit: FitGuard;
  /** The usual title. */
  readonly usualTitle: string;
  readonly how: ReturnType<typeof settingsOf>;
}

const NOBODY: readonly Device[] = [];
const NO_LIST: readonly string[] = [];

/** Everything that follows from what stands in the fields, kept up with what is read meanwhile. */
export function useWizard(id: string, form: WizardForm, list: FrozenList | null): Wizard {
  const apps = useQuery(appQueries.all());
  const app = chosenApp(form.app, apps.data);
  const sids = list?.sids ?? NO_LIST;
  // Asked again with each version of the index; thousands of devices are not to be compared one by one each time.
  const gathered = useQuery({ queryKey: ['fleet', 'frozen', id, list?.at, sids.length], queryFn: () => gather(sids), enabled: list !== null, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always', structuralSharing: false });
  const open = useOpenDevices(id);
  const devices = list === null ? null : (gathered.data?.devices ?? null);
  const split = useSplit(devices, app?.sid ?? null, open.data?.devices);
  const sent = useOrder(id, devices, split, form);
  const waves = useMemo(() => parseWaves(form.waves, sent.length), [form.waves, sent.length]);
  const rows = useMemo(() => (waves.ends === null ? [] : waveRows(sent, waves.ends)), [sent, waves]);
  const figures = useFigures(sent, app?.sid ?? null);
  const fit = useFitGuard({ app: app?.sid ?? null, devices: sent, from: devices, apps: apps.data });
  return {
    apps: apps.data,
    appsError: apps.error,
    app,
    devices,
    missing: gathered.data?.missing ?? NO_LIST,
    devicesError: gathered.error,
    openError: open.error,
    unreadable: open.data?.unreadable ?? 0,
    split,
    sent,
    waves,
    rows,
    figures,
    fit,
    usualTitle: list === null ? t`Deploy ${app?.label ?? t`an App`}` : sendWords('deploy', sent.length, app?.label ?? null),
    how: settingsOf(form),
  };
}

function useSplit(devices: readonly Device[] | null, app: string | null, busy: ReadonlySet<string> | undefined): Split | null {
  return useMemo(() => (devices === null || app === null || busy === undefined ? null : splitOf(devices, () => ({ kind: 'deploy', app }), busy)), [devices, app, busy]);
}

/** Those that are left once parts are left out, in the order of the rollout. */
function useOrder(id: string, devices: readonly Device[] | null, split: Split | null, { parts, canaries, picked }: WizardForm): readonly Device[] {
  const left = useMemo(() => {
    if (devices === null || split === null) return devices ?? NOBODY;
    const wanted = new Set((['change', ...parts] as const).flatMap((part) => split[part]));
    return devices.filter((device) => wanted.has(device.sid));
  }, [devices, split, parts]);
  // 20,000 devices take 100 ms to be sorted, and need not be for a letter of the title or one more canary.
  const order = useMemo(() => inOrder(id, left, []), [id, left]);
  return useMemo(() => withFirst(order, pickedIn({ canaries, picked })), [order, canaries, picked]);
}

function useFigures(sent: readonly Device[], app: string | null): Preflight {
  const now = useNow(COUNT_AGAIN);
  return useMemo(() => preflight(sent, app, now), [sent, app, now]);
}

/** Devices of the other runs that have not ended, read again when one begins or ends. */
function useOpenDevices(id: string) {
  const all = rollouts(useQueryClient());
  const others = useSyncExternalStore(all.subscribe, () => (all.heads() ?? []).filter((head) => isOpen(head) && head.id !== id).map((head) => head.id).join(' '));
  return useQuery({ queryKey: ['rollouts', 'open', id, others], queryFn: () => all.openDevices(id), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always' });
}
