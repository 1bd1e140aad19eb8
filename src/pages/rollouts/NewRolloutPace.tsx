import type { ReactNode } from 'react';
import { numberProblem, NUMBERS, type NumberField, type WizardForm } from '#rollouts/wizard-form.ts';
import { t } from '#texts/t.ts';
import { Card } from '#ui/Card.tsx';
import { INPUT } from '#ui/Field.tsx';
import { NumberInput } from './NumberInput.tsx';

interface NewRolloutPaceProps {
  readonly form: WizardForm;
  readonly onChange: (patch: Partial<WizardForm>) => void;
}

/** How fast, how long a device may take, and what the next wave waits for. */
export function NewRolloutPace({ form, onChange }: NewRolloutPaceProps) {
  const field = (name: NumberField, hint: ReactNode, beside?: ReactNode): ReactNode => (
    <NumberInput label={NUMBERS[name][0]} hint={hint} value={form.numbers[name]} problem={numberProblem(form, name)} onChange={(text) => onChange({ numbers: { ...form.numbers, [name]: text } })} beside={beside} />
  );
  const unit = (
    <select aria-label={t`Unit of the deadline`} value={form.deadlineIn} onChange={(event) => onChange({ deadlineIn: event.target.value === 'hours' ? 'hours' : 'minutes' })} className={`${INPUT} max-w-32`}>
      <option value="minutes">{t`minutes`}</option>
      <option value="hours">{t`hours`}</option>
    </select>
  );
  return (
    <Card title={t`Pace`}>
      <div className="grid gap-x-6 gap-y-4 p-4 text-sm sm:grid-cols-2">
        {field('concurrency', t`1 to 20. Fewer by itself when the API asks to slow down.`)}
        {field('rate', t`Never more, wherever the 10 s begin.`)}
        {field('deadline', t`A device that has not reported by then is stuck, and holds nobody up.`, unit)}
        {field('soak', t`How long a wave that landed is watched before the next.`)}
        {field('enough', t`Of those that the wave was sent to.`)}
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium">{t`The next wave begins`}</legend>
          {GATES.map(([gate, label]) => (
            <label key={gate} className="flex items-start gap-2 pointer-coarse:min-h-9">
              <input type="radio" name="gate" checked={form.gate === gate} onChange={() => onChange({ gate })} className="mt-0.5 size-4 accent-accent" />
              {label}
            </label>
          ))}
        </fieldset>
      </div>
    </Card>
  );
}

const GATES = [
  ['automatic', t`by itself, once enough have landed and the soak is over`],
  ['by-hand', t`by hand, when somebody opens it`],
] as const;
