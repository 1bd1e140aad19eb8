import { CONFIG_LIMITS } from '#api/schema.ts';
import { countWords, lengthOf, valueWarning } from './keyed-limits.ts';

/** Below the value of a Config: how long it is, and what is odd about it. */
export function ValueHint({ value }: { readonly value: string }) {
  const warning = valueWarning(value);
  return (
    <>
      {countWords(lengthOf(value), CONFIG_LIMITS.value)}
      {warning !== null && <span className="text-warn"> · {warning}</span>}
    </>
  );
}
