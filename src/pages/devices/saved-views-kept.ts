import { preference } from '#components/preference.ts';
import { viewsSchema } from './saved-views.ts';

/** The saved views, in the order they were saved. */
export const savedViews = preference('devices.views', viewsSchema, []);
