import { Toast } from '@base-ui/react/toast';
import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '#texts/t.ts';
import { BUTTON } from './Button.tsx';
import { cx } from './cx.ts';
import { takeToasts, type ToastMessage } from './toast.ts';

const manager = Toast.createToastManager<Pick<ToastMessage, 'tone'>>();
const ICON = {
  ok: <CircleCheck aria-hidden size={18} className="text-ok" />,
  bad: <CircleX aria-hidden size={18} className="text-bad" />,
  info: <Info aria-hidden size={18} className="text-info" />,
};

/** The toast that is shown, or was last, of each key. */
const latest = new Map<string, string>();

function add({ title, description, tone, key, action }: ToastMessage): void {
  const before = key === undefined ? undefined : latest.get(key);
  if (before !== undefined) manager.close(before);
  const id = manager.add({
    title,
    description,
    data: { tone },
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: tone === 'bad' ? 12_000 : 7_000,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id);
          action.run();
        },
      },
    }),
  });
  if (key !== undefined) latest.set(key, id);
}

/** Delay of the first toast in ms: a live region that is added together with its text is not announced. */
const FIRST_DELAY = 50;

/** Where toasts appear; mounted once, with the first of them. */
export function ToastHost() {
  useEffect(() => {
    let leave = (): void => undefined;
    const timer = setTimeout(() => {
      leave = takeToasts(add);
    }, FIRST_DELAY);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 left-4 max-sm:in-[body:has([data-bottom-bar])]:bottom-20 in-[body:has([data-selection-bar])]:bottom-28 max-sm:in-[body:has([data-selection-bar])]:bottom-48 z-50 flex flex-col-reverse gap-2 sm:left-auto sm:w-96">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager<Pick<ToastMessage, 'tone'>>();
  return toasts.map((item) => (
    <Toast.Root key={item.id} toast={item} className="rounded-lg border border-line-strong bg-raised shadow-lg data-ending-style:opacity-0">
      <Toast.Content className="flex items-start gap-3 p-3">
        <span className="pt-0.5">{ICON[item.data?.tone ?? 'info']}</span>
        <div className="min-w-0 flex-1 wrap-break-word">
          <Toast.Title className="text-base font-medium" />
          <Toast.Description className="mt-0.5 text-sm text-ink-2" />
          <Toast.Action className={cx(BUTTON.base, BUTTON.wide, BUTTON.secondary, 'mt-2 empty:hidden')} />
        </div>
        <Toast.Close aria-label={t`Dismiss`} className="rounded p-1 text-ink-3 hover:bg-hover hover:text-ink">
          <X aria-hidden size={14} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
