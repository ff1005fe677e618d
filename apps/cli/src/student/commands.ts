import type { Group } from "../terminal/group.ts";
import { grades } from "./grades.ts";
import { lab, race } from "./lab.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { milestone } from "./milestone.ts";
import { status } from "./status.ts";
import { submit } from "./submit.ts";
import { test } from "./test.ts";
import { use } from "./use.ts";

/** What every student has. */
export const groups: readonly Group[] = [
  { heading: "Work on a module", commands: [test, use, lab, race, milestone] },
  { heading: "Hand it in", commands: [login, logout, submit, status, grades] },
];
