import type { AppManifest, Layer } from '#api/manifest.ts';
import { clip, middle } from '#lib/text.ts';
import { duration } from '#lib/time.ts';
import { count, number, t } from '#texts/t.ts';
import { Fact, Facts } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { StuckHintNote } from './StuckHintNote.tsx';

interface ManifestFactsProps {
  readonly manifest: AppManifest;
  readonly sid: string;
  readonly label: string;
}

const ABSENT = t`not given`;
/** So many layers are described, and so much of what each holds: there may be millions of either. */
const MOST = 20;

/** What a manifest says, in words. */
export function ManifestFacts({ manifest, sid, label }: ManifestFactsProps) {
  const { checkIn, grace, politeness, debuggable, layers, signer, signatureBytes, unknown } = manifest;
  return (
    <>
      <Facts>
        <Fact name={t`Check-in`} tip={t`How often a device looks for updates at the least (minimum_check_in_time_sec)`}>
          {checkInWords(checkIn)}
        </Fact>
        <Fact name={t`Politeness`} tip={t`For how long the App may put an update off (maximum_politeness_time_sec)`}>
          {seconds(politeness)}
        </Fact>
        <Fact name={t`Grace`} tip={t`connection_grace_time_sec`}>
          {seconds(grace)}
        </Fact>
        <Fact name={t`Debuggable`}>{debuggable === null ? <Absent /> : debuggable ? t`yes` : t`no`}</Fact>
        <Fact name={t`Layers`}>
          <Layers layers={layers} />
        </Fact>
        <Fact name={t`Signed by`}>
          <span className="flex min-w-0 flex-1 flex-col">
            {signer === null ? (
              <span className="text-ink-2">{t`nobody`}</span>
            ) : (
              <span className="flex min-w-0 items-center gap-1">
                <span className="truncate font-mono text-xs" data-tip={clip(signer, 200)}>
                  {middle(signer, 12, 6)}
                </span>
                <CopyButton text={signer} what={t`signer id`} />
              </span>
            )}
            {signatureBytes > 0 && <span className="text-ink-2">{t`signature of ${count(signatureBytes, 'byte')}, not verified here`}</span>}
          </span>
        </Fact>
      </Facts>
      <StuckHintNote manifest={manifest} sid={sid} label={label} />
      <p className="px-4 pb-3 text-xs text-ink-3">
        {t`That the bytes are to be read so is an inference from the maker’s bundle tool: the API’s documentation does not say what is in them.`}
        {unknown > 0 && ` ${t`Left aside: ${count(unknown, 'field')} that this console does not know.`}`}
      </p>
    </>
  );
}

function Absent() {
  return <span className="text-ink-3">{ABSENT}</span>;
}

/** 0 has a meaning; that it is the default is said only where nobody wrote it down. */
function checkInWords(sec: number | null): string {
  if (sec === null) return t`default (0): stays connected`;
  return sec === 0 ? t`0 s: stays connected` : t`every ${duration(sec * 1_000)}`;
}

function seconds(sec: number | null) {
  return sec === null ? <Absent /> : duration(sec * 1_000);
}

function Layers({ layers }: { readonly layers: readonly Layer[] }) {
  if (layers.length === 0) return <span className="text-ink-2">{t`none`}</span>;
  return (
    <ol className="flex min-w-0 flex-1 flex-col gap-1 py-1">
      {layers.slice(0, MOST).map((layer, index) => (
        // Layers have nothing but their place that tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="min-w-0">
          <span className="text-ink-2">{t`${number(index + 1)}: ${count(layer.bytes, 'byte')} about it`}</span>
          {layer.holds.slice(0, MOST).map((text) => (
            <span key={text} className="flex min-w-0 items-center gap-1">
              <bdi className="min-w-0 truncate font-mono text-xs" data-tip={clip(text, 200)}>
                {clip(text, 80)}
              </bdi>
              <CopyButton text={text} what={t`what layer ${number(index + 1)} holds`} />
            </span>
          ))}
          {layer.holds.length > MOST && <span className="text-ink-2">{t`and ${number(layer.holds.length - MOST)} more`}</span>}
        </li>
      ))}
      {layers.length > MOST && <li className="text-ink-2">{t`and ${count(layers.length - MOST, 'more layer')}`}</li>}
    </ol>
  );
}
