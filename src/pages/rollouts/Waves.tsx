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

const COLUMNS = [
  [t`Sent`, (wave: Wave) => wave.sent],
  [t`Landed`, ({ counts }: Wave) => counts.done],
  [t`Failed`, ({ counts }: Wave) => counts.failed],
  [t`Stuck`, ({ counts }: Wave) => counts.stuck],
  [t`Pending`, ({ counts }: Wave) => counts.pending],
  [t`Unknown`, ({ counts }: Wave) => counts.unknown],
  [t`Skipped`, ({ counts }: Wave) => counts.skipped],
  [t`Left`, ({ counts }: Wave) => counts.waiting],
] as const;
/** Only where there are any: they are rare, and the table is wide enough. */
const RARE = new Set<string>([t`Unknown`, t`Skipped`]);

/** Each wave: how many of it were sent to, what came of them, and what it waits for. */
export function Waves({ view }: { readonly view: RunView }) {
  const narrow = useMedia(NARROW);
  const waves = wavesOf(view.ledger, view.doing);
  const columns = COLUMNS.filter(([name, value]) => !RARE.has(name) || waves.some((wave) => value(wave) > 0));
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
                {columns.filter(([name, value]) => value(wave) > 0 || name === 'Landed').map(([name, value]) => `${number(value(wave))} ${name.toLowerCase()}`).join(', ')}
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
              {columns.map(([name]) => (
                <th key={name} scope="col" className="px-2 text-right font-medium">
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
                {columns.map(([name, value]) => (
                  <td key={name} className={cx('px-2 text-right', value(wave) === 0 && 'text-ink-3', name === 'Failed' && value(wave) > 0 && 'font-semibold text-bad')}>
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
