import * as z from 'zod/mini';
import { preference } from './preference.ts';

/**
 * How often the whole fleet is read by itself: `auto` every 20 to 60 seconds, `less` every 10 minutes, `manual` only when
 * somebody asks for it. The reader in the Worker is told with `fleet.setPace`.
 */
export const pacePreference = preference('pace', z.enum(['auto', 'less', 'manual']), 'auto');
