import { exceptionsApi, whose } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { namedStudent } from "../people/named-student.ts";
import { reachedPerson } from "../people/reach.ts";
import { chooseSubmission, unchooseSubmission } from "./choices.ts";
import { grant } from "./grant.ts";
import { newException } from "./new-exception.ts";
import { requireStanding } from "./require-standing.ts";
import { answerWith, showException } from "./show-exception.ts";

/** What holds for single persons: granted and taken back by staff, read by its owner. */
export const v1: RegisterRoutes = (app, context) => {
  const { exceptions, people } = context.store;
  serve(app, exceptionsApi, {
    exceptions({ account, query: { student, module, all } }) {
      if (student !== undefined) reachedPerson("exception.read", account, people.owner(student));
      const reach = whose("exception.read", account.role);
      const found = exceptions.list({ userId: reach === "own" ? account.id : student, module, all });
      if (reach !== "section") return { exceptions: found.map(showException) };
      const among = new Set(people.reached("exception.read", account));
      return { exceptions: found.filter(({ userId }) => among.has(userId)).map(showException) };
    },
    grantException({ account, body }) {
      namedStudent(people, { action: "exception.grant", account, id: body.student, field: "student" });
      return answerWith(context, () => {
        requireStanding(exceptions, body);
        return grant(context.store, account.id, newException(context, body));
      });
    },
    withdrawException: ({ account, params, body }) =>
      answerWith(context, () => exceptions.withdraw(account.id, params.id, body.because)),
    chooseSubmission: ({ account, params, body }) =>
      answerWith(context, () => chooseSubmission(context, account, params.id, body?.because)),
    unchooseSubmission: ({ account, params, body }) =>
      answerWith(context, () => unchooseSubmission(context, account, params.id, body?.because)),
  });
};
