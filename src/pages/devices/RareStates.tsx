import { CloudOff, Inbox, Unlink } from 'lucide-react';
import { Link } from 'react-router-dom';
import type { DevicesPage } from '#api/devices.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { State } from '#ui/State.tsx';

/** States of the list that only an answer, or the lack of one, leads to. Loaded when they are met: the first list does without. */

/** The page token ran out: says so, and where to go on. */
export function LostPage({ first, kept }: { readonly first: string; readonly kept: boolean }) {
  const go = (
    <Link to={first} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
      {t`Go to the first page`}
    </Link>
  );
  const title = t`This page’s link has expired`;
  const help = t`Page tokens belong to the API and do not live for ever.`;
  if (!kept) {
    return (
      <State icon={<Unlink aria-hidden size={22} />} title={title} help={help}>
        {go}
      </State>
    );
  }
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm">
      {rich`${<strong className="font-semibold">{title}.</strong>} ${help} The rows below are the last that were read.`}
      <span className="flex-1" />
      {go}
    </div>
  );
}

/** A page without devices: the fleet is empty, or the API sent an empty page in the middle of the list. */
export function EmptyList({ page, next }: { readonly page: DevicesPage; readonly next: string | null }) {
  if (page.token === null && page.next === null) {
    return (
      <State
        icon={<Inbox aria-hidden size={22} />}
        title={t`No devices yet`}
        help={t`This account lists no devices. Devices cannot be created over the API: one appears here when it first connects.`}
      />
    );
  }
  return (
    <State icon={<Inbox aria-hidden size={22} />} title={t`This page is empty`} help={next ? t`The API sent a page without devices; the list goes on after it.` : t`The list ends here.`}>
      {next && (
        <Link to={next} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
          {t`Go to the next page`}
        </Link>
      )}
    </State>
  );
}

/** Nothing is read by itself, and nobody has asked for it yet. */
export function NotReadYet({ busy, onRead }: { readonly busy: boolean; readonly onRead: () => void }) {
  return (
    <State
      icon={<Inbox aria-hidden size={22} />}
      title={t`The fleet has not been read yet`}
      help={t`To search and to sort, every device has to be read once. This console reads by hand only, as the settings say.`}
    >
      <Button variant="primary" busy={busy} onClick={onRead}>
        {t`Read the fleet`}
      </Button>
    </State>
  );
}

/** The very first reading failed: the banner above says why. */
export function NothingYet() {
  return (
    <State
      icon={<CloudOff aria-hidden size={22} />}
      title={t`Nothing has been read yet`}
      help={t`The devices appear here as soon as the API answers.`}
    />
  );
}

/** The Worker that holds the fleet does not answer. */
export function NoIndex({ message }: { readonly message: string }) {
  return (
    <State icon={<Unlink aria-hidden size={22} />} title={t`The search does not answer`} help={t`Load the page again. The list without a search is not concerned. (${clip(visible(message), 200)})`}>
      <Button variant="primary" onClick={() => window.location.reload()}>
        {t`Load again`}
      </Button>
    </State>
  );
}
