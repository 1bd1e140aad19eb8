import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { configQueries } from '#api/configs.ts';
import { ApiError } from '#api/error.ts';
import type { Config } from '#api/schema.ts';
import { keyProblem, type Scope } from '#api/scope.ts';
import { rememberConfig } from '#fleet/keyed-cache.ts';
import { addConfig, KeyNotApplied, saveConfig } from '#fleet/keyed.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter } from '#ui/Dialog.tsx';
import { handOn } from '#ui/focus.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { toastConfig } from './config-toasts.ts';
import { ConfigForm } from './ConfigForm.tsx';
import { ConfigValue } from './ConfigValue.tsx';
import { errorText } from './device-toasts.ts';
import { keyLabel } from './keyed-limits.ts';
import { Notice } from './Notice.tsx';
import { Time } from './Time.tsx';
import { unsavedWords, useKeyedWrite } from './use-keyed-write.ts';

interface ConfigDialogProps {
  readonly scope: Scope;
  readonly owner: ReactNode;
  /** The key that is open; null for a new one. */
  readonly name: string | null;
  /** As it stands in the list, where it does. */
  readonly listed: Config | undefined;
  /** When the list was read: milliseconds since 1970. */
  readonly listedAt: number;
  /** Whether it is opened to be changed. */
  readonly edit: boolean;
  readonly blocked: string | null;
  readonly taken: (key: string) => boolean;
  readonly onDelete: (row: Config) => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** One Config: looked at, changed, or made. */
export function ConfigDialog({ scope, owner, name, listed, listedAt, edit, blocked, taken, onDelete, onClose, returnTo }: ConfigDialogProps) {
  const client = useQueryClient();
  const why = name === null ? null : keyProblem(name);
  // What is opened is read again: a list may be old.
  const { data: row = listed, error } = useQuery({
    ...configQueries.one(scope, name ?? ''),
    enabled: name !== null && why === null,
    ...(listed && { initialData: listed, initialDataUpdatedAt: listedAt }),
  });
  const gone = error instanceof ApiError && error.isNotFound;
  const [editing, setEditing] = useState(edit || name === null);
  const [seen, setSeen] = useState<Config | null>(name === null ? null : (row ?? null));
  const { progress, busy, send, reset } = useKeyedWrite<Config>(onClose);
  const [unsaved, setUnsaved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const writing = editing && (name === null || seen !== null);
  const save = (before: Config | null, key: string, value: string): void =>
    send({
      lock: `config ${scope} ${key}`,
      what: t`Config “${keyLabel(key)}”`,
      work: async (patience) => {
        try {
          return await (before === null ? addConfig(scope, key, value, patience) : saveConfig(scope, before, value, patience));
        } catch (failure) {
          if (failure instanceof KeyNotApplied) await rememberConfig(client, scope, key, failure.now);
          throw failure;
        }
      },
      done: async ({ row: after, reread }) => {
        await rememberConfig(client, scope, key, after);
        toastConfig(client, scope, before, { key, row: after, reread });
      },
    });
  const begin = (): void => {
    if (row === undefined) return;
    const write = (): void => {
      setSeen(row);
      setEditing(true);
    };
    handOn(write, () => area.current);
  };
  return (
    <Dialog wide title={name === null ? t`New Config` : <bdi className="font-mono wrap-anywhere">{keyLabel(name)}</bdi>} subject={owner} onClose={onClose} returnTo={returnTo} initialFocus={first} unsaved={unsaved ? unsavedWords(progress) : null}>
      {writing ? (
        <ConfigForm area={area} seen={seen} progress={progress} busy={busy} blocked={blocked} taken={taken} onSave={save} onEdit={reset} onUnsaved={setUnsaved} onCancel={onClose} />
      ) : (
        <>
          <DialogBody>
            {why !== null && (
              <Notice tone="warn" title={t`It cannot be changed or deleted.`}>
                {why}
              </Notice>
            )}
            {gone && (
              <Notice tone="bad" title={row === undefined ? t`There is no such Config.` : t`It is gone: somebody deleted it.`}>
                {row === undefined ? t`The API knows no Config with this key here.` : t`This is what it was when it was read last.`}
              </Notice>
            )}
            {error !== null && !gone && (
              <Notice tone="bad" title={row === undefined ? t`It could not be read.` : t`It could not be read again; this is how it was.`}>
                {errorText(error)}
              </Notice>
            )}
            {row === undefined ? error === null && <Skeleton className="w-64 max-w-full" /> : <Shown row={row} />}
          </DialogBody>
          <DialogFooter>
            {row !== undefined && (
              <Button variant="ghost" className="mr-auto text-bad!" icon={<Trash2 aria-hidden size={15} />} blocked={blocked ?? why ?? (gone ? t`It is gone already.` : null)} onClick={() => onDelete(row)}>
                {t`Delete`}
              </Button>
            )}
            <Button onClick={onClose}>{t`Close`}</Button>
            {row !== undefined && (
              <Button ref={first} variant="primary" icon={<Pencil aria-hidden size={15} />} blocked={blocked ?? why ?? (gone ? t`It is gone.` : null)} onClick={begin}>
                {t`Edit`}
              </Button>
            )}
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}

function Shown({ row }: { readonly row: Config }) {
  return (
    <>
      <p className="text-sm text-ink-2">
        {t`Updated`} <Time date={row.date_updated} focusable />
      </p>
      {row.value === null ? <p className="text-sm text-ink-2">{t`The API gives no value.`}</p> : <ConfigValue name={row.key} value={row.value} />}
    </>
  );
}
