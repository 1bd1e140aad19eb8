import { CircleAlert } from 'lucide-react';
import { plural } from '#texts/t.ts';

/** Where it is said which devices are in another open run: that this is not known of so many of them. Nothing when it is of all. */
export function UnreadableRuns({ runs }: { readonly runs: number }) {
  if (runs === 0) return null;
  return (
    <p role="alert" className="flex gap-1.5 text-sm text-warn">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      {plural(runs, '# open run could not be read: its devices cannot be told.', '# open runs could not be read: their devices cannot be told.')}
    </p>
  );
}
