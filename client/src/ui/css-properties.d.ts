import 'react';

declare module 'react' {
  /** Custom properties are values of the style object, too. */
  interface CSSProperties {
    [property: `--${string}`]: string | undefined;
  }
}
