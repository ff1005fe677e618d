import { queryOptions } from "@tanstack/react-query";
import { service } from "../session/session.ts";

export const modulesQuery = queryOptions({
  queryKey: ["modules"],
  queryFn: ({ signal }) => service().modules({ signal }),
});

/** What was decided about each module, for everybody. */
export const assignmentsQuery = queryOptions({
  queryKey: ["assignments"],
  queryFn: ({ signal }) => service().assignments({ signal }),
});

/** One's own. */
export const gradesQuery = queryOptions({
  queryKey: ["grades"],
  queryFn: ({ signal }) => service().grades({ signal }),
});

/** A module's page, as Markdown. */
export const modulePageQuery = (id: string) =>
  queryOptions({
    queryKey: ["modules", id, "page"],
    queryFn: ({ signal }) => service().modulePage(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ["modules", id, "standing"],
    queryFn: ({ signal }) => service().standing(id, { signal }),
  });

/** One's own of a module, newest first. */
export const pastSubmissionsQuery = (module: string) =>
  queryOptions({
    queryKey: ["submissions", "of", module],
    queryFn: ({ signal }) => service().submissions({ module, limit: 50 }, { signal }),
  });
