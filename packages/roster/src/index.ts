export { type CompareOptions, compareRoster } from "./compare-roster.ts";
export { readRoster } from "./read-roster.ts";
export type { OnLine, RosterFile, RosterRow } from "./roster-file.ts";
