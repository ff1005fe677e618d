import { addUser } from "./commands/add-user.ts";
import { audit } from "./commands/audit.ts";
import { backup } from "./commands/backup.ts";
import { deadLetters } from "./commands/dead-letters.ts";
import { doctor } from "./commands/doctor.ts";
import { grade } from "./commands/grade.ts";
import { gradebook } from "./commands/gradebook.ts";
import { grades } from "./commands/grades.ts";
import { login } from "./commands/login.ts";
import { logout } from "./commands/logout.ts";
import { mutations } from "./commands/mutations.ts";
import { race } from "./commands/race.ts";
import { regrade } from "./commands/regrade.ts";
import { reissueToken } from "./commands/reissue-token.ts";
import { rerun } from "./commands/rerun.ts";
import { restore } from "./commands/restore.ts";
import { retry } from "./commands/retry.ts";
import { serve } from "./commands/serve.ts";
import { start } from "./commands/start.ts";
import { starter } from "./commands/starter.ts";
import { status } from "./commands/status.ts";
import { submit } from "./commands/submit.ts";
import { test } from "./commands/test.ts";
import { verify } from "./commands/verify.ts";
import type { Program } from "./run-program.ts";
import { check } from "./staff/check.ts";
import { newModule } from "./staff/new-module/new-module.ts";

/** Every command, under the headings of the help. */
export const tito: Program = {
  name: "tito",
  description: "TinyTorch in a terminal: work on a module, hand it in, see what it scored.",
  groups: {
    "Work on a module": [test, race],
    "Hand it in": [login, logout, submit, status, grades],
    "Teach the course": [
      addUser,
      reissueToken,
      gradebook,
      regrade,
      rerun,
      grade,
      verify,
      mutations,
      starter,
      newModule,
      check,
    ],
    "Run the service": [start, serve, deadLetters, retry, audit, backup, restore, doctor],
  },
};
