/** The program as a person starts it: bundled by tools/simulator.js, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { afterEach, expect, test } from 'vitest';

import { devicesPageSchema } from '#api/schema.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

function start(...args: string[]): { program: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const program = spawn(process.execPath, ['tools/simulator.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = program;
  let text = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = once(program, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return { program, output: () => text, ended };
}

test('says where it is and what it holds, answers, and ends with 0', { timeout: 30_000 }, async () => {
  const { program, output, ended } = start('--port', '0', '--devices', '120', '--seed', '7');
  await expect.poll(output, { timeout: 25_000 }).toContain('Devices: 120, seed 7.');
  const origin = /Simulated Device API at (http:\/\/127\.0\.0\.1:\d+)/u.exec(output())?.[1] ?? '';
  const headers = { authorization: 'Bearer someone' };
  const reply = await fetch(`${origin}/v1/Devices?PageSize=1000`, { headers });
  const page = devicesPageSchema.parse(await reply.json());
  expect(page.devices).toHaveLength(120);
  expect(page.meta.url).toBe(`${origin}/v1/Devices?PageSize=1000&Page=0`);
  program.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('ends with 2 and a sentence when it is started wrongly', { timeout: 30_000 }, async () => {
  const { output, ended } = start('--devices', 'many');
  expect(await ended).toBe(2);
  expect(output()).toBe('--devices must be a whole number from 0 to 1000000, not "many".\n');
});
