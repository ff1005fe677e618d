import type { OwnRace } from "../../../features/lab/own-race.ts";
import { raceOwn } from "./race-own.ts";

/** What runs in the workbench's frame, beside the student's module: a lab that gives data and draws nothing. */
export const lab = {
  data: (mine: object, given: OwnRace) => raceOwn(mine, given),
  draw: () => "",
};
