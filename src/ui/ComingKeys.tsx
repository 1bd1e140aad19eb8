import { t } from '#texts/t.ts';
import { useComingKeys } from './coming-keys.ts';

/** Stands in what is being loaded, with the keys that it will have: says which of them waits for it. */
export function ComingKeys({ keys }: { readonly keys: Readonly<Record<string, string>> }) {
  const waiting = useComingKeys(keys);
  return (
    <p role="status" className="fixed inset-x-4 bottom-16 z-40 mx-auto w-fit rounded-lg border border-line-strong bg-raised px-3 py-2 text-sm text-ink shadow-lg empty:sr-only">
      {waiting && t`“${waiting.does}” (${waiting.key}) waits until this has loaded. Esc cancels it.`}
    </p>
  );
}
