import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState, useSyncExternalStore } from 'react';
import type { App, Device } from '#api/schema.ts';
import { AppFit, fitOfMany, pushedOf, type Candidate } from '#fleet/app-fit.ts';
import { ask, KEPT } from '#fleet/fleet.ts';
import { isName, nameToType } from '#rollouts/guard.ts';
import { doubted, pushesOf } from '#rollouts/pushes.ts';
import { rollouts } from '#rollouts/rollouts.ts';
import { t } from '#texts/t.ts';
import { fitWords, type FitWords } from './app-fit-words.ts';

interface Asked {
  /** The App that is chosen, by its sid; null while none is. */
  readonly app: string | null;
  /** Those that it will be sent to. */
  readonly devices: readonly Device[];
  /** All that it may be sent to, the same array as long as they are the same; null while they are looked up. */
  readonly from?: readonly Device[] | null;
  /** Undefined while they are not known. */
  readonly apps: ReadonlyMap<string, App> | undefined;
}

/** What stands between an App and devices that it may not be made for. */
export interface FitGuard {
  /** What is to be said of it; null where nothing is. */
  readonly words: FitWords | null;
  /** What has to be typed; null where nothing has. */
  readonly name: string | null;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  /** Why it cannot be sent. */
  readonly blocked: string | null;
  /** Some of the devices run nothing like it: a run that is confirmed all the same is an exception. */
  readonly exception: boolean;
  /** The Apps of the list that fit at least one of the devices: the picker puts them first. */
  readonly fitting: ReadonlySet<string>;
}

/**
 * Whether an App fits some devices: by the names of the Apps at once, and by the whole fleet as soon as the Worker answers. It is asked
 * again whenever it knows more. What runs of this browser did wrong is no evidence, see `Push`.
 */
export function useFitGuard({ app, devices, from = devices, apps }: Asked): FitGuard {
  const key = useId();
  const [typed, setTyped] = useState('');
  const all = from ?? devices;
  const runs = rollouts(useQueryClient());
  // Null while it is not known which runs there are.
  const doubts = useSyncExternalStore(runs.subscribe, () => {
    const heads = runs.heads() ?? (runs.notKept === null ? null : []);
    return heads === null ? null : doubted(heads);
  });
  const pushes = useQuery({
    queryKey: ['rollouts', 'pushes', doubts],
    queryFn: () => pushesOf(runs.heads() ?? [], (id) => runs.plan(id)),
    enabled: doubts !== null && all.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
    structuralSharing: false,
  });
  const kinship = useQuery({
    ...KEPT,
    queryKey: ['fleet', 'kinship', key, numberOf(all), doubts],
    queryFn: () => ask((worker) => worker.kinship(all.map(({ sid }) => sid), pushedOf(pushes.data ?? []))),
    enabled: pushes.isSuccess && !pushes.isPlaceholderData,
    placeholderData: keepPreviousData,
    gcTime: 0,
    structuralSharing: false,
  });
  const fit = useMemo(() => new AppFit((sid) => apps?.get(sid)?.unique_name ?? null, kinship.data, pushes.data), [apps, kinship.data, pushes.data]);
  const fitting = useMemo(() => fit.fitting(all.map(candidateOf), apps?.keys() ?? []), [fit, all, apps]);
  const found = useMemo(() => (app === null ? null : fitOfMany(fit, app, devices, candidateOf)), [fit, app, devices]);

  const named = app === null ? null : (apps?.get(app)?.unique_name ?? null);
  // What does not fit by the names may still turn out to. What fits by them stays so, unless a run is in doubt.
  const asking = kinship.isPending && devices.length > 0 && found !== null && (found.verdict !== 'fits' || doubts !== '');
  const words = app === null || found === null || asking ? null : fitWords({ app, fit: found, devices, apps, coverage: kinship.data?.coverage ?? null });
  const name = words?.tone === 'bad' && app !== null ? nameToType(app, named) : null;
  const blocked = asking ? t`Looking up what these devices have run.` : name !== null && !isName(typed, name) ? t`Type the App’s name first.` : null;
  return { words, name, typed, onTyped: setTyped, blocked, exception: (found?.unlike.length ?? 0) > 0, fitting };
}

const numbers = new WeakMap<readonly Device[], number>();
let latest = 0;

/** Another number for each array: thousands of sids make no key. */
function numberOf(devices: readonly Device[]): number {
  const number = numbers.get(devices) ?? (latest += 1);
  numbers.set(devices, number);
  return number;
}

function candidateOf({ sid, app }: Device): Candidate {
  return { sid, running: app?.reported_sid ?? null, target: app?.target_sid ?? null };
}
