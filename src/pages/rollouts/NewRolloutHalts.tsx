import { useId } from 'react';
import { isUsed, numberProblem, NUMBERS, RULES, type Rule, type WizardForm } from '#rollouts/wizard-form.ts';
import { t } from '#texts/t.ts';
import { Card } from '#ui/Card.tsx';
import { NumberInput } from './NumberInput.tsx';

const RULE_WORDS: Readonly<Record<Rule, readonly [name: string, help: string]>> = {
  errorPercent: [t`Error rate`, t`More than so many percent of the outcomes are failures.`],
  errors: [t`Errors in all`, t`So many devices have failed, however many went well.`],
  stuckPercent: [t`Stuck rate`, t`More than so many percent did not report within their deadline.`],
  apiFailures: [t`API failures`, t`So many calls in a row that the API could not answer.`],
};

interface NewRolloutHaltsProps {
  readonly form: WizardForm;
  readonly onChange: (patch: Partial<WizardForm>) => void;
}

/** What stops it by itself. */
export function NewRolloutHalts({ form, onChange }: NewRolloutHaltsProps) {
  const id = useId();
  const setNumber = (field: Rule | 'after', text: string): void => onChange({ numbers: { ...form.numbers, [field]: text } });
  return (
    <Card title={t`Halt rules`}>
      <div className="flex flex-col gap-3 p-4 text-sm">
        <p className="text-ink-2">
          {t`The first that is met stops the sending. Outcomes are devices that landed, failed or are stuck. Devices that were in error before the start do not count; what was sent already may still land.`}
        </p>
        <ul aria-label={t`Halt rules`} className="divide-y divide-line rounded-md border border-line">
          {RULES.map((rule) => {
            const [name, help] = RULE_WORDS[rule];
            return (
              <li key={rule} className="grid items-start gap-x-6 gap-y-2 px-3 py-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
                <div>
                  <label className="flex items-start gap-2 font-medium pointer-coarse:py-1.5">
                    <input
                      type="checkbox"
                      checked={form.rules[rule]}
                      aria-describedby={`${id}${rule}`}
                      onChange={(event) => onChange({ rules: { ...form.rules, [rule]: event.target.checked } })}
                      className="mt-0.5 size-4 shrink-0 accent-accent"
                    />
                    {name}
                  </label>
                  <p id={`${id}${rule}`} className="pl-6 text-ink-2">
                    {help}
                  </p>
                </div>
                {form.rules[rule] ? (
                  <NumberInput label={NUMBERS[rule][0]} value={form.numbers[rule]} problem={numberProblem(form, rule)} onChange={(text) => setNumber(rule, text)} />
                ) : (
                  <span className="text-ink-3">{t`Switched off`}</span>
                )}
              </li>
            );
          })}
        </ul>
        {isUsed(form.rules, 'after') && (
          <NumberInput
            label={NUMBERS.after[0]}
            hint={t`One failure of the first two would be 50 %. Until there are so many, only the gate holds a bad wave back.`}
            value={form.numbers.after}
            problem={numberProblem(form, 'after')}
            onChange={(text) => setNumber('after', text)}
          />
        )}
      </div>
    </Card>
  );
}
