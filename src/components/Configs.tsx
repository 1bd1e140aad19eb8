import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import { clockSkew } from '#api/clock.ts';
import type { Config } from '#api/schema.ts';
import type { Scope } from '#api/scope.ts';
import { rememberConfig } from '#fleet/keyed-cache.ts';
import { removeConfig } from '#fleet/keyed.ts';
import { t } from '#texts/t.ts';
import { late } from '#ui/late.ts';
import { toast } from '#ui/toast.ts';
import { cannotWrite } from './blocked.ts';
import { ValueNow } from './ChangedConfig.tsx';
import { toastConfig } from './config-toasts.ts';
import { CONFIG_ACTIONS, ConfigRow } from './ConfigRow.tsx';
import { keyLabel } from './keyed-limits.ts';
import type { KeyedKind } from './keyed-rows.ts';
import { CONFIG_WORDS, deletingWords } from './keyed-words.ts';
import { KeyedList } from './KeyedList.tsx';
import { NotOpened, Opening } from './Opening.tsx';
import { useReturn } from './use-return.ts';
import type { KeyedListing } from './use-keyed-list.ts';
import type { KeyedControl } from './use-keyed-view.ts';

const ConfigDialog = late(async () => (await import('./ConfigDialog.tsx')).ConfigDialog, NotOpened);
const DeleteKeyDialog = late(async () => (await import('./DeleteKeyDialog.tsx')).DeleteKeyDialog<Config>, NotOpened);

const KIND: KeyedKind<Config> = { date: (row) => row.date_updated, text: (row) => row.value ?? '' };
const COLUMNS = [
  { name: t`Value`, className: 'w-2/5 @max-2xl:hidden' },
  { name: t`Kind`, className: 'w-36 @max-4xl:hidden' },
];

interface ConfigsProps {
  readonly scope: Scope;
  /** Whose they are, for the dialogs. */
  readonly owner: ReactNode;
  readonly listing: KeyedListing<Config>;
  readonly control: KeyedControl;
  /** Whether they are what the page is about. */
  readonly main: boolean;
}

/** The Configs of the account or of a device: found, looked at, made, changed, deleted. */
export function Configs({ scope, owner, listing, control, main }: ConfigsProps) {
  const client = useQueryClient();
  const search = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<{ readonly what: 'new' } | { readonly what: 'edit' | 'delete'; readonly row: Config } | null>(null);
  const blocked = cannotWrite(listing.error);
  const { open } = control.view;
  const listed = (key: string): Config | undefined => listing.rows.find((row) => row.key === key);
  const close = (): void => {
    setAsked(null);
    if (open !== null) control.go({ open: null });
  };
  const ask = (what: 'edit' | 'delete') => (row: Config) => setAsked({ what, row });
  const name = asked?.what === 'edit' ? asked.row.key : asked === null ? open : null;
  const returnTo = useReturn(asked?.what === 'new' ? '' : (name ?? asked?.row.key ?? null), search);
  return (
    <>
      <KeyedList
        words={CONFIG_WORDS}
        kind={KIND}
        listing={listing}
        control={control}
        search={search}
        keep={null}
        columns={COLUMNS}
        dateClass="w-26"
        actionsClass={CONFIG_ACTIONS}
        blocked={blocked}
        onNew={() => setAsked({ what: 'new' })}
        onOpen={(key) => control.go({ open: key })}
        main={main}
        renderRow={(row) => <ConfigRow key={row.key} row={row} control={control} blocked={blocked} onOpen={(key) => control.go({ open: key })} onEdit={ask('edit')} onDelete={ask('delete')} />}
      />
      <Suspense fallback={<Opening returnTo={returnTo} onClose={close} />}>
        {(name !== null || asked?.what === 'new') && (
          <ConfigDialog
            key={name ?? ''}
            scope={scope}
            owner={owner}
            name={name}
            listed={name === null ? undefined : listed(name)}
            listedAt={(listing.at ?? 0) - clockSkew()}
            edit={asked?.what === 'edit'}
            blocked={blocked}
            taken={(key) => listed(key) !== undefined}
            onDelete={(row) => {
              ask('delete')(row);
              if (open !== null) control.replace({ open: null });
            }}
            onClose={close}
            returnTo={returnTo}
          />
        )}
        {asked?.what === 'delete' && (
          <DeleteKeyDialog
            words={{ title: t`Delete a Config`, what: t`Config “${keyLabel(asked.row.key)}”`, help: deletingWords(scope) }}
            row={asked.row}
            owner={owner}
            typed={scope === null}
            blocked={blocked}
            lock={`config ${scope} ${asked.row.key}`}
            renderNow={(now) => <ValueNow value={now.value} />}
            remove={(seen, patience) => removeConfig(scope, seen, patience)}
            onDeleted={async (seen, { reread, already }) => {
              returnTo.gone();
              await rememberConfig(client, scope, seen.key, null);
              if (already) toast({ tone: 'info', title: t`Config “${keyLabel(seen.key)}” was gone already`, description: t`Somebody else had deleted it.` });
              else toastConfig(client, scope, seen, { key: seen.key, row: null, reread });
            }}
            onClose={close}
            returnTo={returnTo}
          />
        )}
      </Suspense>
    </>
  );
}
