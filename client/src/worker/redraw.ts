/** What the page asks of `image-redrawer.ts`, and what it gets. */

export interface RedrawOrder {
  readonly file: Blob;
  /** As what it is to be written. */
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
}

export type RedrawAnswer =
  | {
      readonly ok: true;
      readonly file: Blob;
      /** As what it was written. */
      readonly type: string;
      readonly width: number;
      readonly height: number;
    }
  /** This browser cannot read it. */
  | { readonly ok: false };
