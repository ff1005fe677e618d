import { queryOptions } from "@tanstack/react-query";
import { service } from "../session/session.ts";

/** What the class did in a module. */
export const statisticsQuery = (module: string) =>
  queryOptions({
    queryKey: ["statistics", module],
    queryFn: ({ signal }) => service().statistics(module, { signal }),
  });
