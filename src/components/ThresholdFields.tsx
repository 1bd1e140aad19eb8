import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { appQueries } from '#api/apps.ts';
import { clip, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { Field, INPUT, TextInput } from '#ui/Field.tsx';
import { useAppLabel } from './AppName.tsx';
import { parseLogging, parseSpan, type Draft, type Span, type Unit } from './threshold-draft.ts';

interface ThresholdFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** After how long an update is stuck, for all and for Apps that take longer or less; and after how long logging is left on. */
export function ThresholdFields({ draft, onChange }: ThresholdFieldsProps) {
  const { usual, perApp, logging } = draft;
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part });
  const setOwn = (sid: string, span: Span): void => set({ perApp: perApp.map((own) => (own.sid === sid ? { sid, span } : own)) });
  return (
    <>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 text-sm font-semibold">{t`Call a device stuck after`}</legend>
        <SpanField label={t`Every App`} parsed={parseSpan(usual)} span={usual} onChange={(span) => set({ usual: span })} />
        {perApp.map(({ sid, span }) => (
          <OwnSpan key={sid} sid={sid} span={span} onChange={(next) => setOwn(sid, next)} onRemove={() => set({ perApp: perApp.filter((own) => own.sid !== sid) })} />
        ))}
        <AddApp taken={perApp.map(({ sid }) => sid)} onAdd={(sid) => set({ perApp: [...perApp, { sid, span: usual }] })} />
      </fieldset>
      <fieldset>
        <legend className="mb-2 text-sm font-semibold">{t`Call logging left on after`}</legend>
        <SpanField
          label={t`Time since it was turned on or extended`}
          hint={t`Counted back from the end of the lease, which is 24 h after that: the API gives no start. With 24 hours, only logging that is still on after its end is called left on.`}
          parsed={parseLogging(logging)}
          span={logging}
          onChange={(span) => set({ logging: span })}
        />
      </fieldset>
    </>
  );
}

interface SpanFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Milliseconds; or, as a sentence, why it is none. */
  readonly parsed: number | string;
  readonly span: Span;
  readonly onChange: (span: Span) => void;
}

function SpanField({ label, hint, parsed, span, onChange, children }: SpanFieldProps & { readonly children?: React.ReactNode }) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })} error={typeof parsed === 'string' ? parsed : null}>
      <div className="flex items-center gap-2">
        <TextInput inputMode="numeric" value={span.text} onValueChange={(text) => onChange({ ...span, text })} className="max-w-28" />
        <select aria-label={t`Unit for ${label}`} value={span.unit} onChange={(event) => onChange({ ...span, unit: unitOf(event.target.value) })} className={`${INPUT} max-w-32`}>
          <option value="minutes">{t`minutes`}</option>
          <option value="hours">{t`hours`}</option>
          <option value="days">{t`days`}</option>
        </select>
        {children}
      </div>
    </Field>
  );
}

const unitOf = (text: string): Unit => (['minutes', 'hours', 'days'] as const).find((unit) => unit === text) ?? 'minutes';

interface OwnSpanProps extends Pick<SpanFieldProps, 'span' | 'onChange'> {
  readonly sid: string;
  readonly onRemove: () => void;
}

function OwnSpan({ sid, onRemove, ...field }: OwnSpanProps) {
  const label = useAppLabel(sid)?.text ?? sid;
  return (
    <SpanField label={label} parsed={parseSpan(field.span)} {...field}>
      <IconButton label={t`Remove the time of ${label}`} onClick={onRemove}>
        <Trash2 aria-hidden size={15} />
      </IconButton>
    </SpanField>
  );
}

function AddApp({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (sid: string) => void }) {
  const { data: apps } = useQuery(appQueries.all());
  const free = [...(apps?.values() ?? [])].filter(({ sid }) => !taken.includes(sid));
  if (free.length === 0) return null;
  return (
    <select aria-label={t`Give an App a time of its own`} value="" onChange={(event) => onAdd(event.target.value)} className={`${INPUT} text-ink-2`}>
      <option value="" disabled>
        {t`Give an App a time of its own…`}
      </option>
      {free.map(({ sid, unique_name: name }) => (
        <option key={sid} value={sid}>
          {name ? clip(visible(name), 80) : middle(sid)}
        </option>
      ))}
    </select>
  );
}
