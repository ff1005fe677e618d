import { assetsIn, openWorkbench } from "@tinytorch/workbench";
import { useEffect, useState, useSyncExternalStore } from "react";
import { noRuns, Runs, type RunsState } from "./runs.ts";

/** So many times its limit a test may have: a tab has the clock on the wall alone, and a laptop does other things as well. */
const patience = 2;

/** What runs a module's tests in this tab; null until it is there. @param part the module's own, as the service gave it. */
export function useRuns(id: string, programs: string, part: unknown): Runs | null {
  const [runs, setRuns] = useState<Runs | null>(null);
  useEffect(() => {
    const assets = { ...assetsIn(programs), module: async () => part };
    const opened = new Runs(() => openWorkbench({ container: document.body, assets, patience }), id);
    setRuns(opened);
    return () => opened.close();
  }, [id, programs, part]);
  return runs;
}

/** What running came to last, drawn again when that changes. */
export function useRunsState(runs: Runs | null): RunsState {
  return useSyncExternalStore(
    (listener) => runs?.subscribe(listener) ?? (() => undefined),
    () => runs?.state ?? noRuns,
  );
}
