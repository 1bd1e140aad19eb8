import type { ReactNode } from 'react';
import { TextInput } from '#ui/Field.tsx';
import { CheckedField } from './CheckedField.tsx';

interface NumberInputProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (text: string) => void;
  /** Its unit, say. */
  readonly beside?: ReactNode;
}

/** A whole number in a field of its own. */
export function NumberInput({ label, hint, value, problem, onChange, beside }: NumberInputProps) {
  return (
    <CheckedField label={label} hint={hint} problem={problem}>
      <div className="flex items-center gap-2">
        <TextInput inputMode="numeric" value={value} maxLength={8} onValueChange={onChange} className="max-w-28" />
        {beside}
      </div>
    </CheckedField>
  );
}
