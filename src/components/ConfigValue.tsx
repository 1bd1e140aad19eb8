import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { count, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { fileNameOf, lineEnds, linesOf, shapeOf } from './config-value.ts';
import { lengthOf } from './keyed-limits.ts';
import { saveFile } from './save-file.ts';
import { ValueNotes } from './ValueNotes.tsx';

interface ConfigValueProps {
  readonly name: string;
  readonly value: string;
}

/** The value of a Config as it is, or, where it is JSON, laid out; to be copied and saved exactly as it is. */
export function ConfigValue({ name, value }: ConfigValueProps) {
  const [raw, setRaw] = useState(false);
  const shape = useMemo(() => shapeOf(value), [value]);
  const pretty = shape.kind === 'json' && shape.reading.ok ? shape.reading.pretty : null;
  const text = useMemo(() => linesOf(raw || pretty === null ? value : pretty), [raw, pretty, value]);
  const ends = lineEnds(value);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ValueNotes shape={shape} />
      <div className="flex flex-wrap items-center gap-2">
        {pretty !== null && (
          <div role="group" aria-label={t`How it is shown`} className="inline-flex overflow-hidden rounded-md border border-line-strong">
            <Way on={!raw} onPress={() => setRaw(false)}>{t`Laid out`}</Way>
            <Way on={raw} onPress={() => setRaw(true)}>{t`As it is`}</Way>
          </div>
        )}
        <span className="text-sm text-ink-2">
          {count(lengthOf(value), 'character')}
          {ends === 'crlf' && ` · ${t`line ends of Windows`}`}
          {ends === 'mixed' && ` · ${t`mixed line ends`}`}
        </span>
        <span className="flex-1" />
        <CopyButton text={value} what={t`value`} label={t`Copy`} className="h-8 rounded-md pointer-coarse:h-11" />
        <Button icon={<Download aria-hidden size={15} />} onClick={() => saveFile(fileNameOf(name, shape), [value], 'text/plain')}>
          {t`Download`}
        </Button>
      </div>
      <pre
        aria-label={t`Value`}
        // It scrolls, so it has to be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        className="max-h-[50vh] min-h-16 overflow-auto rounded-md border border-line bg-bg p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {value === '' ? <span className="text-ink-3">{t`empty`}</span> : <bdi>{text}</bdi>}
      </pre>
    </div>
  );
}

function Way({ on, onPress, children }: { readonly on: boolean; readonly onPress: () => void; readonly children: string }) {
  return (
    <button type="button" aria-pressed={on} onClick={onPress} className={cx('h-8 px-3 text-sm -outline-offset-2 pointer-coarse:h-11', on ? 'bg-ink text-bg' : 'bg-surface text-ink-2 hover:bg-hover hover:text-ink')}>
      {children}
    </button>
  );
}
