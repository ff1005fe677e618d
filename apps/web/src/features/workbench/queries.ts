import { queryOptions } from "@tanstack/react-query";
import { moduleAssetSchema } from "@tinytorch/workbench";
import { service } from "../../session/session.ts";

/** What a tab runs a module with: where its programs are, and the module's own part. */
export const moduleWorkbenchQuery = (id: string) =>
  queryOptions({
    queryKey: ["modules", id, "workbench"],
    queryFn: async ({ signal }) => {
      const { programs, module } = await service().moduleWorkbench(id, { signal });
      return { programs, part: module, asset: moduleAssetSchema.parse(module) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
