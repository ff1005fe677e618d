import type { FastifyRequest } from "fastify";

const identifier = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,16}|\d\d-[a-z-]{1,40})$/;

/**
 * What the log has of a request: its method, its route with ids and modules in their places, and who asked. Whatever else
 * somebody put into a path, a query, a header or a body may be a secret, and is not there.
 */
export function logRequest(request: FastifyRequest): object {
  const { method, ip, params, routeOptions } = request;
  const values =
    typeof params === "object" && params !== null ? new Map<string, unknown>(Object.entries(params)) : new Map();
  const route = routeOptions?.url?.replace(/:(\w+)/g, (name, key: string) => {
    const value = values.get(key);
    return typeof value === "string" && identifier.test(value) ? value : name;
  });
  return { method, route: route ?? null, remoteAddress: ip };
}
