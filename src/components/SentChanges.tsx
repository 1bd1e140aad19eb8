import { useEffect, useState } from 'react';
import { sentChanges } from '#api/sent.ts';
import { fleet } from '#fleet/fleet.ts';
import { clip, visible } from '#lib/text.ts';
import { timeOfDay } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { deviceLabel } from './DeviceName.tsx';
import { useNowText } from './now.ts';
import { changeWords, endWords, sumWords, wasSent } from './sent-words.ts';
import { leavingInterrupts } from './UpgradeNotice.tsx';

/** So many of the latest changes are listed. */
const LISTED = 5;

/** What this tab has sent, for a page that broke: it cannot know whether what broke it had to do with a change, so it lists them. */
export function SentChanges() {
  // Answers still come.
  useNowText(() => `${sentChanges.count} ${sentChanges.latest.map(({ end }) => end).join()}`);
  const latest = sentChanges.latest.filter(wasSent).slice(-LISTED).toReversed();
  const names = useNames(latest.flatMap((change) => changeWords(change).device ?? []));
  return (
    <>
      <p className="text-ink-2">{sumWords(sentChanges, timeOfDay(performance.timeOrigin)).join(' ')}</p>
      {leavingInterrupts() && <p>{t`This tab is still sending a rollout or bulk action. Reloading the page pauses it.`}</p>}
      {latest.length > 0 && (
        <table aria-label={t`Latest changes`} className="w-full text-left text-sm">
          <thead className="text-xs text-ink-2">
            <tr>
              {[t`Time`, t`Change`, t`Outcome`].map((name) => (
                <th key={name} className="py-1 pr-4 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {latest.map((change) => {
              const { what, device, of } = changeWords(change);
              const named = [of === null ? null : clip(visible(of), 200), device === null ? null : (names.get(device) ?? device)].filter((name) => name !== null);
              return (
                <tr key={`${change.at} ${change.path}`} className="border-t border-line align-top">
                  <td className="py-1 pr-4 whitespace-nowrap">{timeOfDay(change.at)}</td>
                  <td className="py-1 pr-4 wrap-anywhere">
                    {what}
                    {named.map((name) => (
                      <bdi key={name} className="block text-ink-2">
                        {name}
                      </bdi>
                    ))}
                  </td>
                  <td className="py-1">{endWords(change.end)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

/** What the devices are called, as far as the index knows. A Worker that does not run is not started for it. */
function useNames(sids: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = sids.join(' ');
  useEffect(() => {
    if (wanted === '' || fleet.status().coverage.held === 0) return;
    fleet.rows(wanted.split(' ')).then(
      (rows) => setNames(new Map(rows.map(({ device }) => [device.sid, deviceLabel(device)]))),
      () => undefined,
    );
  }, [wanted]);
  return names;
}
