/** The rules of the house that a compiler does not know: who may import whom, and that the map is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

interface Import {
  /** Path in the repository, or the name of a package. */
  readonly to: string;
  readonly dynamic: boolean;
}

/** Room of src → rooms that it may import, besides itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  texts: [],
  lib: ['texts'],
  ui: ['lib', 'texts'],
  api: ['lib', 'texts'],
  fleet: ['api', 'lib', 'texts'],
  rollouts: ['fleet', 'api', 'lib', 'texts'],
  components: ['ui', 'rollouts', 'fleet', 'api', 'lib', 'texts', 'paths.ts'],
  pages: ['components', 'ui', 'rollouts', 'fleet', 'api', 'lib', 'texts', 'paths.ts'],
  'paths.ts': ['lib'],
};

const SCHEMA = 'src/api/schema.ts';
const FORBIDDEN_NAMES = /(^|\/)(utils?|helpers?|common|types|hooks|services)(\/|\.tsx?$)|(^|\/)index\.tsx?$/u;
const isTest = (file: string): boolean => /\.test\.tsx?$/u.test(file);

const shown = (file: string): string => file.replace(/^src\//u, '');

/** A sentence for an import that breaks the rule, or null. Files are paths in the repository, with `/`. */
function breach(from: string, { to, dynamic }: Import): string | null {
  const inSrc = from.startsWith('src/');
  const says = (rule: string): string => `${shown(from)} imports ${shown(to)}: ${rule}.`;
  if (inSrc && !isTest(from) && to.startsWith('node:')) return says('src runs in the browser and may not import node:*');
  if (inSrc && /^zod($|\/(?!mini$))/u.test(to)) return says('src may import zod/mini only, full zod is four times its size');
  const target = /^(src|server|simulator|e2e|bench|tools)\//u.exec(to)?.[1];
  // A test may set its room up with whatever it takes: the simulator behind the wire, say. It is never in the bundle.
  if (target === undefined || (inSrc && isTest(from))) return null;
  const room = from.split('/')[0] ?? '';
  if (inSrc) return target === 'src' ? breachInSrc(from, to, says) : says('src may import src only');
  if (target === room || to === SCHEMA) return room === 'e2e' && to === SCHEMA ? says(E2E_RULE) : null;
  if (room === 'simulator') return says(`simulator may import ${SCHEMA} only`);
  if (room === 'server') return serverMay(from, to, dynamic) ? null : says(SERVER_RULE);
  if (room === 'e2e') return e2eMay(to) ? null : says(E2E_RULE);
  return null;
}

const SERVER_RULE = `server may import ${SCHEMA}, and the simulator dynamically (its tests and stands: statically)`;
const E2E_RULE = 'e2e may import the simulator, src/paths.ts, src/texts/pseudo.ts and its own support only';

function serverMay(from: string, to: string, dynamic: boolean): boolean {
  const forTests = isTest(from) || from.endsWith('-stand.ts');
  return to.startsWith('simulator/') && (dynamic || forTests);
}

function e2eMay(to: string): boolean {
  return /^simulator\/(app|listen|world|state|seed|faults)\.ts$/u.test(to) || to === 'src/paths.ts' || to === 'src/texts/pseudo.ts';
}

function breachInSrc(from: string, to: string, says: (rule: string) => string): string | null {
  const [, room = '', folder] = from.split('/');
  const [, target = '', targetFolder] = to.split('/');
  const allowed = MAY[room];
  if (allowed === undefined) return null;
  if (room === 'pages' && target === 'pages') {
    return folder === targetFolder ? null : says("a page may not import another page's folder");
  }
  if (target === room || allowed.includes(target)) return null;
  return says(`${room} may import ${allowed.length === 0 ? 'nothing' : `${allowed.join(', ')} only`}`);
}

/** Static, dynamic, re-exporting and type imports of a source text. */
function importsOf(file: string, text: string): Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gmu, '');
  const pattern = /(?:\bfrom\s+|\bimport\s+)(['"])([^'"\n]+)\1|\bimport\s*\(\s*(['"])([^'"\n]+)\3/gu;
  return [...code.matchAll(pattern)].map((match) => {
    const specifier = match[2] ?? match[4] ?? '';
    return { to: resolve(file, specifier), dynamic: match[4] !== undefined };
  });
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  if (!specifier.startsWith('.')) return specifier;
  return path.posix.join(path.posix.dirname(from), specifier);
}

function sources(...folders: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /\.tsx?$/u.test(file));
}

/** What a document calls in backticks and looks like a path of the repository: `src/api/`, `README.md`, not `a/b`. */
function namedPaths(text: string): string[] {
  const top = readdirSync(ROOT);
  return [...text.matchAll(/`([\w.@/-]+)`/gu)]
    .map((match) => match[1] ?? '')
    .filter((name) => {
      const first = name.split('/')[0] ?? '';
      if (first === 'dist' || first === 'node_modules' || name === '.env') return false;
      return name.includes('/') ? top.includes(first) || /^(src|server|simulator|e2e|bench|tools|docs)$/u.test(first) : /^[\w.-]+\.(md|ts|js|json|html)$/u.test(name);
    });
}

describe('the house', () => {
  it('imports run one way', () => {
    // Not this file: its examples are meant to break the rule.
    const files = sources('src', 'server', 'simulator', 'e2e').filter((file) => file !== 'src/architecture.test.ts');
    const breaches = files.flatMap((file) =>
      importsOf(file, readFileSync(path.join(ROOT, file), 'utf8')).flatMap((each) => breach(file, each) ?? []),
    );
    expect(breaches).toEqual([]);
  });

  it('has no drawer for odds and ends, and no barrel', () => {
    expect(sources('src', 'server', 'simulator', 'e2e').filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  });

  it.each(['README.md', 'AGENTS.md'])('%s names only paths that exist', (document) => {
    const names = namedPaths(readFileSync(path.join(ROOT, document), 'utf8'));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });
});

describe('the rule itself', () => {
  it.each([
    ['src/ui/Badge.tsx', "import { a } from '../api/devices.ts';", 'ui/Badge.tsx imports api/devices.ts: ui may import lib, texts only.'],
    ['src/lib/time.ts', "import '#ui/Button.tsx';", 'lib/time.ts imports ui/Button.tsx: lib may import texts only.'],
    ['src/api/a.ts', "export { x } from '../fleet/update.ts';", 'api/a.ts imports fleet/update.ts: api may import lib, texts only.'],
    ['src/fleet/a.ts', "import type { B } from '#components/B.tsx';", 'fleet/a.ts imports components/B.tsx: fleet may import api, lib, texts only.'],
    ['src/components/A.tsx', "const b = await import('../pages/devices/B.tsx');", 'components may import'],
    ['src/pages/apps/A.tsx', "import { b } from '../devices/b.ts';", "another page's folder"],
    ['src/api/a.ts', "import fs from 'node:fs';", 'may not import node:*'],
    ['src/api/a.ts', "import { z } from 'zod';", 'zod/mini only'],
    ['src/main.tsx', "import { x } from '../server/config.ts';", 'src may import src only'],
    ['simulator/app.ts', "import { x } from '#lib/time.ts';", 'simulator may import src/api/schema.ts only'],
    ['server/app.ts', "import { x } from '../simulator/app.ts';", 'the simulator dynamically'],
    ['server/app.ts', "import { x } from '#api/client.ts';", 'server may import src/api/schema.ts'],
    ['e2e/a.spec.ts', "import { x } from '#api/schema.ts';", 'e2e may import'],
    ['e2e/a.spec.ts', "import { x } from '../server/app.ts';", 'e2e may import'],
  ])('%s may not %s', (file, text, sentence) => {
    const [first] = importsOf(file, text);
    expect(first && breach(file, first)).toContain(sentence);
  });

  it.each([
    ['server/app.ts', "const { createSimulator } = await import('../simulator/app.ts');"],
    ['server/a.test.ts', "import { x } from '../simulator/app.ts';"],
    ['e2e/support/fleet.ts', "import { x } from '../../simulator/app.ts';"],
    ['src/fleet/update.test.ts', "import { x } from '../../simulator/app.ts';"],
    ['src/pages/devices/A.tsx', "import { paths } from '#paths.ts';"],
    ['src/api/schema.ts', "import * as z from 'zod/mini';"],
    ['src/routes.tsx', "import('./pages/devices/DevicesPage.tsx')"],
  ])('%s may %s', (file, text) => {
    const [first] = importsOf(file, text);
    expect(first && breach(file, first)).toBeNull();
  });

  it('knows a drawer and a barrel by their names', () => {
    const bad = ['src/utils/a.ts', 'src/fleet/types.ts', 'src/api/index.ts', 'src/hooks/use-a.ts', 'server/helpers.ts'];
    expect(bad.filter((file) => !FORBIDDEN_NAMES.test(file))).toEqual([]);
    expect(FORBIDDEN_NAMES.test('src/ui/Button.tsx')).toBe(false);
  });

  it('finds the paths that a document names', () => {
    expect(namedPaths('see `src/gone/a.ts`, `AGENTS.md`, `npm test`, `dist/client`, `a/b`')).toEqual(['src/gone/a.ts', 'AGENTS.md']);
  });
});
