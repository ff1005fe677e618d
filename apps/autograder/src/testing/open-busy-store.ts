import { openTestStore, type TestStore } from "./open-test-store.ts";

/** A store that is open and has something in every table. */
export function openBusyStore(): TestStore {
  const test = openTestStore();
  const { store, instructor, graded, submit, take, finish, bury } = test;
  const { runId } = graded("studentA", 60);
  submit("studentA", "", "02-echo");
  finish(take(), 60);
  store.reruns.request(instructor, runId);
  store.regrades.start(instructor, { module: "01-echo", which: "all" });
  const { id } = store.regrades.start(instructor, { module: "02-echo", which: "all" });
  for (let left = 3; left > 0; left -= 1) finish(take(), 60);
  submit("studentA", "later", "02-echo");
  finish(take(), 60);
  store.regrades.apply(instructor, id);
  store.reruns.request(instructor, runId);
  store.submissions.recordCheck(submit("studentB"), []);
  bury("no sandbox");
  return test;
}
