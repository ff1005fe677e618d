import { createHash, timingSafeEqual } from "node:crypto";
import { ApiError } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";

/** The metrics, for who has their token; without that setting there is nothing here. */
export const root: RegisterRoutes = (app, { metrics, settings: { metricsToken } }) => {
  if (metricsToken === null) return;
  const expected = digest(`Bearer ${metricsToken}`);
  app.get("/metrics", { schema: { hide: true }, exposeHeadRoute: false }, async (request, reply) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ""), expected)) throw new ApiError("unauthorized");
    reply.header("cache-control", "no-store").type(metrics.contentType);
    return metrics.text();
  });
};

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
