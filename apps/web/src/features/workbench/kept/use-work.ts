import { useEffect, useState, useSyncExternalStore } from "react";
import { Work, type WorkState } from "./work.ts";
import { type Files, WorkStore } from "./work-store.ts";

/** Somebody's work on a module once it is open, or why it cannot be. */
export type Opened<Value> = { readonly value: Value } | { readonly problem: unknown } | null;

/** Opens what an account has written of a module. */
export function useWork(account: string, module: string, starter: Files): Opened<Work> {
  const [opened, setOpened] = useState<Opened<Work>>(null);
  useEffect(() => {
    let isWanted = true;
    let work: Work | null = null;
    const open = async () => {
      try {
        work = await Work.open(await WorkStore.open(), account, module, starter);
        if (isWanted) setOpened({ value: work });
        else work.close();
      } catch (problem) {
        setOpened({ problem });
      }
    };
    void open();
    return () => {
      isWanted = false;
      work?.close();
      setOpened(null);
    };
  }, [account, module, starter]);
  return opened;
}

/** What is to be seen of it, drawn again when that changes. */
export function useWorkState(work: Work): WorkState {
  return useSyncExternalStore(work.subscribe, () => work.state);
}
