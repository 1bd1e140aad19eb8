import type { MeantSearch } from '#components/meant-searches.ts';
import { clip, visible } from '#lib/text.ts';
import { count } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { searchBox } from './list-focus.ts';

/** A button whose words may take more than a line: a search is as long as it was typed. */
export const WRAPS = 'h-auto! min-h-8 min-w-0 shrink! py-1 whitespace-normal! pointer-coarse:min-h-11';

interface MeantSearchesProps {
  readonly searches: readonly MeantSearch[];
  /** The fleet has been read whole: no count grows any more. */
  readonly complete: boolean;
  readonly onQuery: (q: string) => void;
}

/** What a search that found nothing may have been meant as, each with how many devices it finds. */
export function MeantSearches({ searches, complete, onQuery }: MeantSearchesProps) {
  return (
    <ul className="mb-2 flex flex-col items-center gap-2">
      {searches.map(({ q, total }, index) => (
        <li key={q}>
          <Button variant={index === 0 ? 'primary' : 'secondary'} className={WRAPS} onClick={() => handOn(() => onQuery(q), searchBox)}>
            <span className="min-w-0">
              {complete ? rich`Search for ${<Query q={q} />}: ${count(total, 'device')}` : rich`Search for ${<Query q={q} />}: ${count(total, 'device')} so far`}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Query({ q }: { readonly q: string }) {
  return <bdi className="font-mono wrap-anywhere">{clip(visible(q), 120)}</bdi>;
}
