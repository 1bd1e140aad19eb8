import type { ReactNode } from 'react';
import { isPrivate, type PemBlock } from '#lib/pem.ts';
import { clip, visible } from '#lib/text.ts';
import { DAY, relative, utc } from '#lib/time.ts';
import { count, number, t } from '#texts/t.ts';
import { Glyph, type GlyphName } from '#ui/Glyph.tsx';
import type { ValueShape } from './config-value.ts';
import { useNow } from './now.ts';

/** Blocks that are named one by one; more are counted. */
const NAMED = 8;
/** A certificate that ends so soon is pointed out. */
const SOON = 30 * DAY;

interface NoteProps {
  readonly icon: GlyphName;
  readonly tone: 'ok' | 'warn' | 'bad' | 'info';
  readonly children: ReactNode;
}

const TONE = { ok: 'text-ok', warn: 'text-warn', bad: 'text-bad', info: 'text-info' };

function Note({ icon, tone, children }: NoteProps) {
  return (
    <li className="flex items-baseline gap-2">
      <span className={TONE[tone]}>
        <Glyph name={icon} />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </li>
  );
}

/** What a value looks like, and whether it is well-formed: as its own text tells, and no more. */
export function ValueNotes({ shape }: { readonly shape: ValueShape }) {
  if (shape.kind === 'text') return null;
  return <ul className="flex flex-col gap-1 text-sm">{shape.kind === 'json' ? <JsonNote shape={shape} /> : <PemNotes blocks={shape.blocks} />}</ul>;
}

function JsonNote({ shape: { reading } }: { readonly shape: Extract<ValueShape, { kind: 'json' }> }) {
  if (reading.ok) {
    return (
      <Note icon="check" tone="ok">
        {t`Well-formed JSON.`}
      </Note>
    );
  }
  return (
    <Note icon="alert" tone="warn">
      {t`It looks like JSON and is none. Line ${number(reading.line)}, column ${number(reading.column)}: ${reading.problem}`}
    </Note>
  );
}

function PemNotes({ blocks }: { readonly blocks: readonly PemBlock[] }) {
  const more = blocks.length - NAMED;
  return (
    <>
      {blocks.slice(0, NAMED).map((block, index) => (
        // Blocks have no name of their own, and never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <BlockNote key={index} block={block} />
      ))}
      {more > 0 && (
        <Note icon="minus" tone="info">
          {t`and ${count(more, 'more block')}`}
        </Note>
      )}
      {blocks.some(isPrivate) && (
        <Note icon="alert" tone="warn">
          {t`This is a private key, and whoever may read Configs can read it. A Secret would never be given back.`}
        </Note>
      )}
    </>
  );
}

function BlockNote({ block }: { readonly block: PemBlock }) {
  const { label, line, bytes, problem, validity } = block;
  const now = useNow(60_000);
  const name = clip(visible(label), 60);
  if (problem !== null || bytes === null) {
    return (
      <Note icon="alert" tone="warn">
        {t`${name} in line ${number(line)} is not well-formed. ${problem ?? ''}`}
      </Note>
    );
  }
  if (validity === null) {
    return (
      <Note icon="check" tone="ok">
        {t`${name}, ${count(bytes, 'byte')} in well-formed base64.`}
      </Note>
    );
  }
  const { from, until } = validity;
  const span = until === null ? t`${name}, ${count(bytes, 'byte')}: holds from ${utc(from)}, without an end.` : t`${name}, ${count(bytes, 'byte')}: holds from ${utc(from)} until ${utc(until)}.`;
  const ended = until !== null && until <= now;
  const ends = until !== null && until - now < SOON;
  const state = ended ? t`It ended ${relative(until, now)}.` : from > now ? t`It does not hold yet.` : ends ? t`It ends ${relative(until, now)}.` : '';
  return (
    <Note icon={ended ? 'cross' : state === '' ? 'check' : 'alert'} tone={ended ? 'bad' : state === '' ? 'ok' : 'warn'}>
      {span} {state !== '' && <strong className="font-semibold">{state}</strong>}
    </Note>
  );
}
