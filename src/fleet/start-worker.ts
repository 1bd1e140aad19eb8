// oxlint-disable-next-line import/default -- the bundler makes an address of it
import workerUrl from './worker.ts?worker&url';

/** Trusted Types: the one address that may become a Worker. The name stands in the page's Content-Security-Policy. */
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

function own(url: string): string {
  if (url !== workerUrl) throw new TypeError('Only the console’s own worker may be started.');
  return url;
}

const trustedTypes: PolicyFactory | undefined = Reflect.get(globalThis, 'trustedTypes');
// Once for each page: a second policy of the same name is refused.
const policy = trustedTypes?.createPolicy('fleet-worker', { createScriptURL: own }) ?? { createScriptURL: own };

export interface Started {
  readonly worker: Worker;
  /** Settles once it has crashed, or could not be loaded: with what the browser says of it, which may be nothing. */
  readonly failure: Promise<string>;
}

/** Has the browser load the Worker. Nothing is lost that is sent to it, or that it reports, before anybody listens. */
export function startWorker(): Started {
  const worker = new Worker(policy.createScriptURL(workerUrl), { type: 'module', name: 'fleet' });
  const failure = new Promise<string>((resolve) => {
    worker.addEventListener('error', ({ message }) => resolve(message));
  });
  return { worker, failure };
}
