import { count, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import type { HaltRules, Plan } from '#rollouts/plan.ts';
import { rich } from '#texts/rich.ts';

/** What a plan says, in sentences, before it is started. */
export function NewRolloutSummary({ plan: { waves, settings, landing }, app }: { readonly plan: Plan; readonly app: string }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p>
        {rich`Gives ${<bdi className="font-semibold">{app}</bdi>} to them in ${count(waves.length, 'wave')}:`}{' '}{waves.map((end) => end.toLocaleString('en')).join(' → ')}.
      </p>
      <p className="text-ink-2">
        {rich`${settings.concurrency} at a time, at most ${settings.rate.toLocaleString('en')} writes in 10 s.`}
        {landing !== null &&
          waves.length > 1 &&
          t` The next wave begins once ${landing.enough} % have landed${landing.soak > 0 ? ` and ${duration(landing.soak)} more have passed` : ''}${landing.gate === 'by-hand' ? ', and somebody opens it' : ''}.`}
        {landing !== null && t` A device is stuck after ${duration(landing.deadline)}.`} {haltsWords(settings.halt)}
      </p>
    </div>
  );
}

function haltsWords({ errorPercent, after, errors, stuckPercent, apiFailures }: HaltRules): string {
  const rules = [
    errorPercent === null ? '' : `over ${errorPercent} % errors (from ${count(after, 'outcome')} on)`,
    errors === null ? '' : `at ${count(errors, 'error')}`,
    stuckPercent === null ? '' : `over ${stuckPercent} % stuck`,
    apiFailures === null ? '' : `at ${count(apiFailures, 'API failure')} in a row`,
  ].filter(Boolean);
  return rules.length === 0 ? 'It never halts by itself.' : `It halts ${rules.join(', ')}.`;
}
