import { queryOptions } from "@tanstack/react-query";
import { recordedRuns } from "./recorded-runs.ts";
import type { SurfaceName } from "./surfaces.ts";

/** PyTorch's paths on a surface, asked for once. */
export const recordedQuery = (surface: SurfaceName) =>
  queryOptions({
    queryKey: ["lab", "recorded", surface],
    queryFn: () => recordedRuns(surface),
    staleTime: Number.POSITIVE_INFINITY,
  });
