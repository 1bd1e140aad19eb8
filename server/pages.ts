/** Which addresses are the console's own pages: the ones that a link from anywhere may lead to. */
import { decodeSegment, isResourceName } from './routes.ts';

interface Modules {
  /** The page's source, as the build's manifest calls it. */
  readonly list: string;
  readonly one?: string;
  /** Pages of their own beside those: by their second segment. */
  readonly named?: Readonly<Record<string, string>>;
}

const DEVICES: Modules = { list: 'src/pages/devices/DevicesPage.tsx', one: 'src/pages/devices/DevicePage.tsx' };

/** The console's own addresses by their first segment. */
const PAGES: ReadonlyMap<string, Modules> = new Map([
  ['', { list: 'src/pages/home/HomePage.tsx' }],
  ['devices', DEVICES],
  ['rollouts', { list: 'src/pages/rollouts/RolloutsPage.tsx', one: 'src/pages/rollouts/RunPage.tsx', named: { new: 'src/pages/rollouts/NewRolloutPage.tsx' } }],
  ['apps', { list: 'src/pages/apps/AppsPage.tsx', one: 'src/pages/apps/AppPage.tsx' }],
  ['configs', { list: 'src/pages/configs/ConfigsPage.tsx', named: { compare: 'src/pages/configs/ComparePage.tsx' } }],
  ['secrets', { list: 'src/pages/secrets/SecretsPage.tsx' }],
  ['leases', { list: 'src/pages/leases/LeasesPage.tsx' }],
  ['codes', { list: 'src/pages/codes/CodesPage.tsx' }],
  ['settings', { list: 'src/pages/settings/SettingsPage.tsx' }],
]);

/** Every page's source. */
export const PAGE_MODULES: readonly string[] = [...new Set([...PAGES.values()].flatMap(({ list, one, named = {} }) => [list, one ?? [], Object.values(named)].flat()))];

/** The source of the page at this address, null when there is none. */
export function pageModule(path: string): string | null {
  const [first = '', second = ''] = path.slice(1).split('/');
  const modules = PAGES.get(first);
  const named = modules?.named ?? {};
  if (Object.hasOwn(named, second)) return named[second] ?? null;
  return (second === '' ? modules?.list : modules?.one) ?? null;
}

/** True for an address of a page, e.g. `/devices/UV…`; the console words its own "not found" for a name that is none. */
export function isPage(path: string): boolean {
  const [first = '', ...rest] = path.slice(1).split('/');
  // A list, and one thing out of it: no page lies deeper.
  return rest.length < 2 && PAGES.has(first) && rest.every((segment, index) => {
    const decoded = decodeSegment(segment);
    return decoded !== null && (isResourceName(decoded) || (decoded === '' && index === rest.length - 1));
  });
}
