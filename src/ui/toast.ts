/** Short words about something that just happened. The toasts themselves are loaded with the first one. */
export interface ToastMessage {
  readonly title: string;
  readonly description?: string;
  readonly tone: 'ok' | 'bad' | 'info';
  /** Takes the place of the one with the same key: what is done again and again is told once. */
  readonly key?: string;
  /** One thing that can be done about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Show = (message: ToastMessage) => void;
let show: Show | null = null;
const waiting: ToastMessage[] = [];
const loaders = new Set<() => void>();

/** Shows a toast, and says it to a screen reader. */
export function toast(message: ToastMessage): void {
  if (show) show(message);
  else {
    waiting.push(message);
    for (const load of loaders) load();
  }
}

/** The host, once it is on the page, takes over what has been waiting. Returns how to leave. */
export function takeToasts(next: Show): () => void {
  show = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    show = null;
  };
}

/** Called with the first toast, to load the host. */
export function onFirstToast(load: () => void): () => void {
  loaders.add(load);
  return () => loaders.delete(load);
}
