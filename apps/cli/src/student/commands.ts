import type { Group } from "../terminal/group.ts";
import { login } from "./account/login.ts";
import { logout } from "./account/logout.ts";
import { myData } from "./account/my-data.ts";
import { notify } from "./account/notify.ts";
import { token } from "./account/token.ts";
import { hint } from "./guidance/hint.ts";
import { predict } from "./guidance/predict.ts";
import { lateDays } from "./late-days/late-days.ts";
import { milestone } from "./milestone/milestone.ts";
import { reset } from "./module-files/reset.ts";
import { start } from "./module-files/start.ts";
import { update } from "./module-files/update.ts";
import { use } from "./own/use.ts";
import { lab, race } from "./pictures/lab.ts";
import { ask } from "./questions/ask.ts";
import { questions } from "./questions/questions.ts";
import { count } from "./submissions/count.ts";
import { diff } from "./submissions/diff.ts";
import { get } from "./submissions/get.ts";
import { grades } from "./submissions/grades.ts";
import { history } from "./submissions/history.ts";
import { show } from "./submissions/show.ts";
import { status } from "./submissions/status.ts";
import { submit } from "./submit/submit.ts";
import { test } from "./test-run/test.ts";

/** What every student has. */
export const groups: readonly Group[] = [
  { heading: "Work on a module", commands: [start, test, hint, predict, use, reset, lab, race, milestone, update] },
  {
    heading: "Hand it in",
    commands: [login, logout, token, submit, status, history, show, get, grades, count, lateDays, diff, notify, myData],
  },
  { heading: "Ask about a grade", commands: [ask, questions] },
];
