import { ApiError, regradesApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { showRegrade, showRegradeSummary } from "./show-regrade.ts";

/** Grading a module's submissions again: a dry run first, then applied or cancelled. */
export const v1: RegisterRoutes = (app, { course, store, dispatcher }) => {
  serve(app, regradesApi, {
    startRegrade({ account, body, reply }) {
      if (course.module(body.module) === undefined) throw new ApiError("unknown-module", { field: "module" });
      const regrade = store.regrades.start(account.id, body);
      dispatcher.wake();
      reply.header("location", `/v1/regrades/${regrade.id}`);
      return showRegrade(regrade);
    },
    regrades: () => ({ regrades: store.regrades.list().map(showRegradeSummary) }),
    regrade({ params }) {
      const regrade = store.regrades.byId(params.id);
      if (regrade === undefined) throw new ApiError("not-found");
      return showRegrade(regrade);
    },
    applyRegrade: ({ account, params }) => showRegrade(store.regrades.apply(account.id, params.id)),
    cancelRegrade: ({ account, params }) => showRegrade(store.regrades.cancel(account.id, params.id)),
  });
};
