import type { ReactNode } from 'react';
import { useAppLabel } from '#components/AppName.tsx';
import { count, number, t } from '#texts/t.ts';
import { visible } from '#lib/text.ts';
import { asOf, duration } from '#lib/time.ts';
import { speed } from '#rollouts/eta.ts';
import { isRollout } from '#rollouts/plan.ts';
import { rulesWords } from '#rollouts/run-words.ts';
import { Card } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { changeWords } from './change-words.ts';
import type { RunView } from './run-view.ts';

/** What was decided before it began, and how it goes. */
export function About({ view }: { readonly view: RunView }) {
  const { ledger, now } = view;
  const { plan, startedAt, endedAt } = ledger;
  const { settings, landing } = plan;
  const app = useAppLabel(plan.change.kind === 'deploy' ? plan.change.app : null);
  return (
    <Card title={t`About`}>
      <dl className="flex flex-col divide-y divide-line px-4 py-1 text-sm">
        <Line name={t`Change`}>{changeWords(plan, app?.text ?? null)}</Line>
        {plan.change.kind === 'config' && (
          <Line name={t`Value`}>
            <ConfigText value={plan.change.value} />
          </Line>
        )}
        <Line name={t`Devices`}>
          {plan.waves.length > 1 ? t`${count(plan.items.length, 'device')} in ${count(plan.waves.length, 'wave')}` : count(plan.items.length, 'device')}
        </Line>
        <Line name={t`Began`}>{startedAt === null ? t`not yet` : <Instant at={startedAt} now={now} />}</Line>
        {startedAt !== null && <Line name={endedAt === null ? t`Elapsed` : t`Took`}>{duration((endedAt ?? now) - startedAt)}</Line>}
        <Line name={t`Pace`}>
          {t`At most ${count(settings.rate, 'write')} in 10 s, ${count(settings.concurrency, 'device')} at a time`}
          <Speed view={view} />
        </Line>
        {landing !== null && isRollout(plan) && (
          <Line name={t`Waves`}>
            {landing.gate === 'automatic'
              ? t`The next once ${landing.enough} % landed, after a soak of ${duration(landing.soak)}; it begins by itself`
              : t`The next once ${landing.enough} % landed, after a soak of ${duration(landing.soak)}; somebody opens it`}
          </Line>
        )}
        {landing !== null && <Line name={t`Stuck`}>{t`A device that has not reported after ${duration(landing.deadline)}`}</Line>}
        <Line name={t`Halts on`}>{sentence(rulesWords(settings.halt))}</Line>
      </dl>
    </Card>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-3 py-1.5">
      <dt className="w-20 shrink-0 text-ink-2">{name}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  );
}

/** What a Config was set to, as text. */
function ConfigText({ value }: { readonly value: string }) {
  if (value === '') return <span className="text-ink-2">{t`empty`}</span>;
  return (
    <span className="flex items-start gap-2">
      {/* It is scrolled, by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <bdi tabIndex={0} className="block max-h-40 min-w-0 flex-1 overflow-y-auto font-mono text-xs whitespace-pre-wrap">
        {value.split('\n').map(visible).join('\n')}
      </bdi>
      <CopyButton text={value} what={t`the value`} />
    </span>
  );
}

/** A moment by the browser's clock, in full on hover. */
function Instant({ at, now }: { readonly at: number; readonly now: number }) {
  return (
    <time dateTime={`${new Date(at).toISOString().slice(0, 19)}Z`} data-tip="">
      {asOf(at, now)}
    </time>
  );
}

/** How fast it is just now, and whether the API has it slowed down. */
function Speed({ view: { ledger, run, running, doing, now } }: { readonly view: RunView }) {
  if (!running || doing.kind !== 'sending') return null;
  const pace = speed(ledger, now);
  const limit = run.pulse?.limit ?? 0;
  const slowed = limit > 0 && limit < ledger.plan.settings.concurrency;
  return (
    <span className="block text-ink-2">
      {pace !== null && <>{t`${number(pace, { maximumSignificantDigits: 2 })} devices a second just now.`} </>}
      {slowed && t`${limit} at a time just now: the API asked to slow down.`}
    </span>
  );
}
