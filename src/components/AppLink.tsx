import { Link } from 'react-router-dom';
import { cx } from '#ui/cx.ts';
import { paths } from '../paths.ts';
import { AppName } from './AppName.tsx';

/** An App by name, and the way to its page. */
export function AppLink({ sid, className }: { readonly sid: string; readonly className?: string }) {
  return (
    <Link to={paths.app(sid)} className={cx('inline-flex max-w-full min-w-0 rounded-sm hover:underline', className)}>
      <AppName sid={sid} />
    </Link>
  );
}
