import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CornerDownLeft } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { addressable, deviceQueries } from '#api/devices.ts';
import { ApiError } from '#api/error.ts';
import { clip, visible } from '#lib/text.ts';
import { IconButton } from '#ui/Button.tsx';
import { useShortcuts } from '#ui/shortcuts.ts';
import { paths } from '../../paths.ts';

/** Opens one device by its sid or its unique name, whole and exact: the API has no search. */
export function OpenDevice({ from }: { readonly from: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [text, setText] = useState('');
  useShortcuts({ '/': () => input.current?.select() });
  const find = useMutation({
    mutationFn: async (id: string) => {
      const why = addressable(id);
      if (why !== null) throw new Error(why);
      const reading = await client.fetchQuery(deviceQueries.one(id)).catch((error: unknown) => {
        // Pasted text often has spaces around it; a name may have them, too.
        if (text === id || !(error instanceof ApiError) || error.status !== 404) throw error;
        return client.fetchQuery(deviceQueries.one(text));
      });
      client.setQueryData(deviceQueries.one(reading.device.sid).queryKey, reading);
      return reading.device.sid;
    },
    onSuccess: (sid) => navigate(paths.device(sid, from)),
  });
  const id = text.trim();
  return (
    <search className="relative w-full sm:w-80">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (id !== '' && !find.isPending) find.mutate(id);
        }}
      >
        <input
          ref={input}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            find.reset();
          }}
          aria-label="Open a device by SID or unique name"
          aria-invalid={find.isError}
          aria-describedby={hint}
          aria-keyshortcuts="/"
          placeholder="Open by SID or unique name"
          autoComplete="off"
          spellCheck={false}
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-9 pl-3 text-base placeholder:text-ink-3 aria-invalid:border-bad pointer-coarse:h-11 max-sm:text-lg"
        />
        <IconButton type="submit" label="Open device" busy={find.isPending} className="absolute top-0 right-0">
          <CornerDownLeft aria-hidden size={15} />
        </IconButton>
      </form>
      <p id={hint} role="alert" className="absolute top-full right-0 left-0 z-10 mt-1 rounded-md border border-bad/40 bg-raised px-3 py-2 text-sm text-bad shadow-md empty:hidden">
        {find.isError && explain(find.error, id)}
      </p>
    </search>
  );
}

function explain(error: Error, id: string): string {
  if (error instanceof ApiError && error.status === 404) {
    return `No such device: nothing in this account has the SID or unique name “${clip(visible(id), 80)}”. Names must match exactly.`;
  }
  return error instanceof ApiError ? `It could not be looked up: ${error.message}` : error.message;
}
