/** A translation as the rest of the texts want it. */
import type { Catalogue } from './words.ts';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

/** A file is a record of texts, and for what depends on a number, of forms: `{ "one": "…", "other": "…" }`. What is neither is left out. */
export function catalogueOf(language: string, file: unknown): Catalogue {
  const entries: [string, unknown][] = typeof file === 'object' && file !== null ? Object.entries(file) : [];
  const texts = new Map(entries.flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value] as const] : [])));
  const forms = new Map(entries.flatMap(([key, value]) => (isForms(value) ? [[key, value] as const] : [])));
  const rules = new Intl.PluralRules(language);
  const english = new Intl.PluralRules('en');
  return {
    language,
    direction: direction(language),
    text: (key) => texts.get(key) ?? key,
    plural(key, n) {
      const [one = '', other = ''] = key.split('|');
      const found = forms.get(key);
      return found?.[rules.select(n)] || found?.other || (english.select(n) === 'one' ? one : other);
    },
  };
}

function isForms(value: unknown): value is Forms {
  return typeof value === 'object' && value !== null && Object.values(value).every((form) => typeof form === 'string');
}

const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

function direction(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}
