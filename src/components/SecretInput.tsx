import { Eye, EyeOff, X } from 'lucide-react';
import { useId, useState } from 'react';
import { CONFIG_LIMITS } from '#api/schema.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { INPUT } from '#ui/Field.tsx';
import { handOn } from '#ui/focus.ts';
import { FileButton } from './FileButton.tsx';
import { countWords } from './keyed-limits.ts';
import type { SecretField } from './use-secret-field.ts';

interface SecretInputProps {
  readonly field: SecretField;
  readonly off: boolean;
  /** What the API says against it; null when nothing. */
  readonly error: string | null;
  readonly onEdit: () => void;
}

/** Where the value of a Secret is typed, on several lines: hidden unless somebody asks, and never offered to be saved or completed. */
export function SecretInput({ field, off, error, onEdit }: SecretInputProps) {
  const { attach, length, problem, warning, file, onInput, fromFile, clear } = field;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const wrong = problem ?? fileProblem ?? error;
  const edited = (): void => {
    setFileProblem(null);
    onEdit();
  };
  const leaveOut = (): void => {
    clear();
    edited();
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {t`Value`}
      </label>
      {/* Not a field of the component library, nor of React: either would hold on to what is typed. */}
      <textarea
        id={id}
        ref={attach}
        rows={open ? 8 : 3}
        hidden={file !== null}
        disabled={off}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={`${id}hint ${id}error`}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        translate="no"
        data-1p-ignore
        data-lpignore="true"
        onInput={() => {
          onInput();
          edited();
        }}
        className={cx(INPUT, 'h-auto! min-h-20 py-2 font-mono text-sm! wrap-anywhere', !open && 'masked')}
      />
      {file !== null && (
        <p className="flex items-center gap-2 rounded-md border border-line bg-bg px-3 py-2 text-sm">
          <span className="min-w-0 flex-1 wrap-anywhere">{t`From the file ${clip(visible(file), 80)}. It is not shown.`}</span>
          <Button
            variant="ghost"
            icon={<X aria-hidden size={14} />}
            blocked={off ? t`It is being sent.` : null}
            onClick={() => handOn(leaveOut, () => document.querySelector<HTMLElement>(`#${CSS.escape(id)}`))}
          >
            {t`Leave it out`}
          </Button>
        </p>
      )}
      <p id={`${id}hint`} className="text-sm text-ink-2">
        {countWords(length, CONFIG_LIMITS.value)}
        {warning !== null && <span className="text-warn"> · {warning}</span>}
      </p>
      <p id={`${id}error`} role="alert" className="text-sm wrap-anywhere text-bad empty:hidden">
        {wrong}
      </p>
      <div className="flex flex-wrap gap-2">
        {file === null && (
          <Button variant="ghost" icon={open ? <EyeOff aria-hidden size={15} /> : <Eye aria-hidden size={15} />} aria-pressed={open} onClick={() => setOpen(!open)}>
            {open ? t`Hide what is typed` : t`Show what is typed`}
          </Button>
        )}
        <FileButton
          blocked={off ? t`It is being sent.` : null}
          onFile={(chosen) => {
            edited();
            if ('problem' in chosen) setFileProblem(chosen.problem);
            else fromFile(chosen.text, chosen.name);
          }}
        />
      </div>
    </div>
  );
}
