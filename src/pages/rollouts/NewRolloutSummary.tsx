import { count, number, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import type { HaltRules, Plan } from '#rollouts/plan.ts';
import { rich } from '#texts/rich.ts';

type Landing = NonNullable<Plan['landing']>;

/** What a plan says, in sentences, before it is started. */
export function NewRolloutSummary({ plan: { waves, settings, landing }, app }: { readonly plan: Plan; readonly app: string }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p>
        {rich`Gives ${<bdi className="font-semibold">{app}</bdi>} to them in ${count(waves.length, 'wave')}: ${waves.map((end) => number(end)).join(' → ')}.`}
      </p>
      <p className="text-ink-2">
        {[
          t`${settings.concurrency} at a time, at most ${number(settings.rate)} writes in 10 s.`,
          landing !== null && waves.length > 1 ? nextWords(landing) : '',
          landing === null ? '' : t`A device is stuck after ${duration(landing.deadline)}.`,
          haltsWords(settings.halt),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </div>
  );
}

function nextWords({ enough, soak, gate }: Landing): string {
  const byHand = gate === 'by-hand';
  if (soak === 0) return byHand ? t`The next wave begins once ${enough} % have landed, and somebody opens it.` : t`The next wave begins once ${enough} % have landed.`;
  const more = duration(soak);
  return byHand
    ? t`The next wave begins once ${enough} % have landed and ${more} more have passed, and somebody opens it.`
    : t`The next wave begins once ${enough} % have landed and ${more} more have passed.`;
}

function haltsWords({ errorPercent, after, errors, stuckPercent, apiFailures }: HaltRules): string {
  const rules = [
    errorPercent === null ? '' : t`over ${errorPercent} % errors (from ${count(after, 'outcome')} on)`,
    errors === null ? '' : t`at ${count(errors, 'error')}`,
    stuckPercent === null ? '' : t`over ${stuckPercent} % stuck`,
    apiFailures === null ? '' : t`at ${count(apiFailures, 'API failure')} in a row`,
  ].filter(Boolean);
  return rules.length === 0 ? t`It never halts by itself.` : t`It halts ${rules.join(', ')}.`;
}
