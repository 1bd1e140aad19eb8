import type { App } from '#api/schema.ts';
import { visible } from '#lib/text.ts';

/** What is typed for an App, or stands in a field for it: its name, or the SID of one that has none which could be typed as it is seen. */
export function wordToType({ sid, unique_name: name }: Pick<App, 'sid' | 'unique_name'>): string {
  return name !== null && name !== '' && name.trim() === name && visible(name) === name && !/\s{2}/u.test(name) ? name : sid;
}
