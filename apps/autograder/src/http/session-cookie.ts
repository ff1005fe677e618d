import type { FastifyReply, FastifyRequest } from "fastify";
import type { NewSession } from "../features/credentials/sessions.ts";
import type { Settings } from "../settings.ts";

/** The cookie of a browser's session: its secret, for the browser alone and not for the page's scripts. */
export interface SessionCookies {
  read(request: FastifyRequest): string | undefined;
  set(reply: FastifyReply, session: NewSession, now: number): void;
  clear(reply: FastifyReply): void;
}

/** Attributes that every cookie here has. Over https alone where the public address is https. */
export function cookieOptions({ publicUrl }: Pick<Settings, "publicUrl">) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isSecure(publicUrl) } as const;
}

/** A cookie's name. With the prefix no other host, and nobody on a plain connection, can set it for this one. */
export function cookieName(name: string, { publicUrl }: Pick<Settings, "publicUrl">): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name;
}

export function sessionCookies(settings: Pick<Settings, "publicUrl">): SessionCookies {
  const name = cookieName("tinytorch-session", settings);
  const options = cookieOptions(settings);
  return {
    read: ({ cookies }) => cookies[name],
    set(reply, { secret, expiresAt }, now) {
      reply.setCookie(name, secret, { ...options, maxAge: Math.floor((expiresAt - now) / 1000) });
    },
    clear(reply) {
      reply.clearCookie(name, options);
    },
  };
}

function isSecure(publicUrl: string | null): boolean {
  return publicUrl?.startsWith("https:") ?? false;
}
