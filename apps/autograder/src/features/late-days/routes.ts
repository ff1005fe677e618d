import { ApiError, type CourseMember, type LateDayBank, type LateDayGrant, lateDaysApi, reaches } from "@tinytorch/api";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { answerWith } from "../exceptions/show-exception.ts";
import { requireKnown } from "../modules/named-module.ts";
import { namedStudent } from "../people/named-student.ts";
import type { StoredGrant } from "./store.ts";

/** The bank of late days. */
export const v1: RegisterRoutes = (app, context) => {
  const { course, store } = context;
  const { lateDays, people } = store;

  serve(app, lateDaysApi, {
    lateDays({ account, query: { student } }) {
      const reached = people.list().filter((each) => reaches("late-days.read", account, each));
      const asked = reached.filter(({ id, role }) => role === "student" && (student === undefined || id === student));
      if (student !== undefined && asked.length === 0) throw new ApiError("not-found");
      return { banks: asked.map((user) => showBank(store, user)) };
    },
    grantLateDays({ account, body: { student, days, because } }) {
      if (student !== null) {
        namedStudent(people, { action: "late-days.grant", account, id: student, field: "student" });
      }
      return showGrant(lateDays.grant(account.id, student, days, because));
    },
    withdrawLateDays: ({ account, params, body }) => showGrant(lateDays.withdraw(account.id, params.id, body.because)),
    spendLateDays({ account, body: { module, days, trial = false } }) {
      requireKnown(course, module);
      const spend = () => answerWith(context, () => lateDays.spend(account.id, module, days));
      return trial ? store.rehearse(spend) : spend();
    },
    takeBackLateDays: ({ account, params }) => answerWith(context, () => lateDays.takeBack(account.id, params.module)),
  });
};

function showBank({ lateDays, exceptions }: Context["store"], { id, login }: CourseMember): LateDayBank {
  const spends = exceptions.list({ userId: id }).filter(({ kind }) => kind === "late-days");
  return {
    student: { id, name: login },
    ...lateDays.banks.of(id),
    grants: lateDays.grantsOf(id).map(showGrant),
    spends: [...Map.groupBy(spends, ({ module }) => module)].map(([module, own]) => ({
      module,
      days: own.reduce((sum, { days }) => sum + (days ?? 0), 0),
    })),
  };
}

function showGrant({ id, userId, userName, days, because, makerName, madeAt }: StoredGrant): LateDayGrant {
  const student = userId === null || userName === null ? null : { id: userId, name: userName };
  return { id, student, days, because, by: makerName, at: isoTime(madeAt) };
}
