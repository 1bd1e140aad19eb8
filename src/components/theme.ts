import * as z from 'zod/mini';
import { preference } from './preference.ts';

const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** System, light or dark; a theme is nothing but the page's colour scheme (src/index.css). */
export const theme = preference('theme', themeSchema, 'system');

/** Puts the chosen theme on the page, now and whenever it changes (in another tab, too). */
export function followTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = theme.get();
  };
  apply();
  theme.subscribe(apply);
}
