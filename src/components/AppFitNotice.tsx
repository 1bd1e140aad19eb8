import { FirstDevices } from './FirstDevices.tsx';
import type { FitWords } from './app-fit-words.ts';
import { Notice } from './Notice.tsx';

/** That an App may not belong on the devices that it is about to be deployed to; nothing where nothing speaks against it. */
export function AppFitNotice({ words }: { readonly words: FitWords | null }) {
  if (words === null) return null;
  const { tone, title, help, devices } = words;
  return (
    <Notice tone={tone} title={title}>
      {help}
      {devices.length > 0 && (
        <span className="mt-1 block">
          <FirstDevices devices={devices} />
        </span>
      )}
    </Notice>
  );
}
