import type { Group } from "../terminal/group.ts";
import { needing } from "../terminal/installed.ts";
import { backup } from "./backup.ts";
import { deadLetters } from "./dead-letters.ts";
import { doctor } from "./doctor.ts";
import { eraseUser } from "./erase-user.ts";
import { grader } from "./grader.ts";
import { graderKey } from "./grader-key.ts";
import { restore } from "./restore.ts";
import { retry } from "./retry.ts";
import { serve } from "./serve.ts";

const autograder = "@tinytorch/autograder";

/** What those who run the service have. */
export const groups: readonly Group[] = [
  {
    heading: "Run the service",
    commands: [
      needing(serve, autograder),
      deadLetters,
      retry,
      needing(backup, autograder),
      needing(restore, autograder),
      needing(eraseUser, autograder),
      needing(graderKey, autograder),
      needing(grader, "@tinytorch/grader-worker"),
      needing(doctor, autograder, "@tinytorch/grader"),
    ],
  },
];
