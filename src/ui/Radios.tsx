import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

interface RadiosProps<T extends string> {
  readonly legend: ReactNode;
  readonly options: readonly (readonly [value: T, label: ReactNode])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** What the choice means. */
  readonly hint?: ReactNode;
  /** Beside one another where there is room. */
  readonly inline?: boolean;
}

/** One of a few. */
export function Radios<T extends string>({ legend, options, value, onChange, hint, inline = false }: RadiosProps<T>) {
  const id = useId();
  return (
    <fieldset aria-describedby={hint === undefined ? undefined : `${id}hint`} className="flex min-w-0 flex-col gap-1.5">
      <legend className="float-left mb-1.5 w-full text-sm font-semibold">{legend}</legend>
      <div className={cx('flex gap-x-5 gap-y-1.5', inline ? 'flex-wrap' : 'flex-col')}>
        {options.map(([each, label]) => (
          <label key={each} className="flex cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
            <input type="radio" name={id} className="size-4 shrink-0 accent-accent" checked={value === each} onChange={() => onChange(each)} />
            {label}
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p id={`${id}hint`} className="text-sm text-ink-2">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
