/** Characters that look like others. */

/** Whether a text has a space or hyphen that looks like the one on a keyboard, and is another: non-breaking ones are often pasted. */
export function hasTwin(text: string): boolean {
  return /[\u2010\u2011]|(?! )\p{Zs}/u.test(text);
}
