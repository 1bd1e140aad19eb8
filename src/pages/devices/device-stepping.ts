import { pathIn } from '#components/permalink.ts';
import { deviceIdIn } from '../../paths.ts';

/** Steps from device to device: each needs an answer first, and whoever is quick presses the next key before it is there. */

let steps: Promise<void> = Promise.resolve();

/** One step after the other, each from where the one before has led to. */
export function afterSteps(step: () => Promise<void>): void {
  steps = steps.then(step).catch(() => undefined);
}

/** Once all steps are done: whether the device on show is still the one that somebody is at. @param pathname that it is shown for */
export async function isStillAt(pathname: string): Promise<boolean> {
  await steps;
  return deviceIdIn(pathIn(window.location.pathname)) === deviceIdIn(pathname);
}
