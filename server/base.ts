/** The path that the console is served under, such as `/fleet/`, where it shares an origin with other programs behind a reverse proxy. */
import type { IncomingMessage } from 'node:http';
import { type Refusal, refusal } from './reply.ts';

const SEGMENT = '[\\w~-][\\w.~-]*';
const BASE = new RegExp(`^(?:/${SEGMENT})+/?$`, 'u');

/** Reads BASE_PATH, adding a sentence to `problems` where it is none. @returns a path that begins and ends with a slash: `/` where none is set */
export function readBasePath(text: string, problems: string[]): string {
  if (text === '' || text === '/') return '/';
  if (BASE.test(text)) return text.replace(/\/?$/u, '/');
  problems.push('BASE_PATH must be a path such as /fleet/: names of letters, digits and - _ . ~ between slashes, none of which begins with a dot.');
  return '/';
}

/** Takes the base path off the target, so that all else knows paths of the console only. False, and nothing done, when it is not under it. */
export function enterBase(message: IncomingMessage, base: string): boolean {
  const target = message.url ?? '';
  // As it stands on the wire: another spelling of it is another path. What follows is checked as it is without a base.
  if (!target.startsWith(base)) return false;
  message.url = target.slice(base.length - 1);
  return true;
}

/** The answer to what is not under the base path; null for a service worker's script, which is ended wherever it was (`leftover-worker.ts`). */
export function outsideBase({ method, url = '', headers }: IncomingMessage, base: string): Refusal | null {
  if (method === 'GET' && headers['service-worker'] === 'script') return null;
  const [path = '', ...query] = url.split(/(?=\?)/u);
  if (method === 'GET' && `${path}/` === base) return refusal(307, 'base_path', `The console is at ${base}`, { location: `${base}${query.join('')}` });
  return refusal(404, 'not_found', `There is nothing at this address. The console is at ${base} (BASE_PATH): a proxy in front of it must pass on that path as it is.`);
}

/** The document of a build, whose files are named from its own place, `./assets/…`, with their addresses. Pages lie at many depths. */
export function withBase(html: string, base: string): string {
  return html.replaceAll(/(?<= (?:href|src)=")\.\//gu, base);
}
