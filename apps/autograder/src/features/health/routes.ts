import { ApiError, healthApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

const retrySeconds = 5;
/** A monitor behind the address of many others is answered too. */
const unlimited = { config: { rateLimit: false } } as const;

/** Whether the process answers, and whether it can store and grade. Open to everybody. */
export const root: RegisterRoutes = (app, { dispatcher, store }) => {
  serve(
    app,
    healthApi,
    {
      health: () => ({ status: "ok" as const }),
      ready() {
        store.users.count();
        const { graders, layers } = dispatcher;
        if (graders === 0) throw new ApiError("unavailable", { retryAfter: retrySeconds });
        return { status: "ready" as const, graders, sandbox: [...layers] };
      },
    },
    { health: unlimited, ready: unlimited },
  );
};
