import { visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { DialogStrip } from '#ui/Dialog.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import type { FitGuard } from './use-app-fit.ts';

interface TypeNameProps {
  readonly guard: FitGuard;
  /** It was taken: nothing more can be typed. The focus stays. */
  readonly off: boolean;
}

/**
 * The last question before an App goes to devices that run nothing like it: what it is called. It stands above the buttons of the
 * dialog, always in sight; nothing where nothing has to be typed.
 */
export function TypeName({ guard: { name, words, typed, onTyped }, off }: TypeNameProps) {
  if (name === null) return null;
  return (
    <DialogStrip>
      <Field label={rich`Type ${<bdi className="wrap-anywhere">{visible(name)}</bdi>} to deploy it anyway`} hint={<span className="text-bad">{words?.title}</span>}>
        <TextInput value={typed} readOnly={off} onChange={(event) => onTyped(event.target.value)} autoCapitalize="none" />
      </Field>
    </DialogStrip>
  );
}
