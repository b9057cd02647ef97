import styles from './PeopleList.module.css';

/** The people of whom something is true, under its heading; nothing where there are none. */
export function PeopleList({ title, people }: { readonly title: string; readonly people: readonly string[] }) {
  if (people.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.title} dir="auto">
        {title}
      </h3>
      <ul>
        {[...people].sort().map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
          <li key={`${name} ${index}`} className={styles.person}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
