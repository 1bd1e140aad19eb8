/** The production server: reads the settings, listens, says where, and drains when it is told to stop. */
import { Console } from 'node:console';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createApp } from './app.ts';
import { surviveErrors } from './audit.ts';
import { compose } from './compose.ts';
import { type Config, ConfigError, type Environment } from './config.ts';
import { configure, dataSentence } from './configure.ts';
import { readEnvironment } from './environment.ts';
import { homeOf, nameOf } from './home.ts';
import { listen } from './listen.ts';
import { createRedactor } from './redact.ts';
import { createReport } from './report.ts';
import { readFiles } from './static.ts';

/** An answer from the API may take 20 s; a stop waits a little longer than that. */
const DRAIN_MS = 25_000;

/** One Ctrl-C under npm comes twice: the terminal sends it to the whole group, and npm passes its own on. */
const SAME_PRESS_MS = 1000;

// Sentences are for people. Without AUDIT_FILE stdout is the audit, whose lines are for machines: nothing else may be between them.
globalThis.console = new Console(process.stderr);

const environment = readOrEnd();
const redactor = createRedactor(environment);
const warn = (sentence: string): void => console.error(sentence);
const report = createReport(redactor, warn);

/** Without settings nothing can be done: not even a credential kept out of what is said. */
function readOrEnd(): Environment {
  try {
    return readEnvironment(process.cwd());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    return process.exit(1);
  }
}

/** As it ends an address: nothing where the console is at the root of its origin. */
function pathOf({ basePath }: Config): string {
  return basePath === '/' ? '' : basePath;
}

function describe(config: Config): string[] {
  const lines =
    config.upstream.kind === 'simulator'
      ? [
          `Simulated fleet of ${config.upstream.devices.toLocaleString('en-US')} devices: no real device can be reached.`,
          'To connect an account, set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN in .env; .env.example shows every way.',
        ]
      : [`Connected to ${config.upstream.baseUrl}: actions reach real devices.`];
  lines.push(...config.notes, dataSentence(config));
  if (config.publicUrl !== null) lines.push(`Links that are copied lead to ${config.publicUrl}${pathOf(config)} (PUBLIC_URL).`);
  return config.readOnly ? [...lines, 'Read-only: every change is refused (READ_ONLY).'] : lines;
}

async function start(): Promise<void> {
  const config = await configure(environment);
  const built = readFiles(path.join(import.meta.dirname, '../client'));
  const { session, createGateway } = await compose(config, { redactor, warn, build: built.build });
  const server = await listen({
    ...config,
    createHandler: (port) => {
      const home = homeOf(config.host, port, config.allowedHosts, config.basePath);
      return createApp({ gateway: createGateway(port), ...built, session, home, onError: report });
    },
    onError: report,
  });
  console.error([`http://${nameOf(config.host)}:${String(server.port)}${pathOf(config)}`, ...describe(config)].join('\n'));

  let asked: number | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    if (asked !== null) {
      if (performance.now() - asked > SAME_PRESS_MS) process.exit(1);
      return;
    }
    asked = performance.now();
    console.error(`${signal}: finishing what is running. Once more to stop at once.`);
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): void {
  if (error instanceof ConfigError) console.error(error.message);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error('The port is taken already. Set PORT to another one, or to 0 for any.');
  } else if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    console.error('The console has not been built yet: run "npm run build" first, or "npm start" for both.');
  } else report(error, randomUUID());
  process.exit(1);
}

surviveErrors(process.stdout);
surviveErrors(process.stderr);
process.on('uncaughtException', fail);
// A promise that nobody waited for takes nobody else's request along.
process.on('unhandledRejection', (error) => report(error, randomUUID()));
start().catch(fail);
