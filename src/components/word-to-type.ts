import type { App } from '#api/schema.ts';
import { visible } from '#lib/text.ts';

/** What is typed, or filled into a field, to name an App: its unique name, or its SID if that name is missing or cannot be typed as it looks. */
export function wordToType({ sid, unique_name: name }: Pick<App, 'sid' | 'unique_name'>): string {
  return name !== null && name !== '' && name.trim() === name && visible(name) === name && !/\s{2}/u.test(name) ? name : sid;
}
