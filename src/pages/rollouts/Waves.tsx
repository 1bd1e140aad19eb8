import { useMedia } from '#components/media.ts';
import { RunBar } from '#components/RunBar.tsx';
import { count, number, t } from '#texts/t.ts';
import { wavesOf, waveStateWords, type Wave, type WaveState } from '#rollouts/wave-words.ts';
import { rich } from '#texts/rich.ts';
import { Card } from '#ui/Card.tsx';
import { cx } from '#ui/cx.ts';
import { Glyph, type GlyphName } from '#ui/Glyph.tsx';
import type { RunView } from './run-view.ts';

const NARROW = '(max-width: 767px)';

const LOOKS: Readonly<Record<WaveState, readonly [icon: GlyphName, tone: string]>> = {
  'not-begun': ['dashed', 'text-ink-3'],
  sending: ['arrow', 'text-accent'],
  landing: ['clock', 'text-accent'],
  soaking: ['hourglass', 'text-accent'],
  gate: ['alert', 'text-warn'],
  'too-few': ['alert', 'text-bad'],
  held: ['minus', 'text-warn'],
  passed: ['check', 'text-ok'],
  forced: ['alert', 'text-warn'],
  ended: ['minus', 'text-ink-2'],
};

interface Column {
  readonly key: string;
  readonly name: string;
  readonly value: (wave: Wave) => number;
  /** Among others, in a sentence. */
  readonly words: (devices: string) => string;
  /** Only where there are any: they are rare, and the table is wide enough. */
  readonly rare?: boolean;
}

const COLUMNS: readonly Column[] = [
  { key: 'sent', name: t`Sent`, value: (wave) => wave.sent, words: (n) => t`${n} sent` },
  { key: 'done', name: t`Updated`, value: ({ counts }) => counts.done, words: (n) => t`${n} updated` },
  { key: 'failed', name: t`Failed`, value: ({ counts }) => counts.failed, words: (n) => t`${n} failed` },
  { key: 'stuck', name: t`Stuck`, value: ({ counts }) => counts.stuck, words: (n) => t`${n} stuck` },
  { key: 'pending', name: t`Pending`, value: ({ counts }) => counts.pending, words: (n) => t`${n} pending` },
  { key: 'unknown', name: t`Unknown`, value: ({ counts }) => counts.unknown, words: (n) => t`${n} unknown`, rare: true },
  { key: 'skipped', name: t`Skipped`, value: ({ counts }) => counts.skipped, words: (n) => t`${n} skipped`, rare: true },
  { key: 'waiting', name: t`Left`, value: ({ counts }) => counts.waiting, words: (n) => t`${n} left` },
];

/** Each wave: how many of it were sent to, what came of them, and what it waits for. */
export function Waves({ view }: { readonly view: RunView }) {
  const narrow = useMedia(NARROW);
  const waves = wavesOf(view.ledger, view.doing);
  const columns = COLUMNS.filter(({ rare, value }) => rare !== true || waves.some((wave) => value(wave) > 0));
  return (
    <Card title={t`Waves`}>
      {narrow ? (
        <ol className="divide-y divide-line">
          {waves.map((wave) => (
            <li key={wave.number} aria-label={t`Wave ${wave.number}`} className="flex flex-col gap-1.5 px-4 py-2.5 text-sm">
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <strong className="font-semibold">
                  {rich`Wave ${wave.number}`} <span className="font-normal text-ink-2">{count(wave.devices, 'device')}</span>
                </strong>
                <State wave={wave} view={view} />
              </div>
              <RunBar counts={wave.counts} label={t`Wave ${wave.number}`} />
              <span className="text-ink-2">
                {columns.filter(({ key, value }) => value(wave) > 0 || key === 'done').map(({ value, words }) => words(number(value(wave)))).join(', ')}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <table className="w-full text-sm">
          <thead className="text-xs text-ink-2">
            <tr className="border-b border-line">
              <th scope="col" className="w-24 py-1.5 pl-4 text-left font-medium">{t`Wave`}</th>
              <th scope="col" className="px-2 text-right font-medium">{t`Devices`}</th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col" className="px-2 text-right font-medium">
                  {name}
                </th>
              ))}
              <th scope="col" className="py-1.5 pr-4 pl-3 text-left font-medium">{t`State`}</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {waves.map((wave) => (
              <tr key={wave.number}>
                <th scope="row" className="py-2 pl-4 text-left font-medium">
                  <span className="flex items-center gap-2">
                    {wave.number}
                    <RunBar counts={wave.counts} label={t`Wave ${wave.number}`} />
                  </span>
                </th>
                <td className="px-2 text-right">{number(wave.devices)}</td>
                {columns.map(({ key, value }) => (
                  <td key={key} className={cx('px-2 text-right', value(wave) === 0 && 'text-ink-3', key === 'failed' && value(wave) > 0 && 'font-semibold text-bad')}>
                    {number(value(wave))}
                  </td>
                ))}
                <td className="py-2 pr-4 pl-3">
                  <State wave={wave} view={view} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function State({ wave: { state }, view: { doing, now } }: { readonly wave: Wave; readonly view: RunView }) {
  const [icon, tone] = LOOKS[state];
  return (
    <span>
      <Glyph name={icon} className={cx('mr-1.5', tone)} />
      {waveStateWords(state, doing, now)}
    </span>
  );
}
