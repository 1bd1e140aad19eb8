/** Runs programs of the packages that are installed here. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The script behind a package's command: run by node itself, it needs no shell and works on every system. */
function scriptOf(packageName) {
  const file = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  const command = packageName === 'typescript' ? 'tsc' : packageName;
  return join(dirname(file), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs a script with node.
 * @param options.quiet holds the output back, for programs that run side by side
 * @returns exit code (1 for a signal) and the output that was held back
 */
export function runNode(script, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs the command of an installed package, e.g. `run('vitest', ['run'])`. */
export function run(packageName, args, options) {
  return runNode(scriptOf(packageName), args, options);
}
