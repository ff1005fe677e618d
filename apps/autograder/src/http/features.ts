import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";

export type RegisterRoutes = (app: FastifyInstance, context: Context) => void | Promise<void>;

/** What a feature's `routes.ts` exports: routes of the scopes they are named for. */
export interface Feature {
  /** Under `/v1`: JSON in, a token needed, nothing from other sites. */
  readonly v1?: RegisterRoutes;
  /** Beside it, with none of that: what is not for the API's clients. */
  readonly root?: RegisterRoutes;
}

const folder = join(import.meta.dirname, "../features");

/**
 * The features, found by their place: every folder with a `routes.ts`.
 * @throws Error when one exports routes of no scope.
 */
export async function findFeatures(): Promise<readonly Feature[]> {
  const files = readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, "routes.ts"))
    .filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => {
      const feature: unknown = await import(pathToFileURL(file).href);
      if (!isFeature(feature)) throw new Error(`features: ${file} must export v1 or root, got neither as a function`);
      return feature;
    }),
  );
}

function isFeature(value: unknown): value is Feature {
  if (typeof value !== "object" || value === null) return false;
  const scopes = ["v1" in value ? value.v1 : undefined, "root" in value ? value.root : undefined];
  const given = scopes.filter((scope) => scope !== undefined);
  return given.length > 0 && given.every((scope) => typeof scope === "function");
}
