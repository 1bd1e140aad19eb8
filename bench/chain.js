/** The same chain of calls as a sweep makes, by a bare loop: what the API and the console's server take by themselves. */

/** A name that can be typed: what is on no key is put into a page without one. */
const ON_KEYS = /^[a-z\d -]{11,}$/u;

/** @param headers what the server wants to see. Milliseconds, and the name of a device on the last page */
export async function measureChain(list, headers) {
  const began = performance.now();
  let query = 'PageSize=1000';
  let last = '';
  let total = 0;
  while (query !== null) {
    const answer = await fetch(`${list}?${query}`, { headers });
    if (!answer.ok) throw new Error(`${list}?${query} answered ${answer.status}`);
    const { devices, meta } = await answer.json();
    total += devices.length;
    last = devices.findLast(({ unique_name: name }) => name !== null && ON_KEYS.test(name))?.unique_name ?? last;
    query = meta.next_page_url && new URL(meta.next_page_url).search.slice(1);
  }
  return { ms: performance.now() - began, last, total };
}

/** The token of the console's page, without which its server answers nothing. */
export async function tokenOf(origin) {
  const html = await (await fetch(origin)).text();
  return /&quot;token&quot;:&quot;([\w-]+)&quot;/u.exec(html)?.[1] ?? '';
}
