import { doctor } from "./commands/doctor.ts";
import { grade } from "./commands/grade.ts";
import { gradebook } from "./commands/gradebook.ts";
import { grades } from "./commands/grades.ts";
import { login } from "./commands/login.ts";
import { logout } from "./commands/logout.ts";
import { race } from "./commands/race.ts";
import { serve } from "./commands/serve.ts";
import { start } from "./commands/start.ts";
import { starter } from "./commands/starter.ts";
import { status } from "./commands/status.ts";
import { submit } from "./commands/submit.ts";
import { test } from "./commands/test.ts";
import { verify } from "./commands/verify.ts";
import type { Program } from "./run-program.ts";

/** Every command, under the headings of the help. */
export const tito: Program = {
  name: "tito",
  description: "TinyTorch in a terminal: work on a module, hand it in, see what it scored.",
  groups: {
    "Work on a module": [test, race],
    "Hand it in": [login, logout, submit, status, grades],
    "Teach the course": [start, serve, gradebook, grade, verify, starter],
    "Look after the machine": [doctor],
  },
};
