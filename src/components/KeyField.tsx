import type { RefObject } from 'react';
import { CONFIG_LIMITS } from '#api/schema.ts';
import { t } from '#texts/t.ts';
import { Field, TextInput } from '#ui/Field.tsx';
import { countWords, keyWarning, lengthOf, newKeyProblem } from './keyed-limits.ts';

interface KeyFieldProps {
  readonly input?: RefObject<HTMLInputElement | null>;
  readonly value: string;
  /** What the list says against it; null when nothing. */
  readonly taken: string | null;
  /** What the API says against it; null when nothing. */
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** The key of what is being made: it can be called nothing else later. */
export function KeyField({ input, value, taken, error, onChange }: KeyFieldProps) {
  const problem = value === '' ? null : newKeyProblem(value);
  const warning = taken ?? keyWarning(value);
  return (
    <Field
      label={t`Key`}
      error={problem ?? error}
      hint={
        <>
          {countWords(lengthOf(value), CONFIG_LIMITS.key)}
          {problem === null && warning !== null && <span className="text-warn"> · {warning}</span>}
        </>
      }
    >
      <TextInput ref={input} value={value} autoCapitalize="none" className="font-mono" onValueChange={onChange} />
    </Field>
  );
}
