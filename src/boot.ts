/**
 * What the document begins with: the language, then everything else. Many modules hold words, so the catalogue is here before
 * any of them is run. English has none to wait for; its code has been on its way since the document came.
 */
import './index.css';
import { chosenLanguage, files, keptLanguage, translations } from './texts/choice.ts';
import { PSEUDO, words } from './texts/words.ts';

async function speak(language: string): Promise<void> {
  const [{ adoptTexts }, file] = await Promise.all([import('./texts/adopt.ts'), language === PSEUDO ? null : files[`./${language}.json`]?.()]);
  adoptTexts({ language, file });
  document.documentElement.lang = words?.language ?? 'en';
  document.documentElement.dir = words?.direction ?? 'ltr';
}

async function boot(): Promise<void> {
  const language = chosenLanguage(keptLanguage(), navigator.languages, translations);
  // Better in English than not at all.
  if (language !== 'en') await speak(language).catch(reportError);
  await import('./main.tsx');
}

void boot();
