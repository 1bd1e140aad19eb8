import { BookOpen, CircleCheck, CloudOff, Inbox, ServerCrash } from 'lucide-react';
import { coverageWords, isComplete, partWords } from '#components/coverage-words.ts';
import { useNow } from '#components/now.ts';
import { troubleSentences } from '#components/trouble-words.ts';
import type { Coverage, FleetTrouble, QueueClass } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { isRunNoted } from '#rollouts/open-note.ts';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { ComingKeys } from '#ui/ComingKeys.tsx';
import { focusHeading } from '#ui/focus.ts';
import { State } from '#ui/State.tsx';
import { AsideList } from './QueueAside.tsx';

/** By hand is by hand: nothing has been read, and nobody asked for it. */
export function Unread({ onRead }: { readonly onRead: () => void }) {
  const read = (): void => {
    // What is read takes the place of this button.
    focusHeading();
    onRead();
  };
  return (
    <State icon={<BookOpen aria-hidden size={22} />} title={t`The fleet has not been read yet`} help={t`It is set to be read only by hand. Reading takes one call for each thousand devices.`}>
      <Button variant="primary" onClick={read}>
        {t`Read the fleet`}
      </Button>
    </State>
  );
}

/** The very first reading failed: the banner above says why. */
export function NothingRead() {
  return (
    <State icon={<CloudOff aria-hidden size={22} />} title={t`Nothing has been read yet`} help={t`What needs attention appears here as soon as the API answers.`} />
  );
}

/** The index does not run; the device table does without it. */
export function NoIndex({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <State icon={<ServerCrash aria-hidden size={22} />} title={t`The fleet cannot be counted here`} help={t`The part of the console that holds the fleet did not start: ${clip(visible(error.message), 200)}`}>
      <Button variant="primary" onClick={onRetry}>
        {t`Try again`}
      </Button>
    </State>
  );
}

export function EmptyFleet() {
  return (
    <State
      icon={<Inbox aria-hidden size={22} />}
      title={t`No devices yet`}
      help={t`This account lists no devices. Devices cannot be created over the API: one appears here when it first connects.`}
    />
  );
}

interface CalmProps {
  readonly coverage: Coverage;
  /** Without the account's Apps nobody can say that a target is an orphan, nor that none is. */
  readonly appsKnown: boolean;
  /** What was put aside. */
  readonly classes: readonly QueueClass[];
}

/** Nothing to do: said plainly, of how much it is true, and what was put aside. */
export function Calm({ coverage, appsKnown, classes }: CalmProps) {
  const now = useNow();
  const sure = isComplete(coverage) && appsKnown;
  const aside = classes.reduce((sum, { acked, snoozed }) => sum + acked.count + snoozed.count, 0);
  return (
    <section aria-label={t`Queue`} className="flex items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <CircleCheck aria-hidden size={18} className={sure ? 'mt-0.5 text-ok' : 'mt-0.5 text-ink-3'} />
      <div>
        <h2 className="text-base font-semibold">{title(coverage, sure, aside > 0)}</h2>
        <p className="text-sm text-ink-2">
          {isComplete(coverage) && `${count(coverage.held, 'device')}, ${coverageWords(coverage, now)}. `}
          {aside > 0
            ? plural(aside, 'One device that needs it was put aside.', '# devices that need it were put aside.')
            : appsKnown
              ? t`No failed update, nothing stuck, odd or without its App, nothing that never reported, no logging left on.`
              : t`No failed update, nothing stuck or odd, nothing that never reported, no logging left on.`}
          {!appsKnown && ` ${APPS_UNKNOWN}.`}
        </p>
        {aside > 0 && <AsideList classes={classes} />}
      </div>
    </section>
  );
}

function title(coverage: Coverage, sure: boolean, isAside: boolean): string {
  if (sure && isRunNoted()) return isAside ? t`No other device needs attention` : t`No device needs attention`;
  if (sure) return isAside ? t`Nothing else needs attention` : t`Nothing needs attention`;
  if (isComplete(coverage)) return isAside ? t`Nothing else needs attention in what was checked` : t`Nothing needs attention in what was checked`;
  return isAside ? t`Nothing else needs attention in the ${partWords(coverage)}` : t`Nothing needs attention in the ${partWords(coverage)}`;
}

/** Where the account's Apps could not be read. */
const APPS_UNKNOWN = t`Apps not read: targets not checked`;

/** That, and why. */
export function AppsUnknown({ trouble }: { readonly trouble: FleetTrouble | null }) {
  if (trouble === null) return APPS_UNKNOWN;
  const tip = troubleSentences(trouble);
  return (
    // It is read, not operated: it takes the focus only so that the explanation can be had without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <span tabIndex={0} data-tip={tip} aria-description={tip} className="rounded-sm text-warn">
      {APPS_UNKNOWN}
    </span>
  );
}

/** What is to come, at about the height that it will have. */
export function HomeSkeleton() {
  return (
    <>
      <ComingKeys keys={{ w: t`Work through the queue`, j: t`Next device`, k: t`Previous device` }} />
      <div role="status" aria-label={t`Counting the fleet`} className="flex flex-col gap-4 p-4">
        <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4 xl:grid-cols-8">
          {Array.from({ length: 8 }, (_, at) => (
            <div key={at} className="flex h-[5.75rem] flex-col gap-3 bg-surface p-3">
              <span className="skeleton h-3 w-20" />
              <span className="skeleton h-5 w-12" />
            </div>
          ))}
        </div>
        <div className="overflow-hidden rounded-lg border border-line bg-surface">
          {Array.from({ length: 8 }, (_, at) => (
            <div key={at} className="flex h-9 items-center gap-8 border-b border-line px-4 last:border-b-0">
              <span className="skeleton h-3 w-40" />
              <span className="skeleton h-3 w-64 max-sm:hidden" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
