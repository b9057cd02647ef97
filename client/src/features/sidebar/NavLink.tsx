import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import styles from './Sidebar.module.css';

/** A link to a page, marked while that page is shown. */
export function NavLink({
  href,
  icon,
  children,
}: {
  readonly href: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const [current] = useRoute(`${href}/*?`);
  return (
    <Link
      href={href}
      className={clsx(styles.link, current && styles.current)}
      aria-current={current ? 'page' : undefined}
    >
      {icon}
      <span className={styles.linkText}>{children}</span>
    </Link>
  );
}
