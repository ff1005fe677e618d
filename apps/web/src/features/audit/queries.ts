import { infiniteQueryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";
import { type AuditChoice, auditQueryOf } from "./audit-choice.ts";

/** What was done and is chosen, page by page, newest first. */
export const auditQuery = (choice: AuditChoice) =>
  infiniteQueryOptions({
    queryKey: ["audit", choice],
    queryFn: async ({ pageParam, signal }) => {
      const person = choice.person === undefined ? {} : { person: await idOf(choice.person, signal) };
      const before = pageParam === null ? {} : { before: pageParam };
      return service().audit({ ...auditQueryOf(choice), ...person, ...before }, { signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });

/** @throws Error for a login that nobody has. */
async function idOf(login: string, signal: AbortSignal): Promise<string> {
  const [found] = (await service().people({ login, dropped: "all" }, { signal })).people;
  if (found !== undefined) return found.id;
  throw new Error(`Nobody of the course has the login ${login}. The roster has everybody's.`);
}
