import { deviceLabel, type Named } from '#components/DeviceName.tsx';
import { clip } from '#lib/text.ts';
import { DEFAULT_WAVES } from '#rollouts/waves.ts';
import type { WizardForm } from '#rollouts/wizard-form.ts';
import type { WaveRow } from '#rollouts/wizard-preflight.ts';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { TextInput } from '#ui/Field.tsx';
import { CheckedField } from './CheckedField.tsx';
import { NewRolloutCanaries } from './NewRolloutCanaries.tsx';
import type { Wizard } from './use-wizard.ts';
import type { FrozenList } from './wizard-list.ts';

const PRESETS = [
  [t`Default`, DEFAULT_WAVES],
  [t`Halves`, '50%, 100%'],
  [t`All at once`, '100%'],
] as const;

const NAMED = 5;

interface NewRolloutWavesProps {
  readonly form: WizardForm;
  readonly onChange: (patch: Partial<WizardForm>) => void;
  readonly state: Wizard;
  readonly list: FrozenList | null;
}

/** In which steps, and who goes first. */
export function NewRolloutWaves({ form, onChange, state, list }: NewRolloutWavesProps) {
  const { waves, rows, sent, devices } = state;
  const first = waves.ends?.[0] ?? 0;
  const handFirst = form.canaries === 'hand' && form.picked.length > 0;
  return (
    <Card
      title={t`Waves`}
      aside={
        <div role="group" aria-label={t`Usual waves`} className="flex flex-wrap justify-end gap-1">
          {PRESETS.map(([label, text]) => (
            <Button key={label} variant="ghost" aria-pressed={form.waves.replaceAll(' ', '') === text.replaceAll(' ', '')} onClick={() => onChange({ waves: text })} className="aria-pressed:bg-accent-tint aria-pressed:text-ink max-sm:px-2">
              {label}
            </Button>
          ))}
        </div>
      }
    >
      <div className="flex flex-col gap-4 p-4 text-sm">
        <CheckedField label={t`Each wave ends with`} hint={t`So many devices, or so many percent of all, one after the other: 1, 10%, 100%. What is left over is a last wave.`} problem={waves.problem}>
          <TextInput value={form.waves} maxLength={200} onValueChange={(text) => onChange({ waves: text })} />
        </CheckedField>
        {rows.length > 0 && <WaveTable rows={rows} />}
        <NewRolloutCanaries form={form} onChange={onChange} devices={devices} sent={sent} first={first} />
        {first > 0 && sent.length > 0 && (
          <p className="text-ink-2 wrap-anywhere">
            {first > NAMED ? rich`First of all: ${<First devices={sent.slice(0, NAMED)} />} and ${number(first - NAMED)} more.` : rich`First of all: ${<First devices={sent.slice(0, first)} />}.`}{' '}
            {handFirst
              ? t`After those that were picked, the order is a hash of this rollout and each SID: the same however the list is sorted. Those in error or never heard of come last.`
              : t`The order is a hash of this rollout and each SID: the same however the list is sorted. Those in error or never heard of come last.`}
          </p>
        )}
        {list === null && <p className="text-ink-2">{t`Once a list is frozen, it is said here how many devices each wave has.`}</p>}
      </div>
    </Card>
  );
}

function First({ devices }: { readonly devices: readonly Named[] }) {
  return devices.map((device, index) => (
    <span key={device.sid}>
      {index > 0 && ', '}
      <bdi className="font-medium text-ink">{clip(deviceLabel(device), 60)}</bdi>
    </span>
  ));
}

/** `Wave 2: +4, ends with 5 of 431`. */
function WaveTable({ rows }: { readonly rows: readonly WaveRow[] }) {
  const all = rows.at(-1)?.end ?? 0;
  const doubtful = rows.some(({ error, never }) => error + never > 0);
  return (
    <div className="scroll-x-fade rounded-md border border-line">
      <table aria-label={t`Waves`} className="w-full">
        <thead className="bg-bg text-left text-xs text-ink-2">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">{t`Wave`}</th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">{t`Devices`}</th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">{t`Ends with`}</th>
            {doubtful && <th scope="col" className="px-3 py-1.5 font-medium">{t`Of them`}</th>}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ devices, end, error, never }, index) => (
            <tr key={end}>
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                {index + 1}
              </th>
              <td className="px-3 py-1.5 text-right">{index > 0 && '+'}
                {number(devices)}</td>
              <td className="px-3 py-1.5 text-right whitespace-nowrap">
                {number(end)} <span className="text-ink-2">{percent(end, all)}</span>
              </td>
              {doubtful && <td className="px-3 py-1.5 text-ink-2">{doubts(error, never)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function percent(end: number, all: number): string {
  return `${number((100 * end) / all, { maximumFractionDigits: end * 10 < all ? 1 : 0 })} %`;
}

function doubts(error: number, never: number): string {
  return [error > 0 ? t`${number(error)} in error` : '', never > 0 ? t`${number(never)} never reported` : ''].filter(Boolean).join(', ');
}
