import { useFleetStatus } from '#fleet/use-fleet.ts';
import { number, t } from '#texts/t.ts';
import { DialogStrip } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { isComplete } from './coverage-words.ts';

interface TypeCountProps {
  readonly devices: number;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  /** It was taken: nothing more can be typed. The focus stays. */
  readonly off: boolean;
}

/** The last question before very many devices: how many they are. It stands above the buttons of the dialog, always in sight. */
export function TypeCount({ devices, typed, onTyped, off }: TypeCountProps) {
  const { coverage } = useFleetStatus();
  return (
    <DialogStrip>
      <Field label={t`Type ${number(devices)} to confirm`} hint={isComplete(coverage) ? t`${share(devices, coverage.held)} of the fleet.` : t`${share(devices, coverage.held)} of the devices read so far.`}>
        <TextInput inputMode="numeric" value={typed} readOnly={off} onChange={(event) => onTyped(event.target.value)} />
      </Field>
    </DialogStrip>
  );
}

function share(devices: number, held: number): string {
  const percent = held === 0 ? 100 : (100 * devices) / held;
  return percent < 1 ? t`Less than 1 %` : t`${number(Math.round(percent))} %`;
}
