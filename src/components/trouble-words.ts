import type { FleetTrouble } from '#fleet/view.ts';
import { t } from '#texts/t.ts';

/** What went wrong, and what to do about it: the one table of causes, for every place that says why something cannot be read. */
export interface TroubleWords {
  /** A sentence. */
  readonly title: string;
  /** One or two more. */
  readonly help: string;
}

type Trouble = Omit<FleetTrouble, 'retryAt' | 'message'> & { readonly message?: string };

const OWN: TroubleWords = { title: t`Something went wrong in the console itself.`, help: '' };
const WORDS: Readonly<Record<string, TroubleWords | undefined>> = {
  'sign-in': { title: t`The API rejected the credentials (401).`, help: t`Check the account and token; restart the console to use different ones.` },
  rights: { title: t`The credentials lack the rights for this (403).`, help: t`Sign-in worked, but this account or key is not allowed to do it.` },
  'slow-down': { title: t`The API asks to slow down (429).`, help: t`It received too many requests at once. Nothing is lost.` },
  unavailable: { title: t`The API is unavailable (503).`, help: t`It may be overloaded or under maintenance.` },
  server: { title: t`The API has a problem.`, help: t`It answered with an error of its own.` },
  garbled: { title: t`The API has a problem: its answer cannot be used.`, help: t`A proxy or a sign-in page may have answered instead.` },
  large: { title: t`The API’s answer is too large.`, help: t`The console’s server accepts 8 MiB at most.` },
  list: { title: t`The list is incomplete.`, help: '' },
  late: { title: t`The API does not answer in time.`, help: t`The console’s server stopped waiting for it.` },
  unreachable: { title: t`The API cannot be reached.`, help: t`The connection failed or broke off.` },
  proxy: { title: t`The API cannot be reached through the proxy.`, help: '' },
  network: { title: t`The console’s server does not answer.`, help: t`Check that it is running and that this machine is online.` },
  session: { title: t`The console’s server was restarted with other settings.`, help: t`Load this page again to go on.` },
  guard: { title: t`The console’s server did not pass the request on.`, help: '' },
  refused: { title: t`The API refused the request.`, help: '' },
  worker: { title: t`The part of the console that reads the whole fleet has stopped.`, help: t`Single devices and the pages of the API are read without it.` },
};

/** Words of the gateway, and of whoever follows a list, that say more than that the answer cannot be used. */
const BY_CODE: Readonly<Record<string, string | undefined>> = {
  upstream_unreachable: 'unreachable',
  upstream_proxy: 'proxy',
  upstream_timeout: 'late',
  upstream_too_large: 'large',
  broken_list: 'list',
};

/** The kind of cause, which has words and an icon. */
export function causeOf({ trouble, code, status }: Trouble): string {
  if (trouble === 'unsent') return 'unreachable';
  if (trouble !== 'server') return trouble;
  if (status === 503) return 'unavailable';
  return typeof code === 'string' ? (BY_CODE[code] ?? 'garbled') : 'server';
}

/** All of the words, for where there is no room for more than one text. */
export function troubleSentences(trouble: Trouble): string {
  const { title, help } = troubleWords(trouble);
  return `${title} ${help}`.trim();
}

export function troubleWords(trouble: Trouble): TroubleWords {
  const cause = causeOf(trouble);
  const words = WORDS[cause] ?? OWN;
  // Only the message says why, and how much of the list was read, or what the proxy did.
  return (cause === 'list' || cause === 'proxy') && trouble.message !== undefined ? { ...words, help: trouble.message } : words;
}
