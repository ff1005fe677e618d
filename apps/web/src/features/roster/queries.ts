import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** Everybody one may see, who was dropped too. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => service().people({ dropped: "all" }, { signal }),
});

/** Links that nobody has used. */
export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => service().invitations({ signal }),
});

/** An account's tokens, never the tokens themselves. */
export const tokensQuery = (user: string) =>
  queryOptions({
    queryKey: ["tokens", user],
    queryFn: ({ signal }) => service().tokens({ user }, { signal }),
  });
