import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { insistently } from '#ui/late.ts';
import { paths } from '../../paths.ts';

interface OpenDevice {
  /** Opens the device with this sid or unique name, whole and exact; the index is asked first, then the API. Nothing happens where the text can be neither. */
  readonly open: (text: string) => void;
  /** Opens it if the index knows it, else does `otherwise`: the API is not asked. */
  readonly openListed: (text: string, otherwise: () => void) => void;
  readonly show: (sid: string) => void;
  readonly busy: boolean;
  /** Why it was not opened, as a sentence; null when nothing went wrong. */
  readonly message: string | null;
  /** Forgets the message. */
  readonly reset: () => void;
}

const finder = (): Promise<typeof import('./open-device.ts')> => insistently(() => import('./open-device.ts'));

/** `from`: the list's address. */
export function useOpenDevice(from: string): OpenDevice {
  const client = useQueryClient();
  const navigate = useNavigate();
  const find = useMutation({
    mutationFn: async (text: string) => (await finder()).findDevice(client, text),
    onSuccess: (sid) => sid !== null && show(sid),
  });
  const show = (sid: string): void => void navigate(paths.device(sid, from));
  return {
    show,
    openListed: (text, otherwise) =>
      void finder()
        .then(({ inIndex }) => inIndex(client, text))
        .then((sid) => (sid === null ? otherwise() : show(sid)), otherwise),
    open: (text) => {
      if (text.trim() !== '' && !find.isPending) find.mutate(text);
    },
    busy: find.isPending,
    message: find.error?.message ?? null,
    reset: find.reset,
  };
}
