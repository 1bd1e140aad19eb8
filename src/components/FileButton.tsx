import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { readTextFile, type TextFile } from './read-text-file.ts';

interface FileButtonProps {
  readonly blocked: string | null;
  readonly onFile: (file: TextFile) => void;
}

/** Takes a text from a file. */
export function FileButton({ blocked, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="ghost" icon={<FileUp aria-hidden size={15} />} blocked={blocked} onClick={() => input.current?.click()}>
        {t`From a file`}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t`File with the value`}
        onChange={(event) => {
          const { currentTarget } = event;
          const file = currentTarget.files?.[0];
          // The same file may be chosen once more, after it was changed.
          if (file) void readTextFile(file).then(onFile).finally(() => (currentTarget.value = ''));
        }}
      />
    </>
  );
}
