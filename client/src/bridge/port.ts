/** The types of what views draw and ask for. The window reaches the core's contract through the bridge only. */
export type * from '#core/port.ts';
/** What went wrong comes to views with its words. */
export type { ToldProblem as CoreProblem } from '#core/port.ts';
export type { ToldOutcome as Outcome } from './told.ts';
