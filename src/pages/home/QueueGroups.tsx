import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { AppName } from '#components/AppName.tsx';
import type { QueueGroup } from '#fleet/view.ts';
import { count } from '#lib/text.ts';
import { Button } from '#ui/Button.tsx';
import { CopySids } from './CopySids.tsx';
import { queueOf } from './home-links.ts';
import { errorWords, QueueRow } from './QueueRow.tsx';

/** So many rows of a group are shown at once, so many on request; all of them are a click away in the list. */
export const FEW = 5;
export const MORE = 20;
/** So many groups of failures stand there at once, and so many of them are open. */
const GROUPS = 8;
const OPEN = 2;

interface GroupsProps {
  readonly groups: readonly QueueGroup[];
  /** Terms of the groups of which more rows are wanted. */
  readonly wanted: ReadonlySet<string>;
  readonly onMore: (term: string) => void;
}

/** The failures, by code and target App: the largest groups open. */
export function FailureGroups({ groups, wanted, onMore }: GroupsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? groups : groups.slice(0, GROUPS);
  return (
    <>
      {shown.map((group, index) => (
        <FailureGroup key={group.term} group={group} open={index < OPEN} wanted={wanted} onMore={onMore} />
      ))}
      {groups.length > shown.length && (
        <div className="border-t border-line px-2 py-1">
          <Button variant="ghost" onClick={() => setAll(true)}>
            Show all {groups.length.toLocaleString('en')} groups
          </Button>
        </div>
      )}
    </>
  );
}

interface GroupProps extends Omit<GroupsProps, 'groups'> {
  readonly group: QueueGroup;
}

function FailureGroup({ group, open, ...more }: GroupProps & { readonly open: boolean }) {
  const [chosen, choose] = useState<boolean | null>(null);
  const isOpen = chosen ?? open;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <section aria-label={`${errorWords(group.code)}, ${count(group.count, 'device')}`}>
      <h3 className="flex min-h-9 items-center gap-2 border-t border-line bg-bg pr-4 pl-2 text-sm">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => choose(!isOpen)}
          className="flex min-w-0 flex-1 items-center gap-1.5 self-stretch rounded text-left -outline-offset-2 pointer-coarse:min-h-11"
        >
          <Chevron aria-hidden size={14} className="shrink-0 text-ink-3" />
          <span className="shrink-0 font-medium">{errorWords(group.code)}</span>
          <span className="shrink-0 text-ink-2">→</span>
          {group.target === null ? <span className="text-ink-2">no target</span> : <AppName sid={group.target} />}
        </button>
        <CopySids kind={group.kind} term={group.term} count={group.count} />
        <CountLink group={group} />
      </h3>
      {isOpen && <Rows group={group} {...more} />}
    </section>
  );
}

/** How many there are, and the way to all of them. */
export function CountLink({ group }: { readonly group: Pick<QueueGroup, 'kind' | 'term' | 'count'> }) {
  return (
    <Link to={queueOf(group.kind, group.term)} className="shrink-0 rounded py-1 text-sm font-normal text-accent hover:underline">
      {count(group.count, 'device')}
    </Link>
  );
}

/** The oldest of a group, and the way to the rest. */
export function Rows({ group, wanted, onMore }: GroupProps) {
  const isWanted = wanted.has(group.term);
  const rows = group.rows.slice(0, isWanted ? MORE : FEW);
  const rest = group.count - rows.length;
  return (
    <>
      <ul>
        {rows.map((row) => (
          <QueueRow key={row.device.sid} group={group} row={row} />
        ))}
      </ul>
      {rest > 0 && (
        <div className="flex items-center gap-1 border-t border-line px-2 py-1 text-sm">
          {!isWanted && (
            <Button variant="ghost" onClick={() => onMore(group.term)}>
              Show {Math.min(rest, MORE - FEW)} more
            </Button>
          )}
          <Link to={queueOf(group.kind, group.term)} className="rounded px-2 py-1 text-accent hover:underline">
            All {count(group.count, 'device')}, oldest first
          </Link>
        </div>
      )}
    </>
  );
}
