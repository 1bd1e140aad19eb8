import { CircleAlert } from 'lucide-react';
import { errorWords } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';

/** Where an App is picked, and the list of them did not come. */
export function AppsFailed({ error }: { readonly error: Error }) {
  return (
    <span role="alert" className="flex gap-1.5 text-warn">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">{rich`The list of Apps could not be read; a whole App SID still works. ${errorWords(error, 200)}`}</span>
    </span>
  );
}
