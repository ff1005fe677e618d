import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** One's own questions about grades, newest first. */
export const questionsQuery = queryOptions({
  queryKey: ["questions"],
  queryFn: ({ signal }) => service().questions({ limit: 100 }, { signal }),
});
