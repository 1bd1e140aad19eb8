/** Where settings come from: the process's environment, and below it a file `.env`. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from './config.ts';

/** Reads `.env` in a folder, if there is one. What the process was started with wins over the file. */
export function readEnvironment(folder: string): Environment {
  const file = path.join(folder, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : { ...process.env };
}
