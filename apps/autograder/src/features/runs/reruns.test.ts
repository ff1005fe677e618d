import { sampleReport } from "@tinytorch/course/testing";
import { expect, test } from "vitest";
import { openTestStore } from "../../testing/open-test-store.ts";

test("a rerun grades the stored files with the stored seed, and says that the verdicts are the same", () => {
  const { store, instructor, submit, take, finish } = openTestStore();
  const id = submit("studentA", "the files");
  const first = take();
  const { runId } = finish(first, 60);
  const rerun = store.reruns.request(instructor, runId);
  expect(rerun).toMatchObject({ ofRunId: runId, status: "queued", runId: null, comparison: null });

  const again = take();
  expect(again).toMatchObject({
    kind: "rerun",
    submissionId: id,
    seed: first.seed,
    files: { "src/index.ts": "the files" },
  });
  expect(store.reruns.byId(rerun.id)?.status).toBe("running");
  const second = finish(again, 60);
  expect(store.reruns.byId(rerun.id)).toMatchObject({
    status: "done",
    runId: second.runId,
    comparison: { same: true, tests: [], differs: [] },
  });
});

test("a rerun that comes out differently names the tests and the hashes, and changes no grade", () => {
  const { store, instructor, graded, take, finish } = openTestStore();
  const { submissionId, runId } = graded("studentA", 60);
  const { id } = store.reruns.request(instructor, runId);
  const lease = take();
  const { hashes } = sampleReport(lease);
  const second = finish(lease, 20, {
    hashes: { ...hashes, suite: "e".repeat(64) },
    sandbox: ["isolate", "process", "bubblewrap"],
  });
  expect(store.reruns.byId(id)?.comparison).toEqual({
    same: false,
    before: { score: 60, maxScore: 100 },
    after: { score: 20, maxScore: 100 },
    tests: [
      {
        id: "01-echo/sgd.step",
        before: { status: "passed", score: 60, maxScore: 60, kind: null },
        after: { status: "failed", score: 20, maxScore: 60, kind: "wrong" },
      },
    ],
    differs: ["suite", "sandbox"],
  });
  expect(store.submissions.byId(submissionId)).toMatchObject({ runId, score: 60, status: "graded" });
  expect(store.runRecord(runId)).toMatchObject({ kind: "grade", stands: 1, counts: true, score: 60 });
  expect(store.runRecord(second.runId)).toMatchObject({ kind: "rerun", stands: 0, counts: false, score: 20 });
});

test("live work goes before a rerun, however long that waited", () => {
  const { store, instructor, graded, submit, take } = openTestStore();
  const { runId } = graded("studentA", 60);
  store.reruns.request(instructor, runId);
  const live = submit("studentA");
  expect(store.queue.place(live)?.position).toBe(1);
  expect([take().kind, take().kind]).toEqual(["grade", "rerun"]);
});

test("a run that is not there cannot be rerun", () => {
  const { store, instructor } = openTestStore();
  expect(() => store.reruns.request(instructor, crypto.randomUUID())).toThrow(
    expect.objectContaining({ code: "missing" }),
  );
});
