import { ChevronRight } from 'lucide-react';
import { t } from '#texts/t.ts';
import { Field, TextInput } from '#ui/Field.tsx';
import { PACE_LIMITS, paceWords, parsePace, type PaceDraft } from './pace-draft.ts';

const FIELDS: readonly (readonly [field: keyof PaceDraft, label: string])[] = [
  ['concurrency', t`Devices at a time`],
  ['rate', t`Writes in any 10 s`],
  ['percent', t`Halt over % errors`],
  ['after', t`Once so many have ended`],
];

interface PaceFieldsProps {
  readonly draft: PaceDraft;
  readonly onChange: (draft: PaceDraft) => void;
}

/** How fast, and when it stops by itself: in one line, and in fields for whoever wants it otherwise. */
export function PaceFields({ draft, onChange }: PaceFieldsProps) {
  return (
    <details className="group rounded-md border border-line text-sm">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md px-3 py-2 pointer-coarse:min-h-11">
        <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-3 group-open:rotate-90" />
        <span className="font-medium">{t`Pace`}</span> <span className="text-ink-2">{paceWords(draft)}</span>
      </summary>
      <div className="grid grid-cols-2 gap-3 border-t border-line px-3 py-3">
        {FIELDS.map(([field, label]) => {
          const parsed = parsePace(field, draft[field]);
          return (
            <Field key={field} label={label} error={typeof parsed === 'string' ? parsed : null}>
              <TextInput inputMode="numeric" value={draft[field]} onValueChange={(text) => onChange({ ...draft, [field]: text })} maxLength={String(PACE_LIMITS[field][1]).length + 1} />
            </Field>
          );
        })}
      </div>
    </details>
  );
}
