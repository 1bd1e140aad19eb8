import { Autocomplete } from '@base-ui/react/autocomplete';
import { X } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Device } from '#api/schema.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { foldedWords, holdsWords } from '#lib/search-words.ts';
import { clip, middle, visible } from '#lib/text.ts';
import type { WizardForm } from '#rollouts/wizard-form.ts';
import { rich } from '#texts/rich.ts';
import { number, t } from '#texts/t.ts';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { Field, INPUT } from '#ui/Field.tsx';
import { handOn } from '#ui/focus.ts';
import { firstWave } from './wizard-canaries.ts';

const OFFERED = 50;

interface NewRolloutCanariesProps {
  readonly form: Pick<WizardForm, 'canaries' | 'picked' | 'waves'>;
  readonly onChange: (patch: Partial<WizardForm>) => void;
  /** Of the frozen list. */
  readonly devices: readonly Device[] | null;
  readonly sent: readonly Device[];
  /** How many devices the first wave takes. */
  readonly first: number;
}

/** Who goes first: whoever a hash says, or whom somebody picks, in that order. */
export function NewRolloutCanaries({ form, onChange, ...rest }: NewRolloutCanariesProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">{t`Canaries`}</legend>
      <label className="flex items-start gap-2 pointer-coarse:min-h-9">
        <input type="radio" name="canaries" checked={form.canaries === 'hash'} onChange={() => onChange({ canaries: 'hash' })} className="mt-0.5 size-4 accent-accent" />
        {t`By a hash: always the same for the same rollout`}
      </label>
      <label className="flex items-start gap-2 pointer-coarse:min-h-9">
        <input type="radio" name="canaries" checked={form.canaries === 'hand'} onChange={() => onChange({ canaries: 'hand' })} className="mt-0.5 size-4 accent-accent" />
        {t`Picked by hand`}
      </label>
      {form.canaries === 'hand' && <Picked form={form} onChange={onChange} {...rest} />}
    </fieldset>
  );
}

function Picked({ form: { picked, waves }, onChange, devices, sent, first }: NewRolloutCanariesProps) {
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const bySid = useMemo(() => new Map((devices ?? []).map((device) => [device.sid, device])), [devices]);
  const going = useMemo(() => new Set(sent.map(({ sid }) => sid)), [sent]);
  const nameOf = (sid: string): string => {
    const device = bySid.get(sid);
    return device === undefined ? middle(sid) : clip(deviceLabel(device), 60);
  };
  const add = (device: Device): void => {
    onChange({ picked: [...picked, device.sid] });
    announce(t`${deviceLabel(device)} is canary ${picked.length + 1}`);
  };
  const remove = (sid: string, index: number): void =>
    handOn(
      () => onChange({ picked: picked.filter((each) => each !== sid) }),
      () => list.current?.querySelectorAll('button')[Math.min(index, picked.length - 2)] ?? box.current?.querySelector('input'),
    );
  const counted = picked.filter((sid) => going.has(sid)).length;
  const fitted = counted > 1 && counted !== first ? firstWave(waves, counted) : null;
  return (
    <div ref={box} className="flex flex-col gap-2 pl-6 max-sm:pl-0">
      {picked.length > 0 && (
        <ul ref={list} aria-label={t`Picked canaries`} className="flex flex-wrap gap-1.5">
          {picked.map((sid, index) => (
            <li key={sid} className="flex max-w-full items-center rounded-md border border-line-strong bg-bg pl-2">
              <span className="min-w-0 truncate">
                <span className="text-ink-3">{index + 1}</span> <bdi>{nameOf(sid)}</bdi>
                {!going.has(sid) && devices !== null && <span className="text-warn"> {bySid.has(sid) ? t`left out` : t`not in the list`}</span>}
              </span>
              <button type="button" aria-label={t`Remove ${nameOf(sid)}`} onClick={() => remove(sid, index)} className="ml-1 flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:size-11">
                <X aria-hidden size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {devices === null ? <p className="text-ink-2">{t`Freeze a list of devices first.`}</p> : <PickOne devices={devices} picked={picked} onPick={add} />}
      {fitted !== null && (
        <div>
          <Button onClick={() => onChange({ waves: fitted })}>{rich`Let the first wave be these ${number(counted)}`}</Button>
        </div>
      )}
    </div>
  );
}

interface PickOneProps {
  readonly devices: readonly Device[];
  readonly picked: readonly string[];
  readonly onPick: (device: Device) => void;
}

/** Finds one of the frozen list by name or SID; arrow keys and Enter, or a click. */
function PickOne({ devices, picked, onPick }: PickOneProps) {
  const [text, setText] = useState('');
  const later = useDeferredValue(text);
  const found = useMemo(() => offered(devices, picked, later), [devices, picked, later]);
  return (
    <Field label={t`Add a canary`} hint={later.trim() === '' ? t`Type a part of a name or SID of the frozen list.` : found.length === 0 ? t`No other device of the frozen list is called so.` : found.length === OFFERED ? t`Arrow keys and Enter, or a click. The first ${OFFERED} are offered.` : t`Arrow keys and Enter, or a click.`}>
      <Autocomplete.Root open inline items={found} mode="none" autoHighlight value={text} onValueChange={setText} itemToStringValue={(device: Device) => device.unique_name ?? device.sid}>
        <Autocomplete.Input placeholder={t`Name or SID`} spellCheck={false} autoComplete="off" className={INPUT} />
        <Autocomplete.List className="max-h-48 overflow-y-auto rounded-md border border-line p-1 empty:hidden">
          {(device: Device) => (
            <Autocomplete.Item
              key={device.sid}
              value={device}
              onClick={() => {
                setText('');
                onPick(device);
              }}
              className="flex cursor-default items-baseline gap-3 rounded px-2 py-1.5 data-highlighted:bg-hover pointer-coarse:py-2.5"
            >
              <bdi className="min-w-0 flex-1 truncate">{deviceLabel(device)}</bdi>
              {device.unique_name && <span className="shrink-0 font-mono text-xs text-ink-3 max-sm:hidden">{middle(visible(device.sid))}</span>}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Field>
  );
}

function offered(devices: readonly Device[], picked: readonly string[], text: string): readonly Device[] {
  const words = foldedWords(text);
  if (words.length === 0) return [];
  const found: Device[] = [];
  for (const device of devices) {
    if (found.length === OFFERED) break;
    if (!picked.includes(device.sid) && holdsWords(`${device.unique_name ?? ''} ${device.sid}`, words)) found.push(device);
  }
  return found;
}
