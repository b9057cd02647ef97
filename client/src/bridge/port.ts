/** The types of what views draw and ask for. The window reaches the core's contract through the bridge only. */
export type * from '#core/port.ts';
