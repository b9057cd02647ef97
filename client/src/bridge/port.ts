/** The types of what views draw and ask, for folders that may not name the core. */
export type * from '#core/port.ts';
