/**
 * The same guard and gateway in `vite dev` and `vite preview`, so that the console under development is no easier prey
 * than the built one. Also refuses a credential that would end up in the browser, in dev and build alike.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { loadEnv, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import { createApp, guarded } from './app.ts';
import { enterBase, outsideBase } from './base.ts';
import { limitHeaders } from './broken.ts';
import { compose } from './compose.ts';
import type { Environment } from './config.ts';
import { configure, dataSentence } from './configure.ts';
import { checkDevRequest, devHeaders, headersOf, isInside, refuseForeignSocket } from './dev-guard.ts';
import { readEnvironment } from './environment.ts';
import { findExposedCredential } from './exposed-credential.ts';
import { canonicalHost, hostSet, LOOPBACK, originSet } from './guard.ts';
import { type Home, homeOf, wayHome } from './home.ts';
import { isPassedOn, lastWorker, wantsWorker } from './leftover-worker.ts';
import { createListener, endOnError, sendReply } from './listen.ts';
import { isPage } from './pages.ts';
import { checkRaw, isApi, rawRefusal } from './raw.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { createReport, type Report } from './report.ts';
import type { Session } from '#api/schema.ts';
import { withSession } from './session.ts';
import { readFiles } from './static.ts';

/** @param env settings to use instead of the process's own and `.env` */
export function fleetGateway(env?: Environment): Plugin {
  const nonce = randomBytes(16).toString('base64');
  /** Whether the document that is being written goes through a service worker. */
  const passedOn = new AsyncLocalStorage<boolean>();
  let environment: Environment = {};
  let session: Session | null = null;

  return {
    name: 'fleet-gateway',
    async config(user, { command, mode, isPreview }) {
      const root = user.root ?? process.cwd();
      environment = env ?? readEnvironment(root);
      const exposed = findExposedCredential({ ...loadEnv(mode, root, 'VITE_'), ...env }, environment);
      if (exposed !== null) throw new Error(exposed);
      // One build serves every base path: the server writes addresses into the document.
      if (command === 'build') return { base: './' };
      const { allowedHosts, basePath, dataDir } = await configure(environment);
      const names = allowedHosts.map((host) => host.replace(/:\d+$/u, ''));
      const settings = { cors: false, allowedHosts: names };
      return {
        base: basePath,
        // What is stored there is no source of the page.
        server: { ...settings, host: loopbackOnly(user.server?.host), watch: { ignored: (file: string) => isInside(dataDir, file) } },
        preview: { ...settings, host: loopbackOnly(user.preview?.host) },
        ...(isPreview === true ? {} : { html: { cspNonce: nonce } }),
      };
    },
    // Vite calls what such a hook returns after its own middlewares; the guard has to stand before them all.
    async configureServer(server) {
      session = await guardDev(server, environment, nonce, passedOn);
    },
    async configurePreviewServer(server) {
      await servePreview(server, environment);
    },
    // A build keeps the placeholder: the production server fills it in.
    transformIndexHtml: (html) => (session === null ? html : withSession(html, passedOn.getStore() === true ? null : session)),
  };
}

/** `vite --host` would show the fleet to the whole network. */
function loopbackOnly(host: string | boolean | undefined): string {
  if (host === undefined || host === false) return '127.0.0.1';
  if (typeof host === 'string' && LOOPBACK.has(host)) return host;
  throw new Error('--host would open the gateway, and the account behind it, to the network: it may only listen on loopback for now.');
}

async function guardDev(server: ViteDevServer, environment: Environment, nonce: string, passedOn: AsyncLocalStorage<boolean>): Promise<Session> {
  const config = await configure(environment);
  const { root, logger } = server.config;
  for (const sentence of [...config.notes, dataSentence(config)]) logger.info(sentence);
  if (server.httpServer !== null) limitHeaders(server.httpServer, config.basePath);
  const { redactor, warn, onError } = speaker(server, environment);
  const composed = await compose(config, { redactor, warn });
  const perPort = memoize((port) => {
    const hosts = hostSet(port, config.allowedHosts);
    return {
      hosts,
      origins: originSet(port, config.allowedHosts),
      home: homeOf(loopbackOnly(server.config.server.host), port, config.allowedHosts, config.basePath),
      api: createListener(guarded(onError, composed.createGateway(port)), hosts, { basePath: '/', onError }),
      headers: devHeaders(nonce, hosts),
    };
  });
  server.middlewares.use((message, response, next) => {
    const whole = message.url ?? '';
    const inside = enterBase(message, config.basePath);
    const target = message.url ?? '';
    const { hosts, home, api, headers } = perPort(message.socket.localPort ?? 0);
    const refused = checkRaw(message, hosts);
    const asked = headersOf(message);
    if (refused === null && wantsWorker(message.method, asked)) {
      endOnError(sendReply(response, lastWorker()), response, onError);
      return;
    }
    const misplaced = refused ?? (inside ? null : outsideBase(message, config.basePath));
    if (misplaced === null && isApi(target.split('?', 1)[0] ?? '')) {
      api(message, response);
      return;
    }
    const reason = misplaced ?? checkDevRequest(message, asked, { root, dataDir: config.dataDir });
    const instead = reason === null ? pageElsewhere(home, message.headers.host ?? '', target, asked) : rawRefusal(target, reason);
    if (instead !== null) {
      endOnError(sendReply(response, instead), response, onError);
      return;
    }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    message.url = whole;
    passedOn.run(isPassedOn(asked), next);
  });
  server.httpServer?.on('upgrade', (message, socket) => {
    const { hosts, origins } = perPort(message.socket.localPort ?? 0);
    refuseForeignSocket(message, socket, { hosts, origins, basePath: config.basePath });
  });
  return composed.session;
}

/** The reply to a browser that opens a page by another name than the console's own, null for all else. Modules have a dot in their address. */
function pageElsewhere(home: Home, host: string, target: string, headers: Headers): Response | null {
  const url = new URL(target, `http://${canonicalHost(host) ?? ''}`);
  return isPage(url.pathname) || !url.pathname.includes('.') ? wayHome(home, url, headers) : null;
}

/** Preview is the production server on Vite's socket. */
async function servePreview(server: PreviewServer, environment: Environment): Promise<void> {
  const config = await configure(environment);
  for (const sentence of [...config.notes, dataSentence(config)]) server.config.logger.info(sentence);
  const built = readFiles(server.config.build.outDir);
  limitHeaders(server.httpServer, config.basePath);
  const { redactor, warn, onError } = speaker(server, environment);
  const composed = await compose(config, { redactor, warn, build: built.build });
  const { session } = composed;
  const perPort = memoize((port) => {
    const home = homeOf(loopbackOnly(server.config.preview.host), port, config.allowedHosts, config.basePath);
    const app = createApp({ gateway: composed.createGateway(port), ...built, session, home, onError });
    return createListener(app, hostSet(port, config.allowedHosts), { basePath: config.basePath, onError });
  });
  server.middlewares.use((message, response) => {
    perPort(message.socket.localPort ?? 0)(message, response);
  });
}

/** What the gateway has to say is said by Vite's logger. */
function speaker(server: ViteDevServer | PreviewServer, environment: Environment): { redactor: Redactor; warn: (sentence: string) => void; onError: Report } {
  const { logger } = server.config;
  const redactor = createRedactor(environment);
  return { redactor, warn: (sentence) => logger.warn(sentence), onError: createReport(redactor, (text) => logger.error(text)) };
}

/** The port is known only when a request comes in, and is always the same one. */
function memoize<T>(make: (port: number) => T): (port: number) => T {
  const made = new Map<number, T>();
  return (port) => {
    const value = made.get(port) ?? make(port);
    made.set(port, value);
    return value;
  };
}
