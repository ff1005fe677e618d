import type { Group } from "../terminal/group.ts";
import { needing } from "../terminal/installed.ts";
import { addUser } from "./add-user.ts";
import { answer } from "./answer.ts";
import { audit } from "./audit.ts";
import { check } from "./check.ts";
import { comment } from "./comment.ts";
import { exportGrades } from "./export.ts";
import { exportPerson } from "./export-person.ts";
import { grade } from "./grade.ts";
import { gradebook } from "./gradebook.ts";
import { invite } from "./invite.ts";
import { mutations } from "./mutations.ts";
import { newModule } from "./new-module/new-module.ts";
import { regrade } from "./regrade.ts";
import { reissueToken } from "./reissue-token.ts";
import { release } from "./release.ts";
import { rerun } from "./rerun.ts";
import { roster } from "./roster/roster.ts";
import { assign } from "./rules/assign.ts";
import { excuse } from "./rules/excuse.ts";
import { extend } from "./rules/extend.ts";
import { override } from "./rules/override.ts";
import { similar } from "./similar/similar.ts";
import { starter } from "./starter.ts";
import { stats } from "./stats.ts";
import { verify } from "./verify.ts";
import { webhook } from "./webhook.ts";

const grader = "@tinytorch/grader";
const proof = "@tinytorch/suite-proof";
const releases = "@tinytorch/release";

/** What those who teach the course have. The commands that only ask the service need nothing that a student has not. */
export const groups: readonly Group[] = [
  {
    heading: "Teach the course",
    commands: [
      addUser,
      invite,
      reissueToken,
      roster,
      assign,
      extend,
      override,
      excuse,
      gradebook,
      exportGrades,
      stats,
      regrade,
      rerun,
      similar,
      audit,
      comment,
      answer,
      webhook,
      exportPerson,
      needing(grade, grader),
      needing(verify, grader, proof),
      needing(mutations, grader, proof),
      starter,
      newModule,
      needing(check, grader, proof),
      needing(release, releases),
    ],
  },
];
