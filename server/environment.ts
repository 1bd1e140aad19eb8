/** Where settings come from: the process's environment, and below it a file `.env`. Every reader of `.env` reads it here. */
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, type Environment, SETTINGS } from './config.ts';
import { type EnvFile, parseEnvFile } from './env-file.ts';
import { nearestName } from './nearest-name.ts';

/** Vite reads these besides, for what the page may know: a setting of the server in one of them would be without effect. */
const OTHERS = ['local', 'development', 'development.local', 'production', 'production.local'].map((name) => `.env.${name}`);

/** Settings that Node or OpenSSL takes from the process's environment as it starts, before this file is read. */
const TOO_LATE: ReadonlySet<string> = new Set(['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_USE_SYSTEM_CA', 'SSL_CERT_DIR', 'SSL_CERT_FILE']);

/**
 * Reads `.env` in a folder, if there is one. What the process was started with wins over the file; an empty value counts as not set.
 * @throws ConfigError when a part of the file cannot be read, or will not do what it looks like
 */
export function readEnvironment(folder: string, started: Environment = process.env): Environment {
  const given = Object.fromEntries(Object.entries(started).filter(([, value]) => value?.trim() !== ''));
  const { values, problems } = readEnvFile(folder, '.env');
  const names = [...values.keys()];
  const found = [...problems, ...names.flatMap((name) => problemOf(name, given) ?? []), ...OTHERS.flatMap((file) => strayIn(folder, file))];
  // Nothing else is said: what is missing may stand in the line that cannot be read.
  if (found.length > 0) throw new ConfigError(found);
  return { ...Object.fromEntries(values), ...given };
}

function readEnvFile(folder: string, file: string): EnvFile {
  const full = path.join(folder, file);
  try {
    // A link that leads nowhere is there, too.
    if (lstatSync(full, { throwIfNoEntry: false }) === undefined) return { values: new Map(), problems: [] };
    return parseEnvFile(readFileSync(full), file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { values: new Map(), problems: [`The file ${file} cannot be read (${code}).`] };
  }
}

/** What is wrong with a name in `.env`, whose names are all meant for the console. */
function problemOf(name: string, given: Environment): string | null {
  if (SETTINGS.has(name) || name.startsWith('VITE_')) return null;
  if (TOO_LATE.has(name)) {
    return given[name] === undefined ? `${name} has no effect in .env, since Node reads it before that file: set it in the environment.` : null;
  }
  const near = nearestName(name, SETTINGS);
  return near === null ? null : `The name ${name} in .env is not a setting. Did you mean ${near}?`;
}

function strayIn(folder: string, file: string): string[] {
  const names = [...readEnvFile(folder, file).values.keys()].filter((name) => SETTINGS.has(name));
  return names.length === 0 ? [] : [`The file ${file} sets ${names.join(', ')}, but settings are read from .env only: move it there.`];
}
