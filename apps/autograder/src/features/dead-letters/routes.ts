import { deadLettersApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { showDeadLetter } from "./show-dead-letter.ts";

/** Work the grader broke on, for an instructor to see and to try again. */
export const v1: RegisterRoutes = (app, { store, dispatcher }) => {
  serve(app, deadLettersApi, {
    deadLetters: () => ({ deadLetters: store.deadLetters.list().map(showDeadLetter) }),
    retryDeadLetter({ account, params }) {
      store.deadLetters.retry(account.id, params.id);
      dispatcher.wake();
    },
  });
};
