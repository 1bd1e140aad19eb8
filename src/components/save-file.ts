/** Has the browser save what was put together here: text, and blobs made of text earlier. */
export function saveFile(name: string, parts: readonly BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser begins to read it only after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
