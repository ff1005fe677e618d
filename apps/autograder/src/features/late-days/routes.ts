import {
  ApiError,
  type CourseMember,
  type LateDayBank,
  type LateDayGrant,
  lateDaysApi,
  reaches,
  whose,
} from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { answerWith } from "../exceptions/show-exception.ts";
import { requireKnown } from "../modules/named-module.ts";
import { namedStudent } from "../people/named-student.ts";
import type { Bank } from "./banks.ts";
import type { StoredGrant } from "./store.ts";

/** The bank of late days. */
export const v1: RegisterRoutes = (app, context) => {
  const { course, store } = context;
  const { lateDays } = store;

  serve(app, lateDaysApi, {
    lateDays({ account, query: { student } }) {
      const one = student ?? (whose("late-days.read", account.role) === "own" ? account.id : undefined);
      const people = one === undefined ? store.people.list() : [store.people.byId(one) ?? []].flat();
      const asked = people.filter((each) => each.role === "student" && reaches("late-days.read", account, each));
      if (student !== undefined && asked.length === 0) throw new ApiError("not-found");
      const [bankOf, grants] = [lateDays.banks.ofAll(), lateDays.grants()];
      return { banks: asked.map((user) => showBank(user, bankOf(user.id), grants)) };
    },
    grantLateDays({ account, body: { student, days, because } }) {
      if (student !== null) {
        namedStudent(store.people, { action: "late-days.grant", account, id: student, field: "student" });
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

function showBank({ id, login }: CourseMember, bank: Bank, grants: readonly StoredGrant[]): LateDayBank {
  return {
    student: { id, name: login },
    ...bank,
    grants: grants.filter(({ userId }) => userId === null || userId === id).map(showGrant),
  };
}

function showGrant({ id, userId, userName, days, because, makerName, madeAt }: StoredGrant): LateDayGrant {
  const student = userId === null || userName === null ? null : { id: userId, name: userName };
  return { id, student, days, because, by: makerName, at: isoTime(madeAt) };
}
