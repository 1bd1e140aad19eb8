import { CONFIG_LIMITS } from '#api/schema.ts';
import { keyProblem } from '#api/scope.ts';
import { number, t } from '#texts/t.ts';

/** The Config that is set on many devices, as it is typed. Pure. */

export interface ConfigDraft {
  readonly key: string;
  readonly value: string;
}

/** What is wrong with each, as a sentence; null where nothing is. Lengths are code points, as the API counts them. */
export function configProblems({ key, value }: ConfigDraft): { readonly key: string | null; readonly value: string | null } {
  const keyLength = [...key].length;
  const valueLength = [...value].length;
  return {
    key: keyLength > CONFIG_LIMITS.key ? t`A key has at most ${number(CONFIG_LIMITS.key)} characters; this one has ${number(keyLength)}.` : keyProblem(key),
    value:
      valueLength > CONFIG_LIMITS.value
        ? t`A value has at most ${number(CONFIG_LIMITS.value)} characters; this one has ${number(valueLength)}.`
        : /\p{Cs}/u.test(value)
          ? t`It holds half of a character, which cannot be sent.`
          : null,
  };
}

/** The Config, when it can be sent. */
export function sendable(draft: ConfigDraft): ConfigDraft | null {
  const { key, value } = configProblems(draft);
  return key === null && value === null ? draft : null;
}

/** `12 of 100 characters`. */
export function lengthWords(text: string, most: number): string {
  return t`${number([...text].length)} of ${number(most)} characters`;
}
