import * as z from 'zod/mini';
import { preference } from './preference.ts';

/** What somebody has chosen for every page, kept in this browser. src/main.tsx has it applied. */

const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** A theme is nothing but the page's colour scheme (src/index.css). */
export const theme = preference('theme', themeSchema, 'system');

/** How dense the rows of tables are; chosen for the list first, which its name still tells. */
export const density = preference('devices.density', z.enum(['comfortable', 'compact']), 'comfortable');

/** Whether times of day are those of this place or of UTC. */
export const zone = preference('zone', z.enum(['local', 'utc']), 'local');

/** Whether single keys do anything; Ctrl K does in any case. */
export const keys = preference('keys', z.enum(['on', 'off']), 'on');

/** A BCP 47 tag; null for the browser's own. It is read before anything else is (src/texts/choice.ts), so it holds from the next load on. */
export const language = preference('language', z.nullable(z.string()), null);
