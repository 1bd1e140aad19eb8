/** An old tab after an upgrade: what it knows of the server's build. Nothing is asked for this alone, and nothing loads itself anew. */
import { useSyncExternalStore } from 'react';
import { onBuild, tellBuild } from '#api/build.ts';
import { askSession, basePath, session } from '#api/session.ts';

/** `ready`: the server has another build. `needed`: something was asked for whose code only that build has. */
type Upgrade = 'none' | 'ready' | 'needed';

let upgrade: Upgrade = 'none';
const listeners = new Set<() => void>();

/** What this page was loaded with, whatever the server has become since; undefined in development. */
let own: string | undefined;
export const ownBuild = (): string => own ?? 'in development';

/** To be called once. This page is of the build that the server has now, so whatever page is of another one is old. */
export function watchBuild(): void {
  own = session().build;
  if (own === undefined) return;
  onBuild(basePath(), (build) => {
    if (build !== own && upgrade === 'none') setUpgrade('ready');
  });
  tellBuild(own, basePath());
}

/** Says what is known now: of something that was needed it may be said that it can wait. */
export function setUpgrade(next: Upgrade): void {
  upgrade = next;
  for (const tell of listeners) tell();
}

/** Some code could not be had. True when it never will be, since the server has another build; false while it does not answer. */
export async function isUpgraded(): Promise<boolean> {
  if (upgrade !== 'none') return true;
  try {
    return (await askSession()).build !== own;
  } catch {
    return false;
  }
}

export function useUpgrade(): Upgrade {
  return useSyncExternalStore(subscribe, () => upgrade);
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
