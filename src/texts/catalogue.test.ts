import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTexts, template } from '../../tools/text-keys.js';
import { adoptTexts } from './adopt.ts';
import { catalogueOf } from './catalogue.ts';
import { chosenLanguage } from './choice.ts';
import { pseudoText } from './pseudo.ts';
import { count, number, plural, t } from './t.ts';
import { adoptWords, dateLanguage } from './words.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { keys, problems } = readTexts(ROOT);

describe('the texts of the sources', () => {
  it('are all marked, whole sentences, and in functions where the Worker runs them', () => {
    expect(problems).toEqual([]);
  });

  it('are those that a translator copies', () => {
    const kept = readFileSync(path.join(ROOT, 'src/texts/en.json'), 'utf8');
    // Not toEqual: what to do about it is worth more than a thousand lines of difference.
    expect(kept === template(keys), 'src/texts/en.json is not what the sources say: npm run texts').toBe(true);
  });

  it('that are told by a number hold it in both forms, or in none', () => {
    const forms = [...keys.keys()].filter((key) => key.includes('|')).map((key) => key.split('|'));
    expect(forms.filter((both) => both.length !== 2)).toEqual([]);
  });
});

describe('the language', () => {
  it.each([
    ['what was chosen', 'de', ['fr'], 'de'],
    ['the first of the browser that there is', null, ['fr', 'de-AT', 'en'], 'de'],
    ['English, if that comes before', null, ['en-GB', 'de'], 'en'],
    ['English, if there is no other', null, ['fr', 'it'], 'en'],
    ['of the browser, if what was chosen is there no more', 'fr', ['de'], 'de'],
    ['a region of its own', null, ['pt-BR'], 'pt-BR'],
    ['the pseudo-locale by name alone', 'en-XA', [], 'en-XA'],
    ['never the pseudo-locale by itself', null, ['en-XA'], 'en'],
  ])('is %s', (_, chosen, preferred, expected) => {
    expect(chosenLanguage(chosen, preferred, ['de', 'pt-BR'])).toBe(expected);
  });
});

describe('a translation', () => {
  const polish = catalogueOf('pl', { Cancel: 'Anuluj', '# device|# devices': { one: '# urządzenie', few: '# urządzenia', many: '# urządzeń', other: '# urządzenia' }, Open: 7, 'Close|Closes': 'no forms' });

  it('maps a text, and leaves English what it has not', () => {
    expect([polish.text('Cancel'), polish.text('Rename'), polish.text('Open')]).toEqual(['Anuluj', 'Rename', 'Open']);
  });

  it('has the form that its language asks for', () => {
    expect([1, 3, 5, 22].map((n) => polish.plural('# device|# devices', n))).toEqual(['# urządzenie', '# urządzenia', '# urządzeń', '# urządzenia']);
    expect([1, 2].map((n) => polish.plural('Close|Closes', n))).toEqual(['Close', 'Closes']);
  });

  it.each([[null], ['text'], [7], [[]]])('of %j is English', (file) => {
    expect(catalogueOf('de', file).text('Cancel')).toBe('Cancel');
  });

  it('is written from where its script begins', () => {
    expect(['de', 'ar', 'he', 'fa-IR'].map((language) => catalogueOf(language, {}).direction)).toEqual(['ltr', 'rtl', 'rtl', 'rtl']);
  });
});

describe('words', () => {
  it('are English as it stands, with one device and 2,000 devices', () => {
    expect([t`Deploy ${'fw'} to ${count(2_000, 'device')}`, count(1, 'entry', 'entries'), plural(3, 'It is {0}', 'They are {0}, #', 'x')]).toEqual(['Deploy fw to 2,000 devices', '1 entry', 'They are x, 3']);
  });

  it('are in the language that was taken, its gaps in their own order, its numbers as it writes them', () => {
    const file = { 'Deploy {0} to {1}': 'Auf {1}: {0}', 'Lost {0}': 'Weg', 'From {0} to {1}': 'Von {0} bis {2}', 'It is {0}|They are {0}': { one: 'Es ist {0}', other: 'Es sind' }, '# device|# devices': { one: '# Gerät', other: '# Geräte' } };
    adoptWords(catalogueOf('de', file), { language: 'de', file });
    expect([t`Deploy ${'fw'} to ${count(2_000, 'device')}`, t`Lost ${'$&'}`, number(0.5), dateLanguage]).toEqual(['Auf 2.000 Geräte: fw', 'Lost $&', '0,5', 'de']);
    // A slip of a translator: the second gap would be empty, and the text misread.
    expect([t`From ${'a'} to ${'b'}`, plural(2, 'It is {0}', 'They are {0}', 'x')]).toEqual(['From a to b', 'They are x']);
  });

  it('of the pseudo-locale are longer, in brackets, and keep gaps and words of the API', () => {
    expect(pseudoText('Deploy {0} to the App, pending')).toMatch(/^⟦.*\{0\}.*\bApp\b.*\bpending\b.*⟧$/u);
    adoptTexts({ language: 'en-XA', file: null });
    for (const key of [...keys.keys()].filter((each) => !each.includes('|') && pseudoText(each) !== each)) {
      const shown = pseudoText(key);
      const [longer, words] = [shown, key].map((text) => text.replaceAll(/\{\d+\}/gu, '').length);
      expect(longer).toBeGreaterThanOrEqual((words ?? 0) * 1.35);
      expect(shown.match(/\{\d+\}/gu) ?? []).toEqual(key.match(/\{\d+\}/gu) ?? []);
    }
    expect(['{0} h', '{0} h {1} m', '{0} %', '{0} of {1}', '{0} ago'].filter((unit) => pseudoText(unit) === unit)).toEqual(['{0} h', '{0} h {1} m', '{0} %']);
    expect(count(2, 'device')).toMatch(/^⟦2 .*⟧$/u);
  });
});
