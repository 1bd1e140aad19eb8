import { useState, type ReactNode } from 'react';
import { Field } from '#ui/Field.tsx';

interface CheckedFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Why what stands in it cannot be used; null when it can. */
  readonly problem: string | null;
  readonly children: ReactNode;
}

/**
 * A field that is checked with every letter. What is still being typed is no mistake yet: the problem is shown meanwhile, but a
 * screen reader is told, and the input marked, once the field is left.
 */
export function CheckedField({ label, hint, problem, children }: CheckedFieldProps) {
  const [typing, setTyping] = useState(false);
  return (
    <div onInput={() => setTyping(true)} onBlur={() => setTyping(false)}>
      <Field label={label} hint={hint} error={typing ? null : problem}>
        {children}
      </Field>
      {typing && problem !== null && <p className="mt-1.5 text-sm wrap-anywhere text-bad">{problem}</p>}
    </div>
  );
}
