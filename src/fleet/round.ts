import { fetchPage } from '#api/devices.ts';
import type { AppsReader } from './apps-reader.ts';
import type { Picture } from './picture.ts';
import { sweepFleet, type SweepEnd, type SweepTools } from './sweep.ts';
import type { TabMessage } from './tab-messages.ts';

/** One reading of the fleet by this tab. */
export interface Round {
  /** Among all sweeps of all tabs. */
  readonly id: string;
  /** Browser's clock. */
  readonly begun: number;
  readonly stop: AbortController;
}

export interface RoundTools extends Pick<SweepTools, 'now' | 'random' | 'sleep' | 'gate' | 'onWait'> {
  readonly picture: Picture;
  readonly apps: AppsReader;
  readonly post: (message: TabMessage) => void;
  readonly lookRound: () => Promise<void>;
  readonly changed: () => void;
}

/** Reads the Apps and every page into the picture, and tells the other tabs as it goes. Never throws for what the API does. */
export async function readRound({ id, stop: { signal } }: Round, tools: RoundTools): Promise<SweepEnd> {
  const { picture, apps, post, lookRound, changed } = tools;
  picture.begin(id, true);
  post({ kind: 'begin', sweep: id });
  changed();
  await lookRound();
  await apps.before(signal);
  const end = await sweepFleet(
    {
      ...tools,
      ask: fetchPage,
      onPage: ({ rows, sent, received }, first) => {
        const before = first ? 0 : picture.index.swept;
        const { devices, ...rest } = rows();
        const page = { ...rest, devices: [...devices], unread: [...rest.unread], sent, received, first };
        picture.page(page);
        post({ kind: 'page', sweep: id, ...page });
        changed();
        return picture.index.swept - before;
      },
    },
    signal,
  );
  if (end.kind === 'complete') await apps.after(signal);
  return end;
}
