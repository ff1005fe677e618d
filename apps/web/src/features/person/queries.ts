import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

export const lateDaysOfQuery = (student: string) =>
  queryOptions({
    queryKey: ["late-days", student],
    queryFn: async ({ signal }) => (await service().lateDays({ student }, { signal })).banks[0] ?? null,
  });

/** What somebody did and what concerns them, newest first, a page at a time. */
export const auditOfQuery = (person: string) =>
  infiniteQueryOptions({
    queryKey: ["audit", "of", person],
    queryFn: ({ signal, pageParam }) => service().audit({ person, limit: 30, before: pageParam }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  });
