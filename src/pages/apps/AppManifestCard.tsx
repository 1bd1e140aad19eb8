import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { appQueries } from '#api/apps.ts';
import { ApiError } from '#api/error.ts';
import { decodeManifest } from '#api/manifest.ts';
import type { App, Manifest } from '#api/schema.ts';
import { useHeld } from '#components/held.ts';
import { errorWords } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { Skeleton } from '#ui/Skeleton.tsx';
import { ManifestBytes } from './ManifestBytes.tsx';
import { ManifestFacts } from './ManifestFacts.tsx';

/** What an App's devices are told, as far as it can be read; its bytes in any case. */
export function AppManifestCard({ app, label }: { readonly app: App; readonly label: string }) {
  const query = useQuery(appQueries.manifest(app.sid));
  const { data, error } = useHeld(query);
  return (
    <Card title={t`Manifest`}>
      {data === undefined && error === null && (
        <div role="status" aria-label={t`Loading the manifest`} className="flex flex-col gap-2 px-4 py-3">
          <Skeleton className="w-56 max-w-full" />
          <Skeleton className="w-40" />
        </div>
      )}
      {error !== null && (
        <div role="alert" className="flex flex-wrap items-center gap-3 px-4 py-3 text-sm">
          <span className="min-w-0 flex-1 wrap-anywhere text-bad">{notRead(error)}</span>
          <Button busy={query.isFetching} onClick={() => void query.refetch()}>
            {t`Try again`}
          </Button>
        </div>
      )}
      {data !== undefined && <Read manifest={data} app={app} label={label} />}
    </Card>
  );
}

function notRead(error: Error): string {
  return error instanceof ApiError && error.isNotFound ? t`The API has no manifest of this App.` : t`It could not be read: ${errorWords(error, 200)}`;
}

function Read({ manifest, app, label }: { readonly manifest: Manifest; readonly app: App; readonly label: string }) {
  const decoded = useMemo(() => decodeManifest(manifest.encoded_bytes), [manifest.encoded_bytes]);
  const another = manifest.hash !== null && app.hash !== null && manifest.hash !== app.hash;
  return (
    <>
      {another && <p className="px-4 pt-3 text-sm text-odd">{t`The hash of this manifest is not the App’s.`}</p>}
      {decoded.kind === 'decoded' ? (
        <ManifestFacts manifest={decoded.manifest} sid={app.sid} label={label} />
      ) : (
        <p className="flex items-start gap-2 px-4 py-3 text-sm">
          <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
          <span className="min-w-0 wrap-anywhere">
            <strong className="font-semibold">{t`It could not be decoded.`}</strong> {decoded.problem} {t`Nothing is guessed from it; below is what the API sent.`}
          </span>
        </p>
      )}
      <ManifestBytes encoded={manifest.encoded_bytes ?? ''} bytes={decoded.bytes} sid={app.sid} open={decoded.kind === 'problem'} />
    </>
  );
}
