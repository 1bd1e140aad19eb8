/**
 * What the document begins with: the language, then everything else, unless another program's service worker is here. Many modules hold words, so the catalogue is here before
 * any of them is run. English has none to wait for; its code has been on its way since the document came.
 */
import './index.css';
import './print.css';
import { chosenLanguage, files, keptLanguage, translations } from './texts/choice.ts';
import { PSEUDO, words } from './texts/words.ts';

async function speak(language: string): Promise<void> {
  const [{ adoptTexts }, file] = await Promise.all([import('./texts/adopt.ts'), language === PSEUDO ? null : files[`./${language}.json`]?.()]);
  adoptTexts({ language, file });
  document.documentElement.lang = words?.language ?? 'en';
  document.documentElement.dir = words?.direction ?? 'ltr';
}

/**
 * The console has no service worker: whose there are, a program left that ran at this address before. Where the browser refuses to say, none
 * can be. Under a base path, those beside it belong to other programs; a page that was told no base path comes from a worker.
 */
async function leftWorkers(): Promise<readonly ServiceWorkerRegistration[]> {
  const told: { readonly basePath?: string } | null = JSON.parse(document.querySelector<HTMLMetaElement>('meta[name="fleet-session"]')?.content ?? 'null');
  const base = new URL(told?.basePath ?? '/', location.href).href;
  const all = await navigator.serviceWorker.getRegistrations().catch(() => []);
  return all.filter(({ scope }) => base.startsWith(scope) || scope.startsWith(base));
}

async function boot(): Promise<void> {
  const left = 'serviceWorker' in navigator ? await leftWorkers() : [];
  const language = chosenLanguage(keptLanguage(), navigator.languages, translations);
  // Better in English than not at all.
  if (language !== 'en') await speak(language).catch(reportError);
  // Before the session is read, and before any call.
  if (left.length > 0) await (await import('./left-workers.ts')).endWorkers(left);
  else await import('./main.tsx');
}

void boot();
