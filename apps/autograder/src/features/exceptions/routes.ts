import { ApiError, exceptionsApi, reaches, whose } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { namedStudent } from "../people/named-student.ts";
import { chooseSubmission, unchooseSubmission } from "./choices.ts";
import { newException } from "./new-exception.ts";
import { requireStanding } from "./require-standing.ts";
import { answerWith, showException } from "./show-exception.ts";

/** What holds for single persons: granted and taken back by staff, read by its owner. */
export const v1: RegisterRoutes = (app, context) => {
  const { exceptions, people } = context.store;
  serve(app, exceptionsApi, {
    exceptions({ account, query: { student, module, all } }) {
      if (student !== undefined) {
        const owner = people.owner(student);
        if (owner === undefined || !reaches("exception.read", account, owner)) throw new ApiError("not-found");
      }
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
        return exceptions.add(account.id, newException(context, body));
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
