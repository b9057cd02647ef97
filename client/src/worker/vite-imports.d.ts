/** Vite: the address of the built worker. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
