import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { configQueries } from '#api/configs.ts';
import { keyProblem } from '#api/scope.ts';
import { keyLabel } from '#components/keyed-limits.ts';
import { count, plural, t } from '#texts/t.ts';
import { BUTTON, Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { Field, TextInput } from '#ui/Field.tsx';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { Comparison } from './Comparison.tsx';
import { parseCompare } from './compare-address.ts';
import { knownDevices } from './known-devices.ts';

/** What some devices hold under one key: side by side, and who differs. */
export function ComparePage() {
  const { search, hash } = useLocation();
  const { key, sids, odd } = parseCompare(search, hash);
  const why = key === '' ? null : keyProblem(key);
  const named = useQuery({ queryKey: ['compare', 'devices', hash], queryFn: ({ client }) => knownDevices(client, sids), enabled: sids.length > 0, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false });
  return (
    <>
      <Title>{key === '' ? t`Compare a Config · Fleet Console` : t`${keyLabel(key)} compared · Fleet Console`}</Title>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="w-fit rounded-sm text-lg font-semibold">
            {t`Compare a Config`}
          </h1>
          <p className="text-sm text-ink-2">{sids.length === 0 ? t`What devices hold under one key of their own.` : plural(sids.length, 'What one device holds under one key of its own.', 'What # devices hold under one key of their own.')}</p>
        </div>
        {sids.length > 0 && (
          <Link to={paths.devices({ list: sids })} className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary)}>
            {t`Back to these devices`}
          </Link>
        )}
      </header>
      {odd > 0 && <p className="border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm">{plural(odd, '# entry in the address is no SID of a device, and left out.', '# entries in the address are no SIDs of devices, and left out.')}</p>}
      {sids.length === 0 ? (
        <State icon={<GitCompareArrows aria-hidden size={22} />} title={t`No devices to compare`} help={t`Select some in the list of devices, and choose “Compare a Config” in the menu of the selection.`}>
          <Link to={paths.devices()} className={cx(BUTTON.base, BUTTON.wide, BUTTON.primary)}>
            {t`Go to the devices`}
          </Link>
        </State>
      ) : (
        <div className="mx-auto flex w-full max-w-[80rem] min-w-0 flex-1 flex-col gap-4 px-4 py-4">
          <KeyForm key={key} name={key} sids={sids} />
          {key === '' && <p className="text-sm text-ink-2">{t`The API has no list of what all devices hold: a comparison takes ${count(sids.length, 'call')}, one for each device, four at a time.`}</p>}
          {why !== null && <p role="alert" className="text-sm text-bad">{why}</p>}
          {key !== '' && why === null && (named.data === undefined ? <Skeleton className="w-64" /> : <Comparison key={`${key} ${hash}`} name={key} sids={sids} devices={named.data} />)}
        </div>
      )}
    </>
  );
}

interface KeyFormProps {
  readonly name: string;
  readonly sids: readonly string[];
}

/** Which key. Those of the first device are offered. */
function KeyForm({ name, sids }: KeyFormProps) {
  const navigate = useNavigate();
  const [text, setText] = useState(name);
  const [asked, setAsked] = useState(false);
  const [first = ''] = sids;
  const offered = useQuery({ ...configQueries.list(first), enabled: asked, retry: false });
  const why = text === '' ? t`Type a key first.` : keyProblem(text);
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (why === null) void navigate(paths.compareConfig(text, sids));
      }}
    >
      <div className="min-w-0 flex-1 basis-60 sm:max-w-96">
        <Field label={t`Key`}>
          <TextInput list="compared-keys" autoCapitalize="none" className="font-mono" value={text} onFocus={() => setAsked(true)} onValueChange={setText} />
        </Field>
        <datalist id="compared-keys">
          {[...(offered.data?.rows.keys() ?? [])].map((key) => (
            <option key={key} value={key}>
              {keyLabel(key)}
            </option>
          ))}
        </datalist>
      </div>
      <Button type="submit" variant={name === '' ? 'primary' : 'secondary'} blocked={why} className="h-9">
        {t`Compare`}
      </Button>
    </form>
  );
}
