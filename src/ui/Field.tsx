import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

export const INPUT =
  'h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-3 aria-invalid:border-bad pointer-coarse:h-11 max-sm:text-lg';

interface FieldProps {
  readonly label: ReactNode;
  /** What may be entered; stays while there is an error. */
  readonly hint?: ReactNode;
  /** What is wrong with what was entered; said at once by a screen reader, and belongs to the input. */
  readonly error?: ReactNode;
  readonly children: ReactNode;
}

/** A labelled input with its hint and its error. The input inside is a `TextInput`, or another control of the library. */
export function Field({ label, hint, error, children }: FieldProps) {
  const wrong = error !== undefined && error !== null;
  return (
    <Base.Root invalid={wrong} className="flex flex-col gap-1.5">
      <Base.Label className="text-sm font-medium">{label}</Base.Label>
      {children}
      {hint !== undefined && <Base.Description className="text-sm text-ink-2">{hint}</Base.Description>}
      <Base.Error match={wrong} role="alert" className="text-sm wrap-anywhere text-bad">
        {error}
      </Base.Error>
    </Base.Root>
  );
}

/** One line of text in a `Field`. */
export function TextInput({ className, ...rest }: ComponentProps<typeof Base.Control>) {
  return <Base.Control autoComplete="off" spellCheck={false} {...rest} className={cx(INPUT, typeof className === 'string' && className)} />;
}

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'defaultValue'> {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

/** Several lines of text in a `Field`. */
export function TextArea({ value, onValueChange, className, ...rest }: TextAreaProps) {
  return <Base.Control value={value} onValueChange={onValueChange} render={<textarea autoComplete="off" spellCheck={false} {...rest} className={cx(INPUT, 'h-auto! py-2', className)} />} />;
}
