import { useMemo } from 'react';
import { t } from '#texts/t.ts';
import { Field, TextArea } from '#ui/Field.tsx';
import type { ConfigDraft } from './bulk-config.ts';
import { shapeOf } from './config-value.ts';
import { KeyField } from './KeyField.tsx';
import { valueProblem } from './keyed-limits.ts';
import { ValueHint } from './ValueHint.tsx';
import { ValueNotes } from './ValueNotes.tsx';

interface BulkConfigFieldsProps {
  readonly draft: ConfigDraft;
  readonly onChange: (draft: ConfigDraft) => void;
}

/** Key and value of the Config that is set on many devices, with the API's limits, and what becomes of what is typed here. */
export function BulkConfigFields({ draft, onChange }: BulkConfigFieldsProps) {
  const shape = useMemo(() => shapeOf(draft.value), [draft.value]);
  return (
    <>
      <KeyField value={draft.key} taken={null} error={null} onChange={(key) => onChange({ ...draft, key })} />
      <Field label={t`Value`} error={valueProblem(draft.value)} hint={<ValueHint value={draft.value} />}>
        <TextArea rows={4} wrap="soft" value={draft.value} className="max-h-60 min-h-20 font-mono text-sm! wrap-anywhere" onValueChange={(value) => onChange({ ...draft, value })} />
      </Field>
      <ValueNotes shape={shape} />
      <p className="text-sm text-ink-2">
        {t`Each device is asked right before it is written: where the Config holds this value already, nothing is sent. This value, and what each held before, are kept in this browser until the run is deleted, so that they can be put back. So it is no way to set a Secret.`}
      </p>
    </>
  );
}
