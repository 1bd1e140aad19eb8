import { keys } from '#components/choices.ts';
import { usePreference } from '#components/preference.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { KeyCaps } from '#ui/KeyCaps.tsx';
import { Radios } from '#ui/Radios.tsx';
import { MOD_K } from '#ui/keys.ts';

/** Single keys can be switched off: whoever speaks to the computer would press them without meaning to. */
export function KeySettings() {
  const [chosen, choose] = usePreference(keys);
  return (
    <Radios
      inline
      legend={t`Single keys`}
      options={[
        ['on', t`On`],
        ['off', t`Off`],
      ]}
      value={chosen}
      onChange={choose}
      hint={rich`Switched off, ${<KeyCaps keys={MOD_K} />} still opens the palette, and arrows, Enter and Escape work as ever. ${<KeyCaps keys="?" />} lists the keys of a page, as does “Keyboard help” in the menu.`}
    />
  );
}
