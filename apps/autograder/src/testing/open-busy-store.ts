import { openTestStore, type TestStore } from "./open-test-store.ts";

/** A store that is open and has something in every table. */
export function openBusyStore(): TestStore {
  const test = openTestStore();
  const { store, instructor, graded, submit, bury } = test;
  const { runId } = graded("studentA", 60);
  store.reruns.request(instructor, runId);
  store.regrades.start(instructor, { module: "01-echo", which: "all" });
  submit("studentB");
  bury("no sandbox");
  return test;
}
