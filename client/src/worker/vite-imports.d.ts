/** Vite: the address of the built worker. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}

/** Vite: whether this is a build, or the server for developing. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
