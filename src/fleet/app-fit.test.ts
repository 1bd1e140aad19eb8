import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededFleet } from '../../simulator/fleet.ts';
import { KINDS, placeOf } from '../../simulator/names.ts';
import { AppFit, fitOfMany, type AppKinship, type Candidate, type Push } from './app-fit.ts';

const NAMES: Readonly<Record<string, string>> = { F1: 'freezer-2.4.0', F2: 'freezer-2.5.0-rc.1', H1: 'hvac-3.12.7', H2: 'hvac-4.0.0', C1: 'cold-1' };
const nameOf = (sid: string): string | null => NAMES[sid] ?? null;

const device = (running: string | null, target: string | null = running, sid = 'D'): Candidate => ({ sid, running, target });
const fit = (more: Partial<AppKinship> = {}): AppFit => new AppFit(nameOf, { moved: [], given: [], ran: new Map(), used: null, ...more });

describe('an App fits a device', () => {
  test('that runs, targets or ran it, or a version of the same', () => {
    expect(fit().of(device('F1'), 'F1')).toBe('fits');
    expect(fit().of(device('F1'), 'F2')).toBe('fits');
    expect(fit().of(device('H1', 'F1'), 'F2')).toBe('fits');
    expect(fit().of(device(null, 'F1'), 'F2')).toBe('fits');
    expect(fit({ ran: new Map([['D', ['F1']]]) }).of(device('H1'), 'F2')).toBe('fits');
    expect(fit({ ran: new Map([['E', ['F1']]]) }).of(device('H1'), 'F2')).toBe('unlike');
  });

  test('from whose App, exactly that one, others moved to it or to a version of the same', () => {
    const renamed = fit({ moved: [['C1', 'F1', 5]] });
    expect(renamed.of(device('C1'), 'F1')).toBe('fits');
    expect(renamed.of(device('C1'), 'F2')).toBe('fits');
    expect(renamed.of(device('C1'), 'H2')).toBe('unlike');
    // Hardware that was used for something else says nothing of what else runs that App.
    expect(renamed.of(device('F1'), 'C1')).toBe('unlike');
    expect(fit({ moved: [['F1', 'H1', 5]] }).of(device('F2'), 'H2')).toBe('unlike');
  });
});

test('hvac firmware is unlike a freezer, whoever has targeted it there', () => {
  expect(fit().of(device('F1'), 'H2')).toBe('unlike');
  expect(fit({ given: [['F1', 'H2', 100]] }).of(device('F1'), 'H2')).toBe('unlike');
});

describe('nothing can be told', () => {
  test('of a device without an App, or of an App without a name', () => {
    expect(fit().of(device(null), 'F1')).toBe('unknown');
    expect(fit().of(device('F1'), 'without a name')).toBe('unknown');
    expect(fit().of(device('without a name'), 'F1')).toBe('unknown');
    expect(new AppFit(() => null).of(device('F1'), 'H1')).toBe('unknown');
  });

  test('unless the fleet tells what the App without a name is', () => {
    const given = fit({ given: [['without a name', 'H2', 5]] });
    expect(given.of(device('without a name'), 'H1')).toBe('fits');
    // To which other one it belongs says nothing against a third.
    expect(given.of(device('without a name'), 'F1')).toBe('unknown');
  });
});

describe('a move is evidence', () => {
  test('only once a handful of devices made it', () => {
    expect(fit({ moved: [['F1', 'H2', 4]] }).of(device('F1'), 'H2')).toBe('unlike');
    expect(fit({ moved: [['F1', 'H2', 5]] }).of(device('F1'), 'H2')).toBe('fits');
    expect(fit({ given: [['F1', 'U1', 4]], used: ['F1', 'U1'] }).of(device('F1'), 'U1')).toBe('unlike');
  });
});

const push = (settled: boolean, before: string | null = 'F1'): Push => ({ app: 'H2', devices: new Map([['D', before]]), settled });
const after = (...pushes: readonly Push[]): AppFit => new AppFit(nameOf, { moved: [], given: [], ran: new Map([['D', ['F1', 'H2']]]), used: ['F1', 'H2'] }, pushes);
describe('an App that a device has only because of a run that went wrong', () => {
  test('is not its own: neither that App nor a newer version of it fits, what it had before does', () => {
    for (const each of [device('F1', 'H2'), device('H2')]) expect([after(push(false)).of(each, 'H2'), after(push(false)).of(each, 'H1'), after(push(false)).of(each, 'F2')]).toEqual(['unlike', 'unlike', 'fits']);
    expect(after(push(false)).of(device('F1', 'H2', 'other'), 'H2')).toBe('fits');
  });

  test('is its own once that run has ended well', () => {
    expect(after(push(true)).of(device('H2'), 'H1')).toBe('fits');
  });

  test('is told as before where it had none', () => {
    expect(new AppFit(nameOf, undefined, [push(false, null)]).of(device(null, 'H2'), 'H2')).toBe('unknown');
  });
});

const MORE_NAMES: Readonly<Record<string, string>> = { ...NAMES, V1: '2.4.1', V2: '2026.11' };
const whole = (used: readonly string[] | null, more: Partial<AppKinship> = {}): AppFit => new AppFit((sid) => MORE_NAMES[sid] ?? null, { moved: [], given: [], ran: new Map(), used, ...more });

describe('an App without a name to compare', () => {
  test('is unlike devices whose Apps have one, once the whole fleet was read and none moved to it', () => {
    for (const app of ['U1', 'V1', 'V2']) {
      expect(whole(null).of(device('F1'), app)).toBe('unknown');
      expect(whole(['F1', 'H1']).of(device('F1'), app)).toBe('unlike');
      expect(whole(['F1', app], { moved: [['H1', app, 9]] }).of(device('F1'), app)).toBe('unlike');
      expect(whole(['F1', app], { moved: [['F1', app, 5]] }).of(device('F1'), app)).toBe('fits');
      expect(whole(['F1']).of(device(null), app)).toBe('unknown');
    }
  });

  test('and one that other devices have is unlike devices whose Apps have none, unless some moved', () => {
    for (const app of ['H1', 'U2']) {
      expect(whole(['F1', 'U1', app]).of(device('U1'), app)).toBe('unlike');
      expect(whole(['F1', 'U1', app], { moved: [['U1', app, 1]] }).of(device('U1'), app)).toBe('unknown');
      expect(whole(['F1', 'U1', app], { moved: [['U1', app, 5]] }).of(device('U1'), app)).toBe('fits');
    }
    // Nobody has it yet: so begins every update.
    for (const app of ['H1', 'U2']) expect(whole(['F1', 'U1']).of(device('U1'), app)).toBe('unknown');
  });

  test('is not asked about in a fleet of which no App has one', () => {
    expect(whole(['U1', 'U2', 'V1']).of(device('U1'), 'U2')).toBe('unknown');
    expect(whole(['U1', 'U2', 'V1'], { moved: [['U3', 'U2', 9]] }).of(device('U1'), 'U2')).toBe('unknown');
  });
});

test('the Apps that fit any of some devices', () => {
  expect(fit().fitting([device('F1'), device(null)], Object.keys(NAMES))).toEqual(new Set(['F1', 'F2']));
  expect(fit({ moved: [['C1', 'F1', 5]] }).fitting([device('C1')], Object.keys(NAMES))).toEqual(new Set(['F1', 'F2', 'C1']));
  expect(fit().fitting([], Object.keys(NAMES))).toEqual(new Set());
});

test('many devices: which are unlike it, and whether they are most of those of which something can be told', () => {
  const of = (...devices: readonly Candidate[]) => fitOfMany(fit(), 'H2', devices, (each) => each).verdict;
  expect(of()).toBe('fits');
  expect(of(device('H1'), device(null))).toBe('fits');
  expect(of(device('H1'), device('H1'), device('F1'))).toBe('some-unlike');
  expect(of(device('H1'), device('F1'))).toBe('some-unlike');
  expect(of(device('H1'), device('F1'), device('F1'))).toBe('unlike');
  expect(of(device('F1'), device(null), device(null))).toBe('unlike');
  expect(of(device(null), device('without a name'))).toBe('unknown');
  const { unlike, unknown } = fitOfMany(fit(), 'H2', [device('H1'), device('F1', 'F1', 'freezer'), device(null, null, 'new')], (each) => each);
  expect([unlike.map(({ sid }) => sid), unknown.map(({ sid }) => sid)]).toEqual([['freezer'], ['new']]);
});

const anyApp = fc.constantFrom('F1', 'F2', 'H1', 'H2', 'C1', 'U1', 'U2');
const pairs = fc.array(fc.tuple(anyApp, anyApp, fc.integer({ min: 1, max: 9 })), { maxLength: 5 });
const candidate = fc.record({ sid: fc.constantFrom('D', 'E'), running: fc.option(anyApp), target: fc.option(anyApp) });
const kinship = fc.record({ moved: pairs, given: pairs, used: fc.option(fc.array(anyApp, { maxLength: 4 })), ran: fc.array(fc.tuple(fc.constantFrom('D', 'E'), fc.array(anyApp, { maxLength: 3 })), { maxLength: 2 }).map((each) => new Map(each)) });

describe('of any fleet', () => {
  test('what a device runs or targets fits it', () => {
    fc.assert(
      fc.property(candidate, kinship, (of, known) => {
        for (const app of [of.running, of.target]) if (app !== null) expect(new AppFit(nameOf, known).of(of, app)).toBe('fits');
      }),
    );
  });

  test('more evidence never makes an App fit less', () => {
    fc.assert(
      fc.property(candidate, anyApp, kinship, kinship, (of, app, known, more) => {
        const all = { moved: [...known.moved, ...more.moved], given: [...known.given, ...more.given], used: more.used, ran: new Map([...known.ran, ...[...more.ran].map(([each, apps]) => [each, [...(known.ran.get(each) ?? []), ...apps]] as const)]) };
        if (new AppFit(nameOf, known).of(of, app) === 'fits') expect(new AppFit(nameOf, all).of(of, app)).toBe('fits');
      }),
    );
  });

  test('each device counts once, in whatever order they come; those that fit are those that the picker puts first', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 8 }), anyApp, kinship, (devices, app, known) => {
        const all = new AppFit(nameOf, known);
        const one = fitOfMany(all, app, devices, (each) => each);
        const other = fitOfMany(all, app, devices.toReversed(), (each) => each);
        expect([other.verdict, other.unlike.toReversed(), other.unknown.toReversed()]).toEqual([one.verdict, one.unlike, one.unknown]);
        expect(all.fitting(devices, [app]).has(app)).toBe(one.unlike.length + one.unknown.length < devices.length);
      }),
    );
  });
});

test.each([1, 2, 3, 7, 42])('the simulated fleet of seed %i: the firmware of its own kind fits most devices of each kind, and that of another fits few', (seed) => {
  const { apps, devices } = seededFleet(seed, 2_000);
  const names = new Map(apps.flatMap(({ sid = '', uniqueName = null, deleted }) => (deleted ? [] : [[sid, uniqueName] as const])));
  const all = new AppFit((each) => names.get(each) ?? null);
  const of = (kind: string): readonly Candidate[] =>
    devices.flatMap(({ sid: each = '', uniqueName, target, reported = target }, index) => (placeOf(index).kind === kind && uniqueName !== undefined ? [{ sid: each, running: reported ?? null, target: target ?? null }] : []));
  for (const kind of KINDS) {
    const [newest = ''] = apps.flatMap(({ sid: each, uniqueName }) => (uniqueName?.startsWith(`${kind}-`) === true && each !== undefined ? [each] : []));
    expect(fitOfMany(all, newest, of(kind), (each) => each).verdict, kind).not.toBe('unlike');
    for (const other of KINDS) if (other !== kind) expect(fitOfMany(all, newest, of(other), (each) => each).verdict, `${kind} on ${other}`).toBe('unlike');
  }
});
