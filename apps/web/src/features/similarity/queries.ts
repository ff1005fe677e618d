import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** A module's comparisons, newest first; asked again while one runs. */
export const reportsQuery = (module: string) =>
  queryOptions({
    queryKey: ["similarity", "of", module],
    queryFn: ({ signal }) => service().similarityReports(module, { signal }),
    refetchInterval: ({ state }) => (state.data?.reports.some(isRunning) ? 1_000 : false),
  });

/** The pairs of one that is done. That somebody looks is written to the audit, so it is asked once. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ["similarity", id],
    queryFn: ({ signal }) => service().similarityReport(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A pair with both submissions' files; asked once, for the same reason. */
export const pairQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ["similarity", id, number],
    queryFn: ({ signal }) => service().similarPair(id, number, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function isRunning({ state }: { readonly state: string }): boolean {
  return state === "running";
}
