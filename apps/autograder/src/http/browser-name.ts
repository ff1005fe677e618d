import type { FastifyRequest } from "fastify";

const longest = 200;

/** What a browser calls itself, at a bearable length. */
export function browserName({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  return headers["user-agent"]?.slice(0, longest);
}
