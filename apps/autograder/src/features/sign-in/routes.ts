import { ApiError, scopeCovers } from "@tinytorch/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { browserName } from "../../http/browser-name.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { cookieName, cookieOptions, sessionCookies } from "../../http/session-cookie.ts";
import type { Account } from "../accounts/account.ts";
import { matchedAccount } from "./matched-account.ts";
import { openProvider, type Provider } from "./provider.ts";

const way = "/sign-in/oidc";
const back = `${way}/callback`;
/** How long somebody may take at the provider. */
const pendingSeconds = 600;
const retrySeconds = 10;

/** Where in the service a browser goes once it is signed in: a path, never another address. */
const querySchema = z.object({
  to: z
    .string()
    .max(500)
    .regex(/^\/[\x21-\x7e]*$/, "must be a path")
    .default("/"),
});

/** In a cookie of this browser alone, so that nobody else's sign-in can be ended in it. */
const pendingSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() });

/** Signing in at an OpenID provider. These routes send browsers on: no client calls them, and the contract's table has none of them. */
export const v1: RegisterRoutes = (app, { settings, store, clock }) => {
  const { oidc, publicUrl } = settings;
  const sessions = sessionCookies(settings);
  const pendingCookie = cookieName("tinytorch-sign-in", settings);
  const options = cookieOptions(settings);
  const provider = oidc === null || publicUrl === null ? null : openProvider(oidc, `${publicUrl}${app.prefix}${back}`);
  const route = {
    exposeHeadRoute: false,
    config: { action: "anybody", rateLimit: { max: settings.signInsPerMinute } },
  } as const;
  app.get(way, { ...route, schema: { hide: true, querystring: querySchema } }, begin);
  app.get(back, { ...route, schema: { hide: true } }, finish);

  async function begin(request: FastifyRequest, reply: FastifyReply) {
    const { to } = querySchema.parse(request.query);
    const { url, pending } = await asked(request, there(provider).begin());
    const kept = Buffer.from(JSON.stringify({ ...pending, to })).toString("base64url");
    return reply.setCookie(pendingCookie, kept, { ...options, maxAge: pendingSeconds }).redirect(url.href);
  }

  async function finish(request: FastifyRequest, reply: FastifyReply) {
    const here = there(provider);
    reply.clearCookie(pendingCookie, options);
    const pending = readPending(request.cookies[pendingCookie]);
    if (pending === undefined)
      throw failed("This sign-in was not begun in this browser, or took too long; begin again.");
    const search = request.url.slice(request.url.indexOf("?"));
    const identified = await asked(request, here.finish(search, pending));
    if (oidc === null) throw new ApiError("not-found");
    const account = matchedAccount(store, oidc, identified, signedInWhole(request));
    const browser = browserName(request);
    sessions.set(reply, store.credentials.startSession(account.id, { browser }), clock.now());
    return reply.redirect(`${publicUrl}${pending.to}`);
  }
};

function there(provider: Provider | null): Provider {
  if (provider !== null) return provider;
  throw new ApiError("not-found", { message: "This course signs nobody in at an OpenID provider." });
}

/** What the provider refused is this person's to try again; that it does not answer is nobody's here. */
async function asked<Answer>({ log }: FastifyRequest, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    log.warn({ err: error }, "the OpenID provider");
    if (isUnreachable(error)) {
      const message = "The OpenID provider does not answer right now; try again in a minute.";
      throw new ApiError("unavailable", { message, retryAfter: retrySeconds });
    }
    throw failed("The OpenID provider did not sign you in; begin again.");
  }
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === "TimeoutError" ||
    (error instanceof TypeError && error.message === "fetch failed") ||
    isUnreachable(error.cause)
  );
}

function failed(message: string): ApiError {
  return new ApiError("sign-in-failed", { message });
}

/** Whoever is signed in with all that their account may do: a token for less must not link what signs in for all of it. */
function signedInWhole({ account, credential }: FastifyRequest): Account | null {
  return credential?.kind === "token" && !scopeCovers(credential.scope, "all") ? null : account;
}

function readPending(text: string | undefined): z.infer<typeof pendingSchema> | undefined {
  try {
    return pendingSchema.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
  } catch {
    return undefined;
  }
}
