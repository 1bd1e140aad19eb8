import { session } from '#api/session.ts';

/** The address of a page of this console for somebody else: under the console's public address where one is configured (PUBLIC_URL), else as it is open here. @param path of `paths` */
export function permalink(path: string): string {
  return `${session().publicUrl ?? window.location.origin}${path}`;
}
