import { fold, visible, withoutUnseen } from '#lib/text.ts';

/** How much a person has to do before something is sent to so many devices. Pure. */

export type Guard = 'plain' | 'review' | 'type';

const REVIEW = 10;
const TYPE = 100;
const SHARE = 0.1;

/**
 * One device: a button that says verb and noun. More than 10: a list to look through first. More than 100, or more than a
 * tenth of the fleet: the count has to be typed. `fleet`: devices that are known to be there.
 */
export function guardFor(devices: number, fleet: number): Guard {
  if (devices > TYPE || (devices > 1 && devices > fleet * SHARE)) return 'type';
  return devices > REVIEW ? 'review' : 'plain';
}

/** Whether what was typed is the count: with or without separators. */
export function isCount(text: string, devices: number): boolean {
  return withoutUnseen(text).replaceAll(/[\s,.'’]/gu, '') === String(devices);
}

const LONGEST = 60;

/** What has to be typed before an App goes to devices that run nothing like it: its name; its sid where it has none, or one that is too long or hardly can be typed. */
export function nameToType(sid: string, name: string | null): string {
  return name === null || name.trim() === '' || name.length > LONGEST || visible(name) !== name ? sid : name;
}

/** Whether what was typed is that name: in upper or lower case, with or without accents. */
export function isName(text: string, name: string): boolean {
  return fold(text.trim()) === fold(name.trim());
}
