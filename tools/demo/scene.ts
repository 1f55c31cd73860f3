import type { Books } from './books.ts';
import type { RosterPlace, Roster } from './chapters/roster.ts';
import type { Checks } from './checks.ts';
import type { People } from './people.ts';
import type { Plan } from './plan.ts';
import type { Stages } from './stages.ts';
import type { DemoSystem } from './system.ts';

/** Where the story plays, before anybody has done anything. */
export interface StoryContext extends RosterPlace {
  readonly system: DemoSystem;
  readonly stages: Stages;
  readonly checks: Checks;
  readonly fiscalYear: number;
}

/** The same with its people signed in and its roster made: what every chapter works on. */
export interface Scene extends StoryContext {
  readonly plan: Plan;
  readonly roster: Roster;
  readonly people: People;
  readonly books: Books;
  /** Of the whole story. */
  readonly period: { readonly firstMonth: string; readonly months: number };
  /** Today, for papers: a local day. */
  readonly today: string;
}

/** Title of the request that carries the roster. */
export const TITLE = 'Iuran pekerja rentan';
