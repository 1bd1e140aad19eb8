import * as z from 'zod/mini';
import { preference } from './preference.ts';

/** Words of the browser itself about what happened here while nobody looked. */

/** What was answered when it was asked, once. */
export const notifyPreference = preference('notify', z.enum(['unasked', 'yes', 'no']), 'unasked');

/** Whether there is any use in asking: not where the browser has no notifications, or was told to show none. */
export function canNotify(): boolean {
  return typeof Notification === 'function' && Notification.permission !== 'denied';
}

/** Takes the answer, and has the browser ask for its permission. True when it may. */
export async function answerNotify(yes: boolean): Promise<boolean> {
  notifyPreference.set(yes ? 'yes' : 'no');
  return yes && (await Notification.requestPermission()) === 'granted';
}

interface Notice {
  /** A later notice of the same thing takes the place of this one. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** It was clicked, and the window is in front. */
  readonly onOpen: () => void;
}

/** Says it where that was wanted and is allowed, and only while nobody looks at this page. */
export function notify({ tag, title, body, onOpen }: Notice): void {
  const looking = document.visibilityState === 'visible' && document.hasFocus();
  if (looking || notifyPreference.get() !== 'yes' || !canNotify() || Notification.permission !== 'granted') return;
  try {
    const notice = new Notification(title, { body, tag });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
      onOpen();
    });
  } catch {
    // Some browsers on phones have them for Service Workers only: then there is none, and the page says it all the same.
  }
}
