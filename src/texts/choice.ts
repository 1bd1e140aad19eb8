/** The language that was chosen, of those that there are. */
import { PSEUDO } from './words.ts';

/** In `localStorage`, as `components/preference.ts` writes it: `"de"`. */
export const LANGUAGE_KEY = 'fleet.language';

/** The translations: whichever files lie beside this one. Each is loaded only if it is chosen. */
export const files = import.meta.glob<unknown>(['./*.json', '!./en.json'], { import: 'default' });

/** The languages of which there is a catalogue. */
export const translations: readonly string[] = Object.keys(files).map((file) => file.slice('./'.length, -'.json'.length));

/** What was chosen in this console; null for the browser's own language. */
export function keptLanguage(): string | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(LANGUAGE_KEY) ?? 'null');
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

/** One of `there`, `en-XA` if that was chosen by name, or `en`. `de-AT` is content with `de`. @param preferred of the browser, the best first */
export function chosenLanguage(chosen: string | null, preferred: readonly string[], there: readonly string[]): string {
  if (chosen === PSEUDO) return PSEUDO;
  for (const wanted of chosen === null ? preferred : [chosen, ...preferred]) {
    const base = wanted.split('-')[0] ?? '';
    if (there.includes(wanted)) return wanted;
    if (there.includes(base)) return base;
    if (base === 'en') return 'en';
  }
  return 'en';
}
