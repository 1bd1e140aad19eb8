import { useQuery } from '@tanstack/react-query';
import { AlarmClock, Check, CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { appQueries } from '#api/apps.ts';
import { CLASS } from '#components/attention-looks.ts';
import { APPS_UNREAD } from '#components/coverage-words.ts';
import { useNowText } from '#components/now.ts';
import type { AttentionClass } from '#fleet/health.ts';
import type { TriageAbout } from '#fleet/triage-view.ts';
import { absolute, coming, duration, relative } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { Hint } from '#ui/Card.tsx';

/** Where this device stands in the queue, in a sentence; and what was said of it before, where that does not count any more. */
export function TriageState({ about, target }: { readonly about: TriageAbout; readonly target: string | null }) {
  const { kind, aside, entry } = about;
  const { data: apps } = useQuery(appQueries.all());
  // The page may have the Apps before the index does.
  const unknown = kind === null && about.unchecked && (target === null || apps?.has(target) !== true);
  const said = entry?.aside ?? null;
  const value = said?.value ?? null;
  if (aside === null || said === null || value === null) {
    return (
      <Line icon={unknown ? <CircleDashed aria-hidden size={16} className="text-ink-3" /> : kind === null ? <CircleCheck aria-hidden size={16} className="text-ok" /> : <ClassIcon kind={kind} />}>
        {unknown ? APPS_UNREAD : kind === null ? t`No issues` : <Waiting kind={kind} since={about.since} />}
        {value !== null && said !== null && <Before as={value.as} until={value.until} at={said.at} kind={kind} />}
      </Line>
    );
  }
  const { word } = CLASS[value.as];
  if (value.until === null) {
    return (
      <Line icon={<Check aria-hidden size={16} className="text-ok" />}>
        <When at={said.at} say={(now) => t`Acknowledged ${relative(said.at, now)} as ${word}`} />
      </Line>
    );
  }
  const { until } = value;
  return (
    <Line icon={<AlarmClock aria-hidden size={16} className="text-info" />}>
      <When at={until} say={(now) => t`Snoozed until ${coming(until, now)} as ${word}`} />
    </Line>
  );
}

function Line({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className="flex min-w-0 flex-1 basis-64 items-start gap-2 text-sm">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span className="min-w-0">{children}</span>
    </p>
  );
}

function ClassIcon({ kind }: { readonly kind: AttentionClass }) {
  const { icon: Icon, tone } = CLASS[kind];
  return <Icon aria-hidden size={16} className={tone} />;
}

function Waiting({ kind, since }: { readonly kind: AttentionClass; readonly since: number | null }) {
  const { word, tip } = CLASS[kind];
  const text = useNowText((now) => (since === null ? t`Needs attention: ${word}` : t`Needs attention: ${word}, for ${duration(now - since)}`));
  return <Hint text={text} tip={tip} />;
}

interface BeforeProps {
  readonly as: AttentionClass;
  readonly until: number | null;
  readonly at: number;
  readonly kind: AttentionClass | null;
}

/** It was put aside, and is back: why. */
function Before({ as, until, at, kind }: BeforeProps) {
  const { word } = CLASS[as];
  const text = useNowText((now) => {
    if (until !== null && now >= until && as === kind) return t`Snoozed until ${coming(until, now)}: that time has come.`;
    return until === null ? t`Acknowledged ${relative(at, now)} as ${word}: it was another matter then.` : t`Snoozed ${relative(at, now)} as ${word}: it was another matter then.`;
  });
  return <span className="block text-ink-2">{text}</span>;
}

/** With the instant in full on hover and focus. */
function When({ at, say }: { readonly at: number; readonly say: (now: number) => string }) {
  const text = useNowText(say);
  return <Hint text={text} tip={absolute(at)} />;
}
