import { APP_SID, type App } from '#api/schema.ts';
import { withoutUnseen } from '#lib/text.ts';
import { appLabel } from './AppName.tsx';
import { appNamed } from './AppPicker.tsx';

export interface ChosenApp {
  readonly sid: string;
  /** As the account lists it; null when it does not, or when its Apps are not known. */
  readonly app: App | null;
  readonly label: string;
}

/** The App that a text names: one of the list, or any sid; null when it names none. `apps`: undefined while they are not known. */
export function chosenApp(text: string, apps: ReadonlyMap<string, App> | undefined): ChosenApp | null {
  const wanted = withoutUnseen(text).trim();
  const app = appNamed(apps, text);
  const sid = app?.sid ?? (APP_SID.test(wanted) ? wanted : null);
  return sid === null ? null : { sid, app, label: appLabel(sid, apps).text };
}
