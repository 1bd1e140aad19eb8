import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router-dom';
import { appQueries } from '#api/apps.ts';
import { isOpen } from '#rollouts/head.ts';
import { standWords } from '#rollouts/stand-words.ts';
import { clip, errorWords, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { paths } from '../paths.ts';
import { actionNow, offeredActions, offeredViews } from './actions.ts';
import { newestFirst } from './AppPicker.tsx';
import { MORE } from './more-places.ts';
import { choiceItems } from './palette-commands.ts';
import { DEVICE, useDeviceItems, useFoundDevices } from './palette-devices.ts';
import { matching, type PaletteGroup, type PaletteItem } from './palette-items.ts';
import { MAIN, type Place } from './places.ts';
import { useRollouts } from './use-rollouts.ts';

/** So many Apps are offered. */
const APPS = 6;
/** As much of a name as one line may have. */
const LONGEST = 120;

const PAGES: readonly Place[] = [...MAIN, ...MORE, { to: paths.newRollout, name: t`New rollout` }, { to: paths.compareConfig('', []), name: t`Compare a Config` }];

interface Offered {
  readonly groups: readonly PaletteGroup[];
  /** The devices among them are still those for what was typed before. */
  readonly stale: boolean;
}

/** All that the palette offers for what was typed: the latest first where nothing was. */
export function usePalette(typed: string, recent: readonly string[], onKeys: () => void): Offered {
  const empty = typed.trim() === '';
  const { pathname } = useLocation();
  const devices = useFoundDevices(typed);
  const known = useDeviceItems(empty ? recent.flatMap((id) => (id.startsWith(DEVICE) ? id.slice(DEVICE.length) : [])) : []);
  const views = useViews();
  const runs = useRuns();
  const apps = useApps();
  const pages: PaletteGroup = { name: t`Pages`, items: PAGES.map(({ to, name }) => ({ id: `page:${to}`, label: name, to })) };
  const choices = choiceItems();
  const help: PaletteItem = { id: 'keys', label: t`Keyboard help`, key: '?', to: null, act: onKeys };
  const rest: readonly PaletteGroup[] = [pages, views, runs, { ...choices, items: [...choices.items, help] }];
  if (empty) {
    const all = [...known, ...apps.items, ...rest.flatMap(({ items }) => items)];
    // Nobody wants to go where they are.
    const last = recent.flatMap((id) => all.find((item) => item.id === id && item.to !== pathname) ?? []);
    return { groups: matching([{ name: t`Recent`, items: last }, ...actionGroups(), ...rest.map((group) => without(group, last))], ''), stale: false };
  }
  const [found] = matching([apps], typed);
  const few = found === undefined ? [] : [{ ...found, items: found.items.slice(0, APPS), found: true }];
  return { groups: matching([...actionGroups(), ...rest, devices.group, ...few], typed), stale: devices.stale };
}

/** What is offered once need not be offered again. */
function without(group: PaletteGroup, taken: readonly PaletteItem[]): PaletteGroup {
  return { ...group, items: group.items.filter(({ id }) => taken.every((other) => other.id !== id)) };
}

function actionGroups(): PaletteGroup[] {
  return offeredActions().map(({ part, actions }) => ({
    name: part,
    strict: true,
    items: actions.map(({ name, key, blocked }) => ({ id: `do:${part}:${name}`, label: name, key, blocked, to: null, now: () => actionNow(part, name) })),
  }));
}

function useViews(): PaletteGroup {
  const { data = [] } = useQuery({ queryKey: ['palette', 'views'], queryFn: offeredViews, gcTime: 0, networkMode: 'always' });
  return {
    name: t`Saved views`,
    items: data.map(({ name, about, path }) => ({ id: `view:${path}`, label: clip(visible(name), LONGEST), detail: clip(visible(about), LONGEST), to: path })),
  };
}

function useRuns(): PaletteGroup {
  const all = useRollouts();
  const open = all.heads()?.filter(isOpen) ?? [];
  return {
    name: t`Open rollouts and bulk actions`,
    items: open.map((head) => ({
      id: `run:${head.id}`,
      label: clip(visible(head.title), LONGEST),
      detail: standWords(head, head.counts, all.driver(head.id) !== 'nobody').text,
      to: paths.rollout(head.id),
    })),
  };
}

function useApps(): PaletteGroup {
  const { data, error } = useQuery(appQueries.all());
  return {
    name: t`Apps`,
    note: data === undefined && error !== null ? t`The Apps could not be read: ${errorWords(error)}` : null,
    items: newestFirst(data?.values() ?? []).map(({ sid, unique_name: name }) => ({ id: `app:${sid}`, label: clip(visible(name || sid), LONGEST), detail: name ? middle(sid) : undefined, names: [name || sid, sid], words: sid, to: paths.app(sid) })),
  };
}
