import { createHmac, timingSafeEqual } from "node:crypto";
import { ApiError, csrfHeader } from "@tinytorch/api";
import type { FastifyRequest } from "fastify";
import type { Settings } from "../settings.ts";

/** What a page of ours knows of its session and another site's cannot read; it follows from the cookie's secret. */
export function csrfTokenOf(secret: string): string {
  return createHmac("sha256", secret).update("csrf").digest("base64url");
}

/** @throws ApiError `cross-site` when the page that asks says that it is not of this server, or does not say whose. */
export function requireOwnOrigin(request: FastifyRequest, { publicUrl }: Pick<Settings, "publicUrl">): void {
  const { origin } = request.headers;
  if (origin === undefined || !isOwn(origin, request.host, publicUrl)) throw new ApiError("cross-site");
}

/** @throws ApiError `csrf-token` without the session's token in the header. */
export function requireCsrfToken(request: FastifyRequest, csrfToken: string): void {
  const given = Buffer.from([request.headers[csrfHeader]].flat()[0] ?? "");
  const expected = Buffer.from(csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new ApiError("csrf-token");
}

/** By the public address, or without one by the host that the browser asked. */
function isOwn(origin: string, host: string, publicUrl: string | null): boolean {
  if (publicUrl !== null) return origin === new URL(publicUrl).origin;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  const asked = `${protocol}//${host}`;
  // A port that is the scheme's own is named by some and not by others.
  return URL.canParse(asked) && new URL(asked).host === named;
}
