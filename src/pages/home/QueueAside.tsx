import { Link } from 'react-router-dom';
import { CLASS } from '#components/attention-looks.ts';
import type { QueueClass } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';
import { queueOf } from './home-links.ts';

/** How many of a class somebody put aside, and the way to them. Nothing where there is none. */
export function AsideLinks({ of: { kind, acked, snoozed } }: { readonly of: QueueClass }) {
  const word = CLASS[kind].within;
  return (
    <>
      {acked.count > 0 && (
        <AsideLink to={queueOf(kind, acked.term)} label={t`${number(acked.count)} acknowledged: ${word}`}>
          {t`${number(acked.count)} acknowledged`}
        </AsideLink>
      )}
      {snoozed.count > 0 && (
        <AsideLink to={queueOf(kind, snoozed.term)} label={t`${number(snoozed.count)} snoozed: ${word}`}>
          {t`${number(snoozed.count)} snoozed`}
        </AsideLink>
      )}
    </>
  );
}

function AsideLink({ to, label, children }: { readonly to: string; readonly label: string; readonly children: string }) {
  return (
    <Link to={to} aria-label={label} className="shrink-0 rounded py-1 text-sm text-ink-2 underline decoration-line-strong underline-offset-4 hover:text-ink pointer-coarse:py-2.5">
      {children}
    </Link>
  );
}

/** Where nothing waits: what was put aside, class by class. */
export function AsideList({ classes }: { readonly classes: readonly QueueClass[] }) {
  return (
    <ul className="mt-1 flex flex-col">
      {classes.map((each) => (
        <li key={each.kind} className="flex flex-wrap items-center gap-x-3 text-sm">
          <span className="min-w-28">{CLASS[each.kind].word}</span>
          <AsideLinks of={each} />
        </li>
      ))}
    </ul>
  );
}
