import clsx from 'clsx';
import { Search } from 'lucide-react';
import { Input, Label, SearchField, type SearchFieldProps } from 'react-aria-components';
import hidden from './hidden.module.css';
import styles from './SearchBox.module.css';

export interface SearchBoxProps extends Omit<SearchFieldProps, 'className' | 'style' | 'children' | 'autoComplete'> {
  /** Its name for those who do not see the glass. */
  readonly label: string;
  readonly placeholder: string;
  readonly spellCheck?: 'true' | 'false';
  readonly className?: string | undefined;
}

/** Where one types what one looks for. Browsers are asked to keep nothing of it. */
export function SearchBox({ label, placeholder, spellCheck, className, ...rest }: SearchBoxProps) {
  return (
    <SearchField {...rest} autoComplete="off" className={clsx(styles.search, className)}>
      <Label className={clsx(hidden.hidden)}>{label}</Label>
      <Search size={16} aria-hidden className={styles.glass} />
      <Input
        className={clsx(styles.input)}
        placeholder={placeholder}
        {...(spellCheck === undefined ? {} : { spellCheck })}
      />
    </SearchField>
  );
}
