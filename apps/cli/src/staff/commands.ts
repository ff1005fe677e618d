import type { Group } from "../terminal/group.ts";
import { needing } from "../terminal/installed.ts";
import { addUser } from "./add-user.ts";
import { audit } from "./audit.ts";
import { check } from "./check.ts";
import { grade } from "./grade.ts";
import { gradebook } from "./gradebook.ts";
import { mutations } from "./mutations.ts";
import { newModule } from "./new-module/new-module.ts";
import { regrade } from "./regrade.ts";
import { reissueToken } from "./reissue-token.ts";
import { rerun } from "./rerun.ts";
import { starter } from "./starter.ts";
import { verify } from "./verify.ts";

const grader = "@tinytorch/grader";
const proof = "@tinytorch/suite-proof";

/** What those who teach the course have. The commands that only ask the service need nothing that a student has not. */
export const groups: readonly Group[] = [
  {
    heading: "Teach the course",
    commands: [
      addUser,
      reissueToken,
      gradebook,
      regrade,
      rerun,
      audit,
      needing(grade, grader),
      needing(verify, grader, proof),
      needing(mutations, grader, proof),
      starter,
      newModule,
      needing(check, grader, proof),
    ],
  },
];
