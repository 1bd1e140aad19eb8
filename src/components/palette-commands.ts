import { t } from '#texts/t.ts';
import { density, keys, theme, zone } from './choices.ts';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import type { Preference } from './preference.ts';
import { THEME_NAMES } from './theme-names.ts';

/** What somebody can choose for every page, one item a choice. */
export function choiceItems(): PaletteGroup {
  return {
    name: t`Display and keys`,
    items: [
      ...(['system', 'light', 'dark'] as const).map((each) => choice('theme', theme, each, t`Theme: ${THEME_NAMES[each]}`)),
      choice('zone', zone, 'local', t`Times: local`, t`time zone`),
      choice('zone', zone, 'utc', t`Times: UTC`, t`time zone`),
      choice('density', density, 'comfortable', t`Rows: comfortable`, t`density`),
      choice('density', density, 'compact', t`Rows: compact`, t`density`),
      choice('keys', keys, 'on', t`Single keys: on`, t`shortcuts`),
      choice('keys', keys, 'off', t`Single keys: off`, t`shortcuts`),
    ],
  };
}

function choice<T extends string>(name: string, of: Preference<T>, value: T, label: string, words = ''): PaletteItem {
  return { id: `choice:${name}:${value}`, label, words, to: null, blocked: of.get() === value ? t`This is chosen now.` : null, act: () => of.set(value) };
}
