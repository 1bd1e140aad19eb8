/** The words of a believable fleet: a cold-chain, climate and payment business with sites on three continents. */

/** `[city, its districts]`; a site is one of the districts and a number. */
const CITIES: readonly (readonly [string, readonly string[]])[] = [
  ['berlin', ['mitte', 'kreuzberg', 'spandau', 'pankow']],
  ['hamburg', ['altona', 'harburg', 'wandsbek']],
  ['munich', ['schwabing', 'pasing', 'sendling']],
  ['Zürich', ['Oerlikon', 'Wiedikon', 'Höngg']],
  ['Łódź', ['Bałuty', 'Śródmieście', 'Widzew']],
  ['Kraków', ['Kazimierz', 'Nowa-Huta']],
  ['paris', ['bercy', 'montmartre', 'la-défense']],
  ['lyon', ['part-dieu', 'confluence']],
  ['madrid', ['chamberí', 'vallecas', 'atocha']],
  ['porto', ['bonfim', 'campanhã']],
  ['london', ['camden', 'croydon', 'docklands', 'ealing']],
  ['leeds', ['headingley', 'armley']],
  ['dublin', ['rathmines', 'docklands']],
  ['københavn', ['nørrebro', 'amager', 'ørestad']],
  ['göteborg', ['hisingen', 'majorna']],
  ['chicago', ['loop', 'pilsen', 'hyde-park']],
  ['austin', ['domain', 'mueller']],
  ['toronto', ['leslieville', 'etobicoke']],
  ['são-paulo', ['pinheiros', 'mooca']],
  ['東京', ['渋谷', '品川', '上野']],
  ['大阪', ['梅田', '難波']],
  ['seoul', ['mapo', 'gangnam']],
];

/** What stands at a site, in the order it is installed. */
export const KINDS = ['freezer', 'cooler', 'hvac', 'pos-gateway', 'energy-meter', 'door'] as const;
export type Kind = (typeof KINDS)[number];

/** Names that are allowed and awkward; the site's number makes each unique. */
const AWKWARD: readonly ((site: string) => string)[] = [
  (site) => `store ${site}; back room; freezer`,
  (site) => `cold.room.${site}.v2`,
  (site) => `100% humidity chamber ${site}`,
  (site) => `rate%model ${site}`,
  (site) => `a%2Fb ${site}`,
  (site) => `  spaced  out  ${site}  `,
  (site) => `Kühlraum №${site} “Süd” & Co. + Söhne`,
  (site) => `HVAC roof unit, replaced twice after the storm, key at reception desk, ask for Magda (site ${site})`,
];

/** How many devices share a site. */
const SITE_DEVICES = 14;

/** Where the device with this number stands, and what it is. */
export function placeOf(index: number): { site: number; slot: number; kind: Kind } {
  const site = Math.floor(index / SITE_DEVICES);
  const slot = index % SITE_DEVICES;
  return { site, slot, kind: KINDS[slot % KINDS.length] ?? 'door' };
}

/** A name like `berlin-mitte-0042 freezer-2`: different for every index, the same for every run. */
export function usualName(index: number): string {
  const { site, slot, kind } = placeOf(index);
  const [city, districts] = CITIES[site % CITIES.length] ?? ['berlin', []];
  const district = districts[Math.floor(site / CITIES.length) % districts.length] ?? 'mitte';
  const unit = Math.floor(slot / KINDS.length) + 1;
  return `${city}-${district}-${String(site + 1).padStart(4, '0')} ${kind}-${unit}`;
}

/** One of the awkward names, different for every index. */
export function awkwardName(index: number, choice: number): string {
  const make = AWKWARD[choice % AWKWARD.length] ?? ((site: string) => site);
  return make(String(index + 1).padStart(4, '0'));
}
