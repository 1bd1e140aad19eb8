import { t } from '#texts/t.ts';
import type { Theme } from './choices.ts';

export const THEME_NAMES: Readonly<Record<Theme, string>> = { system: t`system`, light: t`light`, dark: t`dark` };

/** What one press after the other leads through. */
export const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
