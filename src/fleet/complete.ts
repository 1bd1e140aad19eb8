import { fold } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { FIELD_NAMES, IS_VALUES, isField, LOG_VALUES, NEEDS_VALUES, type Field } from './query-fields.ts';
import { begunPhrases } from './query-phrases.ts';
import { scan, type Part } from './query-scan.ts';
import { FIELD_ABOUT, IS_ABOUT, LOG_ABOUT, NEEDS_ABOUT } from './query-words.ts';
import { termText, type Condition } from './query.ts';
import type { Vocabulary } from './view.ts';

/** What the text between `start` and `end` may become. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  /** Ends with a space when a term is complete. */
  readonly insert: string;
  /** What is offered: a field with its colon, or a term. */
  readonly label: string;
  /** A few words of explanation; empty when the label says it all. */
  readonly about: string;
}

/** The values that occur, how many devices a term finds, and what the operators say that a code means; empty for nothing. */
export interface Words extends Pick<Vocabulary, 'apps' | 'statuses' | 'codes' | 'counts'> {
  readonly aboutCode?: (code: string) => string;
}

type Offer = Pick<Completion, 'label' | 'about'>;

/** So many are offered at once; more are found by typing. */
const MOST = 40;
/** A term that is longer would leave no room for another. */
const LONG = 400;

/**
 * What could stand at the caret: fields and states while a word is begun, also for words of the table that are several; values after a
 * colon. Nothing inside quoted words. What is a term says how many devices it finds, in the whole fleet.
 */
export function complete(text: string, caret: number, vocabulary: Words): Completion[] {
  const typed = scan(text.slice(0, caret)).at(-1);
  if (typed === undefined || typed.end < caret) return placed(text, fields(''), caret, caret);
  if (typed.quote === 'closed') return [];
  const dash = typed.field === null && typed.value === '-';
  const start = typed.start + (typed.not || dash ? 1 : 0);
  const end = endOf(text, typed, caret);
  const others = placed(text, counted(dash ? fields('') : offers(typed, vocabulary), vocabulary), start, end);
  const said = begunPhrases(text, caret, vocabulary).flatMap(({ start: first, term }) => placed(text, counted([explained(term, vocabulary)], vocabulary), first, end));
  const taken = new Set(said.map(({ label }) => label));
  return [...said, ...others.filter(({ label }) => !taken.has(label))].slice(0, MOST);
}

/** A term with what is said of it where it is the value of a field. */
function explained(term: string, vocabulary: Words): Offer {
  const field = term.slice(0, term.indexOf(':'));
  return (isField(field) && values(field, '', true, vocabulary).find(({ label }) => label === term)) || { label: term, about: '' };
}

function counted(found: readonly Offer[], { counts }: Words): Offer[] {
  return found.map(({ label, about }) => {
    const devices = counts[label] === undefined ? '' : count(counts[label], 'device');
    return { label, about: devices !== '' && about !== '' ? `${devices} · ${about}` : devices || about };
  });
}

/** The end of what is replaced: the part as it goes on behind the caret, unless quotes that are not closed make it all of the rest. */
function endOf(text: string, typed: Part, caret: number): number {
  const all = scan(text).find(({ start }) => start === typed.start);
  return all === undefined || all.quote === 'open' ? caret : all.end;
}

function placed(text: string, found: readonly Offer[], start: number, end: number): Completion[] {
  const now = text.slice(start, end);
  return found
    .filter(({ label }) => label !== now && label.length <= LONG)
    .slice(0, MOST)
    .map(({ label, about }) => {
      const more = label.endsWith(':') || /^\s/u.test(text.slice(end));
      return { start, end, insert: more ? label : `${label} `, label, about };
    });
}

function offers({ field, value, quote, whole }: Part, vocabulary: Words): Offer[] {
  if (field === null) return quote === 'none' ? [...fields(value), ...states(value)] : [];
  const known = field.toLowerCase();
  return isField(known) ? values(known, value, quote === 'none' && !whole, vocabulary) : [];
}

/** Fields that begin with what was typed. */
function fields(typed: string): Offer[] {
  return FIELD_NAMES.filter((name) => name.startsWith(fold(typed))).map((name) => ({ label: `${name}:`, about: FIELD_ABOUT[name] }));
}

/** States that are looked for by a word of theirs. */
function states(typed: string): Offer[] {
  return typed.length < 2 ? [] : among('is', IS_VALUES, IS_ABOUT, typed);
}

function values(field: Field, typed: string, bare: boolean, { apps, statuses, codes, aboutCode }: Words): Offer[] {
  switch (field) {
    case 'is':
      return among(field, IS_VALUES, IS_ABOUT, typed);
    case 'needs':
      return among(field, NEEDS_VALUES, NEEDS_ABOUT, typed);
    case 'log':
      return among(field, LOG_VALUES, LOG_ABOUT, typed);
    case 'status': {
      const words = statuses.length > 0 ? statuses : ['up-to-date', 'pending', 'error'];
      const folded = new Set(words.map((word) => (word === 'scheduled' ? 'pending' : fold(word))));
      return matching([...folded].map((word) => said({ field, word })), typed).concat(bare ? none(field, t`no status`, typed) : []);
    }
    case 'err':
      return matching([said({ field, code: 'any' }, t`any code`), ...codes.map((code) => said({ field, code }, aboutCode?.(code)))], typed).concat(bare ? none(field, t`no error code`, typed) : []);
    case 'app':
    case 'runs':
      return [...(bare ? none(field, field === 'app' ? t`no target` : t`never reported`, typed) : []), ...appNames(field, apps, typed)];
    case 'name':
      return bare ? none(field, t`has no name`, typed) : [];
    case 'age':
      return ages(typed);
    case 'sid':
      return [];
  }
}

const said = (condition: Condition, about = ''): Offer => ({ label: termText(condition), about });

function among<T extends string>(field: 'is' | 'needs' | 'log', words: readonly T[], about: Readonly<Record<T, string>>, typed: string): Offer[] {
  return words.filter((word) => word.startsWith(fold(typed))).map((word) => ({ label: `${field}:${word}`, about: about[word] }));
}

function none(field: Field, about: string, typed: string): Offer[] {
  return 'none'.startsWith(fold(typed)) ? [{ label: `${field}:none`, about }] : [];
}

/** Those with what was typed anywhere in their value. */
function matching(found: readonly Offer[], typed: string): Offer[] {
  return found.filter(({ label }) => fold(label.slice(label.indexOf(':') + 1)).includes(fold(typed)));
}

/** Apps by any part of name or sid; first those that begin with it. An App is meant whole, so that 1.1 is not 1.10. */
function appNames(field: 'app' | 'runs', apps: Vocabulary['apps'], typed: string): Offer[] {
  const wanted = fold(typed);
  const found = apps
    .map(({ sid, unique_name: name }) => ({ sid, name, at: fold(name ?? sid).indexOf(wanted), bySid: fold(sid).includes(wanted) }))
    .filter(({ at, bySid }) => at >= 0 || bySid)
    .toSorted((a, b) => Number(b.at === 0) - Number(a.at === 0));
  return found.map(({ sid, name }) => said({ field, match: { kind: 'whole', text: name ?? sid } }));
}

const AGES = ['>1h', '>1d', '>7d', '<1h', '<1d'];

/** Examples; once there is a number, its units. */
function ages(typed: string): Offer[] {
  const [, sign, number] = /^([<>])(\d+)$/u.exec(typed) ?? [];
  const found = number === undefined ? AGES.filter((age) => age.startsWith(typed)) : ['m', 'h', 'd', 'w'].map((unit) => `${sign}${number}${unit}`);
  return found.map((age) => ({ label: `age:${age}`, about: age.startsWith('>') ? t`longer than that` : t`not as long as that` }));
}
