import { ChevronDown, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { Link } from 'react-router-dom';
import { AppName, useAppLabel } from '#components/AppName.tsx';
import { CLASS } from '#components/attention-looks.ts';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import type { QueueGroup } from '#fleet/view.ts';
import { count, number, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { CopySids } from './CopySids.tsx';
import { queueOf } from './home-links.ts';
import { isOpen, type Arranged } from './home-place.ts';
import { errorWords } from './QueueRow.tsx';
import { Rows } from './QueueRows.tsx';
import { QueueTriage } from './QueueTriage.tsx';

/** So many groups of failures stand there at once; those that are open stay there, too. */
const GROUPS = 8;

interface GroupsProps {
  readonly groups: readonly QueueGroup[];
  readonly arranged: Arranged;
  /** `so far` while the numbers may grow. */
  readonly soFar: string;
}

/** The failures, by code and target App, the largest group first. */
export function FailureGroups({ groups, arranged, soFar }: GroupsProps) {
  const list = useRef<HTMLDivElement>(null);
  const { place, showAll } = arranged;
  const all = place.all.has('groups');
  const shown = groups.filter(({ term }, index) => all || index < GROUPS || isOpen(place, term));
  const show = (): void => {
    const had = new Set(shown.map(({ term }) => term));
    const next = groups.findIndex(({ term }) => !had.has(term));
    handOn(
      () => showAll('groups'),
      () => list.current?.children.item(next)?.querySelector('button'),
    );
  };
  return (
    <>
      <div ref={list}>
        {shown.map((group) => (
          <FailureGroup key={group.term} group={group} arranged={arranged} soFar={soFar} />
        ))}
      </div>
      {groups.length > shown.length && (
        <div className="border-t border-line px-2 py-1">
          <p className="hidden px-2 text-sm text-ink-2 print:block">{t`${number(shown.length)} of ${number(groups.length)} groups shown`}</p>
          <Button variant="ghost" onClick={show}>
            {rich`Show all ${number(groups.length)} groups`}
          </Button>
        </div>
      )}
    </>
  );
}

interface GroupProps extends Omit<GroupsProps, 'groups'> {
  readonly group: QueueGroup;
}

function FailureGroup({ group, arranged, soFar }: GroupProps) {
  const open = isOpen(arranged.place, group.term);
  const Chevron = open ? ChevronDown : ChevronRight;
  const target = useAppLabel(group.target)?.text;
  const what = target === undefined ? t`failed, ${errorWords(group.code)}, no target` : t`failed, ${errorWords(group.code)}, on the way to ${target}`;
  return (
    // The target is part of the name: several groups can have the same code.
    <section aria-label={what}>
      <h3 className="flex min-h-9 flex-wrap items-center gap-x-2 border-t border-line bg-bg pr-4 pl-2 text-sm">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => arranged.open(group.term, !open)}
          className="flex min-w-0 flex-1 flex-col justify-center self-stretch rounded text-left -outline-offset-2 pointer-coarse:min-h-11"
        >
          <span className="flex max-w-full min-w-0 items-center gap-1.5">
            <Chevron aria-hidden size={14} className="shrink-0 text-ink-3" />
            <span className="shrink-0 font-medium">{errorWords(group.code)}</span>
            <CodeMeaning code={group.code} bare className="truncate text-ink-2 before:content-['—_'] max-sm:hidden" />
            <span className="shrink-0 text-ink-2">→</span>
            {group.target === null ? <span className="text-ink-2">{t`no target`}</span> : <AppName sid={group.target} />}
          </span>
          {/* On a phone there is no room for it between. */}
          <CodeMeaning code={group.code} bare className="max-w-full truncate pb-1 pl-5 text-ink-2 sm:hidden" />
        </button>
        {group.count > 0 && (
          <>
            <span className="flex items-center gap-1 max-sm:order-last max-sm:w-full max-sm:justify-end">
              <QueueTriage kind={group.kind} term={group.term} count={group.count} />
              <CopySids kind={group.kind} term={group.term} count={group.count} />
            </span>
            <CountLink group={group} soFar={soFar} what={what} />
          </>
        )}
      </h3>
      {open && <Rows group={group} arranged={arranged} soFar={soFar} />}
    </section>
  );
}

interface CountLinkProps {
  readonly group: Pick<QueueGroup, 'kind' | 'term' | 'count'>;
  readonly soFar: string;
  /** What they are, for whoever hears the link alone. */
  readonly what?: string;
}

/** How many there are, and the way to all of them. */
export function CountLink({ group: { kind, term, count: devices }, soFar, what = CLASS[kind].within }: CountLinkProps) {
  const words = [count(devices, 'device'), soFar].filter(Boolean).join(' ');
  return (
    <Link to={queueOf(kind, term)} aria-label={`${words}: ${what}`} className="shrink-0 rounded py-1 text-sm font-normal text-accent hover:underline">
      {soFar === '' ? (
        words
      ) : (
        <>
          {/* On a narrow screen the name beside it needs the room more. */}
          <span className="sm:hidden">{number(devices)}</span>
          <span className="max-sm:hidden">{count(devices, 'device')}</span> {soFar}
        </>
      )}
    </Link>
  );
}
