import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Secret } from '#api/schema.ts';
import { keyProblem, type Scope } from '#api/scope.ts';
import { rememberSecret } from '#fleet/keyed-cache.ts';
import { removeSecret } from '#fleet/keyed.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { handOn } from '#ui/focus.ts';
import { late } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { cannotWrite } from './blocked.ts';
import { keyLabel } from './keyed-limits.ts';
import type { KeyedKind } from './keyed-rows.ts';
import { deletingWords, SECRET_WORDS } from './keyed-words.ts';
import { KeyedList } from './KeyedList.tsx';
import { Notice } from './Notice.tsx';
import { useNow } from './now.ts';
import { NotOpened, Opening } from './Opening.tsx';
import { usePreference } from './preference.ts';
import { SECRET_ACTIONS, SecretRow } from './SecretRow.tsx';
import { isStale, staleAfter } from './stale-after.ts';
import { StaleFilter } from './StaleFilter.tsx';
import { Time } from './Time.tsx';
import type { KeyedListing } from './use-keyed-list.ts';
import type { KeyedControl } from './use-keyed-view.ts';
import { useReturn } from './use-return.ts';

const SecretDialog = late(async () => (await import('./SecretDialog.tsx')).SecretDialog, NotOpened);
const DeleteKeyDialog = late(async () => (await import('./DeleteKeyDialog.tsx')).DeleteKeyDialog<Secret>, NotOpened);

const KIND: KeyedKind<Secret> = { date: (row) => row.date_rotated, text: () => '' };
/** Dates are all there is to a Secret. */
const NO_COLUMNS: readonly never[] = [];

interface SecretsProps {
  readonly scope: Scope;
  /** Whose they are, for the dialogs. */
  readonly owner: ReactNode;
  readonly listing: KeyedListing<Secret>;
  readonly control: KeyedControl;
  /** Whether they are what the page is about. */
  readonly main: boolean;
}

/** The Secrets of the account or of a device: found, made, rotated, deleted; their values are written and never read. */
export function Secrets({ scope, owner, listing, control, main }: SecretsProps) {
  const client = useQueryClient();
  const search = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<{ readonly what: 'new' } | { readonly what: 'delete'; readonly row: Secret } | null>(null);
  const [days] = usePreference(staleAfter);
  const now = useNow(60_000);
  const old = useMemo(() => new Set(listing.rows.filter((row) => isStale(row, days, now))), [listing.rows, days, now]);
  const blocked = cannotWrite(listing.error);
  const { open, stale } = control.view;
  const keep = useMemo(() => (stale ? (row: Secret) => old.has(row) : null), [stale, old]);
  const listed = open === null || keyProblem(open) !== null ? undefined : listing.rows.find((row) => row.key === open);
  // A list that is read again may miss it or have lost it: what is being typed is not taken away by that.
  const [held, setHeld] = useState<Secret | null>(null);
  if (held !== null && held.key !== open) setHeld(null);
  else if (listed !== undefined && listed.key !== held?.key) setHeld(listed);
  const opened = listed ?? (held !== null && held.key === open ? held : undefined);
  const close = (): void => {
    setAsked(null);
    if (open !== null) control.go({ open: null });
  };
  const about = asked === null ? (opened?.key ?? null) : asked.what === 'new' ? '' : asked.row.key;
  const returnTo = useReturn(about, search);
  return (
    <>
      {open !== null && opened === undefined && listing.complete && (
        <div className="px-4 pt-3">
          <Notice tone="warn" title={t`There is no Secret “${keyLabel(open)}”.`} action={<Button onClick={() => handOn(close, () => search.current)}>{t`All Secrets`}</Button>}>
            {keyProblem(open) ?? t`It may have been deleted, or be that of a device or of another account.`}
          </Notice>
        </div>
      )}
      <KeyedList
        words={SECRET_WORDS}
        kind={KIND}
        listing={listing}
        control={control}
        search={search}
        keep={keep}
        filters={<StaleFilter stale={old.size} on={stale} onToggle={() => control.go({ stale: !stale })} />}
        columns={NO_COLUMNS}
        dateClass="w-52 @max-md:w-28"
        actionsClass={SECRET_ACTIONS}
        blocked={blocked}
        onNew={() => setAsked({ what: 'new' })}
        onOpen={(key) => control.go({ open: key })}
        main={main}
        renderRow={(row) => <SecretRow key={row.key} row={row} days={days} control={control} blocked={blocked} onOpen={(key) => control.go({ open: key })} onDelete={(which) => setAsked({ what: 'delete', row: which })} />}
      />
      <Suspense fallback={<Opening returnTo={returnTo} onClose={close} />}>
        {(asked?.what === 'new' || (asked === null && opened !== undefined)) && (
          <SecretDialog
            key={asked === null ? (opened?.key ?? '') : ''}
            scope={scope}
            owner={owner}
            seen={asked === null ? (opened ?? null) : null}
            blocked={blocked}
            taken={(key) => listing.rows.some((row) => row.key === key)}
            onClose={close}
            returnTo={returnTo}
          />
        )}
        {asked?.what === 'delete' && (
          <DeleteKeyDialog
            words={{ title: t`Delete a Secret`, what: t`Secret “${keyLabel(asked.row.key)}”`, help: `${deletingWords(scope)} ${t`Its value cannot be seen, so that nobody can put it back from here.`}` }}
            row={asked.row}
            owner={owner}
            typed={scope === null}
            blocked={blocked}
            lock={`secret ${scope} ${asked.row.key}`}
            renderNow={({ date_rotated }) => (
              <p>
                {t`Rotated`} <Time date={date_rotated} focusable />
              </p>
            )}
            remove={(seen, patience) => removeSecret(scope, seen, patience)}
            onDeleted={async (seen, { already }) => {
              returnTo.gone();
              await rememberSecret(client, scope, seen.key, null);
              if (already) toast({ tone: 'info', title: t`Secret “${keyLabel(seen.key)}” was gone already`, description: t`Somebody else had deleted it.` });
              else toast({ tone: 'ok', title: t`Secret “${keyLabel(seen.key)}” deleted` });
            }}
            onClose={close}
            returnTo={returnTo}
          />
        )}
      </Suspense>
    </>
  );
}
