/** A program of ours as a process of its own, as a user would run it. */
import { spawn } from 'node:child_process';

/**
 * Starts a script with node, and waits for the address that it prints.
 * @returns its address, and `stop`, which ends it and waits for the end
 * @throws Error with all that it printed, when it ends before
 */
export async function startProgram(script, args, env = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      output += chunk;
      const address = /http:\/\/[\w.]+:\d+/u.exec(output)?.[0];
      if (address !== undefined) resolve(address);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}:\n${output}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
