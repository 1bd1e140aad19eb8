/** The fleet that a seed number stands for: believable, alive, and the same on every run. */
import { brokenManifest } from './manifest.ts';
import { awkwardName, KINDS, type Kind, placeOf, usualName } from './names.ts';
import { fraction, Random } from './random.ts';
import type { AppSeed, DeviceSeed } from './seed.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** What the service's error codes mean is published nowhere; these are numbers, and nothing more. */
export const ERROR_CODES = [3, 7, 12, 101, 118, 404] as const;

/** Versions of the firmware of each kind, newest first; null is an App that nobody named. */
const VERSIONS: Readonly<Record<Kind, readonly (string | null)[]>> = {
  freezer: ['2.5.0-rc.1', '2.4.1', '2.4.0'],
  cooler: ['1.9.2', '1.9.1'],
  hvac: ['4.0.0', '3.12.7', null],
  'pos-gateway': ['7.1.0', '7.0.3'],
  'energy-meter': ['0.9.4', null],
  door: ['1.2.0+build.88'],
};

/** The manifest of this one does not decode. */
const UNREADABLE = 'cooler-1.9.1';

/** The deleted one: no longer listed, still the target of some freezers. */
const DELETED = 'freezer-2.3.9';

interface AppOfKind {
  readonly kind: Kind;
  readonly seed: AppSeed & { readonly sid: string };
}

function appsByKind(random: Random): AppOfKind[] {
  const made = KINDS.flatMap((kind) =>
    VERSIONS[kind].map((version, age) => ({
      kind,
      seed: {
        sid: `KA${random.hex(32)}`,
        uniqueName: version === null ? null : `${kind}-${version}`,
        hash: `sha256:${random.hex(64)}`,
        createdAgo: Math.floor(random.between(3, 20) * DAY + age * 45 * DAY),
        deleted: false,
        ...(`${kind}-${version}` === UNREADABLE ? { manifest: brokenManifest(UNREADABLE) } : {}),
      },
    })),
  );
  const deleted = {
    kind: 'freezer' as const,
    seed: {
      sid: `KA${random.hex(32)}`,
      uniqueName: DELETED,
      hash: `sha256:${random.hex(64)}`,
      createdAgo: 300 * DAY,
      deleted: true,
    },
  };
  return [...made, deleted].toSorted((a, b) => a.seed.createdAgo - b.seed.createdAgo);
}

interface Choice {
  readonly random: Random;
  /** Listed Apps of the device's kind, newest first. */
  readonly newest: string;
  readonly older: string;
  readonly deleted: string;
}

/**
 * What can be the matter with a device, and how many of a thousand it concerns; the rest is aligned. The order is
 * the order of the shares and nothing else.
 */
const CONDITIONS: readonly (readonly [perMille: number, (choice: Choice) => DeviceSeed])[] = [
  // Lands while somebody watches.
  [22, ({ random, newest, older }) => ({
    target: newest, reported: older, targetedAgo: random.between(1, 20), landsIn: random.between(5, 30),
  })],
  // Checks in rarely: minutes and hours are normal, and so are some failures.
  [12, ({ random, newest, older }) => ({
    target: newest, reported: older, targetedAgo: random.between(2, 50) * MINUTE,
    landsIn: random.between(1, 360) * MINUTE, failsWith: random.next() < 0.1 ? random.pick(ERROR_CODES) : 0,
  })],
  // Stuck for hours, days or weeks.
  [20, ({ random, newest, older }) => ({
    target: newest, reported: older, targetedAgo: HOUR * 1.5 * Math.exp(random.between(0, 5.8)),
  })],
  [19, ({ random, newest, older }) => ({
    target: newest, reported: older, status: 'error', errorCode: random.pick(ERROR_CODES),
    targetedAgo: random.between(1, 400) * HOUR,
  })],
  // Odd: it runs what it should, and the result still says error.
  [3, ({ random, newest }) => ({
    target: newest, status: 'error', errorCode: random.pick(ERROR_CODES), targetedAgo: random.between(2, 90) * HOUR,
  })],
  // In a box, not yet switched on.
  [9, ({ random, newest }) => ({ target: newest, reported: null, targetedAgo: random.between(1, 60) * DAY })],
  [8, ({ random }) => ({ target: null, reported: null, updatedAgo: random.between(1, 150) * DAY })],
  // Targets an App that is gone: some run it, some never will.
  [4, ({ random, older, deleted }) => ({
    target: deleted, reported: older, targetedAgo: random.between(30, 120) * DAY,
  })],
  [3, ({ random, deleted }) => ({ target: deleted, targetedAgo: random.between(90, 200) * DAY })],
];

function aligned({ random, newest, older }: Choice): DeviceSeed {
  return { target: random.next() < 0.82 ? newest : older, targetedAgo: random.between(0.2, 90) * DAY };
}

/** @param share in [0, 1): which condition, by the shares above. */
function conditionAt(share: number): (choice: Choice) => DeviceSeed {
  let mille = share * 1000;
  for (const [width, make] of CONDITIONS) {
    if (mille < width) return make;
    mille -= width;
  }
  return aligned;
}

function logging(random: Random): DeviceSeed {
  const share = random.next();
  if (share < 0.05) return { logging: random.between(5 * MINUTE, DAY) };
  if (share < 0.06) return { logging: random.between(20, 300) };
  if (share < 0.09) return { logging: -random.between(HOUR, 40 * DAY) };
  if (share < 0.094) return { logging: -random.between(HOUR, 9 * DAY), loggingLingers: true };
  if (share < 0.1) return { logging: 'endless' };
  return {};
}

function name(index: number, random: Random): string | null {
  const share = random.next();
  if (share < 0.05) return null;
  return share < 0.06 ? awkwardName(index, random.uint32()) : usualName(index);
}

/** The Apps and devices that a seed number stands for. @param count how many devices */
export function seededFleet(seed: number, count: number): { apps: AppSeed[]; devices: DeviceSeed[] } {
  const random = new Random(seed);
  const apps = appsByKind(random);
  const deleted = apps.find((app) => app.seed.deleted)?.seed.sid ?? '';
  const choices = new Map<Kind, Choice>();
  for (const kind of KINDS) {
    const sids = apps.filter((app) => app.kind === kind && !app.seed.deleted).map((app) => app.seed.sid);
    const newest = sids[0] ?? '';
    // A kind with one App has run another kind's before: reused hardware.
    choices.set(kind, { random, newest, older: sids[1] ?? apps.at(-2)?.seed.sid ?? newest, deleted });
  }
  // Steps of the golden ratio spread the conditions evenly, so that a small fleet has its share of each as well.
  const offset = fraction(`offset ${seed}`);
  const devices: DeviceSeed[] = [];
  for (let index = 0; index < count; index += 1) {
    const choice = choices.get(placeOf(index).kind);
    if (choice === undefined) continue;
    const condition = conditionAt((offset + index * 0.618_033_988_749_895) % 1)(choice);
    const reportedAgo = random.next() < 0.9 ? random.between(1, 24 * HOUR) : random.between(1, 60) * DAY;
    // What runs its target has reported it after it was told to.
    const latest = condition.reported === undefined ? (condition.targetedAgo ?? DAY) * 0.98 : reportedAgo;
    devices.push({
      sid: `UV${random.hex(32)}`,
      uniqueName: name(index, random),
      ...condition,
      reportedAgo: Math.min(reportedAgo, latest),
      // The list is newest first, as the maker's lists usually are; the order is documented nowhere.
      createdAgo: 200 * DAY + index * 97,
      ...logging(random),
    });
  }
  return { apps: apps.map((app) => app.seed), devices };
}
