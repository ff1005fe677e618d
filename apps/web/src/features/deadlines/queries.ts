import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** Everybody's late days. */
export const lateDaysQuery = queryOptions({
  queryKey: ["late-days"],
  queryFn: ({ signal }) => service().lateDays({}, { signal }),
});
