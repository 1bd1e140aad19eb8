/** What the simulator costs: from nothing to its first answer, and a page of 1,000 devices. */
import { median } from './figures.js';

const PAGES = 20;

async function read(url, authorization) {
  const started = performance.now();
  const response = await fetch(url, { headers: { authorization } });
  const text = await response.text();
  const ms = performance.now() - started;
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  return { ms, body: JSON.parse(text), bytes: text.length };
}

/** Reads the first page, which makes the client build its fleet, and then pages one after another. Milliseconds. */
export async function measurePages(origin, authorization) {
  const first = await read(`${origin}/v1/Devices?PageSize=1`, authorization);
  const times = [];
  let next = `${origin}/v1/Devices?PageSize=1000`;
  let bytes = 0;
  while (next !== null && times.length < PAGES) {
    const page = await read(next, authorization);
    times.push(page.ms);
    bytes = Math.max(bytes, page.bytes);
    next = page.body.meta.next_page_url;
  }
  return { firstAnswerMs: first.ms, pageMs: median(times), worstPageMs: Math.max(...times), pages: times.length, bytes };
}
