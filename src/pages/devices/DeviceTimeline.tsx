import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { AppName } from '#components/AppName.tsx';
import { useNowText } from '#components/now.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { ObservedChange } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { absolute, between, duration } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { handOn } from '#ui/focus.ts';

const SHOWN = 20;

/** What changed between two readings of this browser, the latest first. No facts of the API, and no list of what was done here. */
export function DeviceTimeline({ sid }: { readonly sid: string }) {
  // It says when there is more to ask for.
  useFleetStatus();
  const { data: changes } = useQuery(fleetQueries.history(sid));
  const [all, setAll] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  if (changes === undefined) return null;
  const shown = all ? changes : changes.slice(0, SHOWN);
  return (
    <Card title={t`Observed changes`}>
      <p className="px-4 pt-2.5 text-sm text-ink-2">{t`What this browser saw between two readings; the API has no history.`}</p>
      {shown.length === 0 ? (
        <p className="px-4 pt-1 pb-3 text-sm text-ink-2">{t`It has seen no change so far. What was before its first reading, or came and went between two, it cannot know.`}</p>
      ) : (
        <ol ref={list} className="flex flex-col divide-y divide-line px-4 py-1">
          {shown.map((change) => (
            <Change key={`${change.before} ${change.what}`} change={change} />
          ))}
        </ol>
      )}
      {shown.length < changes.length && (
        <div className="border-t border-line px-4 py-2">
          <Button variant="ghost" onClick={() => handOn(() => setAll(true), () => list.current?.querySelector<HTMLElement>(`:scope > :nth-child(${SHOWN + 1})`))}>
            {rich`Show all ${number(changes.length)}`}
          </Button>
        </div>
      )}
    </Card>
  );
}

const WHAT: Record<ObservedChange['what'], string> = {
  status: t`Update result`,
  target: t`Should run`,
  running: t`Runs`,
  name: t`Name`,
  logging: t`Logging`,
};

function Change({ change }: { readonly change: ObservedChange }) {
  const { what, from, to, after, before, took } = change;
  const when = useNowText((now) => between(after, before, now));
  return (
    // Not a stop for the Tab key: the first of those that were hidden takes the focus of the button that showed them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <li tabIndex={-1} className="flex flex-col gap-0.5 rounded-sm py-2 text-sm">
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        <span className="w-28 shrink-0 text-ink-2">{WHAT[what]}</span>
        <span className="flex min-w-0 flex-1 basis-48 flex-wrap items-baseline gap-x-1.5">
          <Value what={what} value={from} />
          <ArrowRight role="img" aria-label={t`to`} size={13} className="shrink-0 self-center text-ink-3" />
          <Value what={what} value={to} strong />
        </span>
      </span>
      <span className="text-xs text-ink-3 sm:pl-30" data-tip={t`After ${absolute(after)}\nand before ${absolute(before)}`}>
        {took === null ? when : t`${when}, landed ${duration(took)} after it was targeted`}
      </span>
    </li>
  );
}

const NONE: Record<ObservedChange['what'], string> = {
  status: t`none`,
  target: t`no target`,
  running: t`none reported`,
  name: t`no name`,
  logging: t`unknown`,
};

function Value({ what, value, strong = false }: { readonly what: ObservedChange['what']; readonly value: string | null; readonly strong?: boolean }): ReactNode {
  const look = strong ? 'font-medium' : 'text-ink-2';
  if (value === null) return <span className="text-ink-3">{NONE[what]}</span>;
  if (what === 'target' || what === 'running') return <AppName sid={value} className={look} />;
  return <bdi className={`min-w-0 wrap-anywhere ${look}`}>{clip(visible(value), 200)}</bdi>;
}
