import { queueApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** What waits to be graded and told. */
export const v1: RegisterRoutes = (app, { store, dispatcher }) => {
  serve(app, queueApi, {
    queue: () => ({
      graders: dispatcher.graders,
      work: store.load.queue().map(({ queued, leased, ...rest }) => ({ ...rest, waiting: queued, running: leased })),
      messages: [...store.deliveries.load()],
    }),
  });
};
