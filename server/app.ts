/** The whole server as `(Request) => Promise<Response>`: files, the document for the console's own pages, and /api. */
import { randomUUID } from 'node:crypto';
import type { Session } from '#api/schema.ts';
import { withBase } from './base.ts';
import { checkPageRequest } from './guard.ts';
import { type Home, wayHome } from './home.ts';
import { isPassedOn, lastWorker, wantsWorker } from './leftover-worker.ts';
import { isPage, PAGE_MODULES, pageModule } from './pages.ts';
import { type Manifest, withPreloads } from './preload.ts';
import { isApi } from './raw.ts';
import { plainReply, refuse, refusal } from './reply.ts';
import type { Report } from './report.ts';
import { withSession } from './session.ts';
import { createDocument, type File, type Files, sendFile } from './static.ts';

export interface AppOptions {
  gateway: (request: Request) => Promise<Response>;
  files: Files;
  /** index.html with its placeholder. */
  html: string;
  manifest: Manifest;
  session: Session;
  home: Home;
  onError: Report;
}

/** Creates the server. The raw checks of `raw.ts` must have passed, and the base path must be off. */
export function createApp(options: AppOptions): (request: Request) => Promise<Response> {
  const { basePath } = options.home;
  const placed = withBase(options.html, basePath);
  const html = withSession(placed, options.session);
  const plain = createDocument(html);
  const withoutSession = createDocument(withSession(placed, null));
  const documents = new Map(PAGE_MODULES.map((page) => [page, createDocument(withPreloads(html, options.manifest, page, basePath))]));
  const sendDocument = (document: File, request: Request, status?: number): Response => {
    const { headers } = request;
    const served = isPassedOn(headers) ? withoutSession : document;
    return wayHome(options.home, new URL(request.url), headers) ?? sendFile(served, request, status);
  };
  return guarded(options.onError, async (request) => {
    if (wantsWorker(request.method, request.headers)) return lastWorker();
    const path = new URL(request.url).pathname;
    if (isApi(path)) return options.gateway(request);
    const refused = checkPageRequest(request.method, request.headers);
    if (refused !== null) return plainReply(refused.status, refused.message, refused.headers);
    const file = options.files.get(path);
    if (file !== undefined) return sendFile(file, request);
    if (isPage(path)) return sendDocument(documents.get(pageModule(path) ?? '') ?? plain, request);
    // The console words its own "not found" for people; programs get a line.
    const wantsPage = request.headers.get('accept')?.includes('text/html') === true && !path.startsWith('/assets/');
    return wantsPage ? sendDocument(plain, request, 404) : plainReply(404, 'There is nothing at this address.');
  });
}

type Handler = (request: Request) => Promise<Response>;

/** A handler that never rejects: an error that nobody expected is reported under an id, and answered with it alone. */
export function guarded(onError: Report, handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      const id = randomUUID();
      onError(error, id);
      const message = `Something went wrong in the console's server. The terminal says more under ${id}.`;
      return isApi(new URL(request.url).pathname) ? refuse(refusal(500, 'internal', message)) : plainReply(500, message);
    }
  };
}
