import { HOUR, MINUTE } from '#lib/time.ts';
import { number, t } from '#texts/t.ts';
import { isRollout, ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Landing, type Plan, type RunSettings, type Split } from './plan.ts';
import { DEFAULT_WAVES } from './waves.ts';

/** A rollout while it is being put together: what stands in its fields, as it was typed. Pure. */

export type Part = Exclude<keyof Split, 'change'>;

/** Whole numbers that are entered: what they are called, and from where to where they go. */
export const NUMBERS = {
  concurrency: [t`Devices at a time`, 1, 20],
  rate: [t`Writes in any 10 s`, 1, 2_000],
  deadline: [t`Deadline of each device`, 1, 10_000],
  soak: [t`Soak after each wave, minutes`, 0, 10_000],
  enough: [t`Landed before the next wave, %`, 1, 100],
  errorPercent: [t`Error rate over, %`, 0, 99],
  errors: [t`Devices that failed`, 1, 1_000_000],
  stuckPercent: [t`Stuck rate over, %`, 0, 99],
  apiFailures: [t`API failures in a row`, 1, 1_000],
  after: [t`Outcomes before a rate counts`, 1, 100_000],
} as const satisfies Record<string, readonly [label: string, least: number, most: number]>;

export type NumberField = keyof typeof NUMBERS;
export const NUMBER_FIELDS = Object.keys(NUMBERS).filter((name): name is NumberField => Object.hasOwn(NUMBERS, name));

/** Rules that halt it, each of which can be switched off. */
export const RULES = ['errorPercent', 'errors', 'stuckPercent', 'apiFailures'] as const;
export type Rule = (typeof RULES)[number];

export interface WizardForm {
  /** A name or sid of the list, or any other that was typed. */
  readonly app: string;
  /** Taken in besides those that change. */
  readonly parts: readonly Part[];
  readonly waves: string;
  readonly canaries: 'hash' | 'hand';
  /** Sids, in the order in which they were picked. */
  readonly picked: readonly string[];
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly deadlineIn: 'minutes' | 'hours';
  readonly gate: Landing['gate'];
  readonly rules: Readonly<Record<Rule, boolean>>;
  /** Null while it is the usual one. */
  readonly title: string | null;
  readonly choosing: Choosing;
}

/** How its devices are being chosen, and what stands in the fields for it: no list comes of it before somebody says so. */
export interface Choosing {
  /** Null while it is the usual one. */
  readonly way: 'selection' | 'search' | 'paste' | null;
  readonly search: string;
  readonly paste: string;
}

/** Stands in the field of a rule that is switched off, should it be switched on. */
const SPARE = { errorPercent: 5, errors: 10, stuckPercent: 20, apiFailures: 10 } as const;

function fieldsOf({ concurrency, rate, halt }: RunSettings, { deadline, soak, enough, gate }: Landing): Pick<WizardForm, 'numbers' | 'deadlineIn' | 'gate' | 'rules'> {
  const inHours = deadline % HOUR === 0;
  const whole = {
    concurrency, rate, enough,
    deadline: Math.max(1, Math.round(deadline / (inHours ? HOUR : MINUTE))),
    soak: Math.round(soak / MINUTE),
    after: halt.after,
    errorPercent: halt.errorPercent ?? SPARE.errorPercent,
    errors: halt.errors ?? SPARE.errors,
    stuckPercent: halt.stuckPercent ?? SPARE.stuckPercent,
    apiFailures: halt.apiFailures ?? SPARE.apiFailures,
  };
  const on = (rule: Rule): boolean => halt[rule] !== null;
  return {
    numbers: {
      concurrency: String(whole.concurrency), rate: String(whole.rate), enough: String(whole.enough), deadline: String(whole.deadline), soak: String(whole.soak),
      after: String(whole.after), errorPercent: String(whole.errorPercent), errors: String(whole.errors), stuckPercent: String(whole.stuckPercent), apiFailures: String(whole.apiFailures),
    },
    deadlineIn: inHours ? 'hours' : 'minutes',
    gate,
    rules: { errorPercent: on('errorPercent'), errors: on('errors'), stuckPercent: on('stuckPercent'), apiFailures: on('apiFailures') },
  };
}

export const NEW_FORM: WizardForm = {
  app: '',
  parts: ['error', 'never'],
  waves: DEFAULT_WAVES,
  canaries: 'hash',
  picked: [],
  ...fieldsOf(ROLLOUT_SETTINGS, ROLLOUT_LANDING),
  title: null,
  choosing: { way: null, search: '', paste: '' },
};

/** What would make such a plan once more: of a draft as it was left, or of any run that was started. */
export function formOf(plan: Plan): WizardForm {
  const { change, settings, waves, asked } = plan;
  if (asked?.form !== undefined) return asked.form;
  const landing = isRollout(plan) ? plan.landing : null;
  return {
    ...NEW_FORM,
    ...fieldsOf(landing === null ? ROLLOUT_SETTINGS : settings, landing ?? ROLLOUT_LANDING),
    app: change.kind === 'deploy' ? change.app : '',
    parts: asked?.parts ?? (settings.force ? [...NEW_FORM.parts, 'so'] : NEW_FORM.parts),
    waves: asked?.waves ?? (landing === null ? DEFAULT_WAVES : wavesText(waves)),
    canaries: asked !== undefined && asked.picked.length > 0 ? 'hand' : 'hash',
    picked: asked?.picked ?? [],
    title: asked?.title ?? null,
  };
}

/** Waves as they would be written: the last is all there are. */
export function wavesText(ends: readonly number[]): string {
  return [...ends.slice(0, -1), '100%'].join(', ');
}

/** Why a number cannot be used, as a sentence; null when it can, and for a rule that is switched off. */
export function numberProblem({ numbers, rules }: Pick<WizardForm, 'numbers' | 'rules'>, field: NumberField): string | null {
  if (!isUsed(rules, field)) return null;
  const [, least, most] = NUMBERS[field];
  const text = numbers[field].trim();
  const value = /^\d{1,7}$/u.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? null : t`A whole number, ${least} to ${number(most)}.`;
}

/** Whether a field says anything: that of a rule which is switched off does not. */
export function isUsed(rules: WizardForm['rules'], field: NumberField): boolean {
  if (field === 'after') return rules.errorPercent || rules.stuckPercent;
  return field === 'errorPercent' || field === 'errors' || field === 'stuckPercent' || field === 'apiFailures' ? rules[field] : true;
}

/** The first number that has to be corrected, by what it is called; null when all can be used. */
export function firstProblem(form: WizardForm): string | null {
  const field = NUMBER_FIELDS.find((each) => numberProblem(form, each) !== null);
  return field === undefined ? null : NUMBERS[field][0];
}

/** How it goes, and when it stops; null while a number has to be corrected. `force`: also to devices that are already so. */
export function settingsOf(form: WizardForm): { readonly settings: RunSettings; readonly landing: Landing } | null {
  if (firstProblem(form) !== null) return null;
  const { numbers, rules, gate, deadlineIn, parts } = form;
  const value = (field: NumberField): number => Number(numbers[field]);
  const rule = (field: Rule): number | null => (rules[field] ? value(field) : null);
  return {
    settings: {
      concurrency: value('concurrency'),
      rate: value('rate'),
      force: parts.includes('so'),
      halt: {
        errorPercent: rule('errorPercent'),
        after: isUsed(rules, 'after') ? value('after') : ROLLOUT_SETTINGS.halt.after,
        errors: rule('errors'),
        stuckPercent: rule('stuckPercent'),
        apiFailures: rule('apiFailures'),
      },
    },
    landing: { deadline: value('deadline') * (deadlineIn === 'hours' ? HOUR : MINUTE), soak: value('soak') * MINUTE, gate, enough: value('enough') },
  };
}
