import { deadLettersApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { showDeadLetter } from "./show-dead-letter.ts";

/** What waits to be graded, and work the grader broke on, for an instructor to see and to try again. */
export const v1: RegisterRoutes = (app, { store, dispatcher }) => {
  serve(app, deadLettersApi, {
    queue: () => ({
      graders: dispatcher.graders,
      work: store.load.queue().map(({ queued, leased, ...rest }) => ({ ...rest, waiting: queued, running: leased })),
      messages: [...store.deliveries.load()],
    }),
    deadLetters: () => ({ deadLetters: store.deadLetters.list().map(showDeadLetter) }),
    retryDeadLetter({ account, params }) {
      store.deadLetters.retry(account.id, params.id);
      dispatcher.wake();
    },
  });
};
