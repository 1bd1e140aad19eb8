import { density, theme, zone } from '#components/choices.ts';
import { useNow } from '#components/now.ts';
import { usePreference } from '#components/preference.ts';
import { asOf } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Radios } from '#ui/Radios.tsx';

/** Theme, time zone and density: each holds at once. */
export function DisplaySettings() {
  const [colours, setColours] = usePreference(theme);
  const [times, setTimes] = usePreference(zone);
  const [rows, setRows] = usePreference(density);
  const now = useNow();
  const place = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <Radios
        inline
        legend={t`Theme`}
        options={[
          ['system', t`As the system`],
          ['light', t`Light`],
          ['dark', t`Dark`],
        ]}
        value={colours}
        onChange={setColours}
      />
      <Radios
        inline
        legend={t`Times`}
        options={[
          ['local', t`Local (${place})`],
          ['utc', t`UTC`],
        ]}
        value={times}
        onChange={setTimes}
        hint={rich`By the API’s clock it is ${<span className="font-medium text-ink">{asOf(now, now)}</span>}. Dates are relative; pointed at, they say both.`}
      />
      <Radios
        inline
        legend={t`Rows of tables`}
        options={[
          ['comfortable', t`Comfortable`],
          ['compact', t`Compact`],
        ]}
        value={rows}
        onChange={setRows}
      />
    </>
  );
}
