/** The mark: a speech bubble that holds a rest, the sign for silence in written music. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        fill="var(--accent)"
        d="M9 3h14a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6h-8.2l-5.4 4.1A1.5 1.5 0 0 1 7 27.9V24.7A6 6 0 0 1 3 19V9a6 6 0 0 1 6-6Z"
      />
      <path fill="var(--on-accent)" d="M8 10h16v2.25h-4V18a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-5.75H8Z" />
    </svg>
  );
}
