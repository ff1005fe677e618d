import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** What holds for single students in all modules. */
export const exceptionsQuery = queryOptions({
  queryKey: ["exceptions"],
  queryFn: ({ signal }) => service().exceptions({}, { signal }),
});

/** Everybody's late days. */
export const lateDaysQuery = queryOptions({
  queryKey: ["late-days"],
  queryFn: ({ signal }) => service().lateDays({}, { signal }),
});
