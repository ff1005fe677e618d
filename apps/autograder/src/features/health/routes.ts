import { ApiError, healthApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { watchDisk } from "./disk.ts";

const retrySeconds = 5;
/** A monitor behind the address of many others is answered too. */
const unlimited = { config: { rateLimit: false } } as const;

/** Whether the process answers, and whether it can store and grade. Open to everybody. */
export const root: RegisterRoutes = (app, { dispatcher, store, clock }) => {
  const diskTrouble = watchDisk(store.folder, clock.steady);
  serve(
    app,
    healthApi,
    {
      health: () => ({ status: "ok" as const }),
      async ready() {
        store.users.count();
        const { graders, layers } = dispatcher;
        const trouble = (await diskTrouble()) ?? (graders === 0 ? "No grader is up." : undefined);
        if (trouble !== undefined) throw new ApiError("unavailable", { message: trouble, retryAfter: retrySeconds });
        return { status: "ready" as const, graders, sandbox: [...layers] };
      },
    },
    { health: unlimited, ready: unlimited },
  );
};
