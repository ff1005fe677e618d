import { api, type Routes } from "@tinytorch/api";
import type { FastifyInstance } from "fastify";

const table: Routes = api;

/** Watches what is registered from now on. The function it returns throws when a route of the table is not among it. */
export function requireEveryRoute(app: FastifyInstance): () => void {
  const registered = new Set<string>();
  app.addHook("onRoute", ({ method, url }) => {
    for (const each of [method].flat()) registered.add(`${each} ${url}`);
  });
  return () => {
    const missing = Object.values(table)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((place) => !registered.has(place));
    if (missing.length > 0)
      throw new Error(`routes: every route must have a handler, got none for ${missing.join(", ")}`);
  };
}
