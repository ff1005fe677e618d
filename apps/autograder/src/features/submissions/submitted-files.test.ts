import { expect, test } from "vitest";
import { openTestStore } from "../../testing/open-test-store.ts";
import { submissionOverhead } from "./submitted-files.ts";

const longText = "x".repeat(10_000);

test("a text is kept once, whoever hands it in and however often, and each gets back what was handed in", () => {
  const { store, submit, read } = openTestStore();
  for (let count = 0; count < 3; count += 1) submit("studentA", longText);
  submit("studentB", longText);
  submit("studentB", "");
  expect(read("SELECT bytes FROM file_contents ORDER BY id")).toEqual([{ bytes: 10_000 }, { bytes: 0 }]);
  const leases = Array.from({ length: 5 }, () => store.queue.lease("us"));
  const texts = leases.toSorted((a, b) => (a?.sequence ?? 0) - (b?.sequence ?? 0)).map((lease) => lease?.files);
  expect(texts).toEqual([longText, longText, longText, longText, ""].map((text) => ({ "src/index.ts": text })));
  expect(read("SELECT stored_bytes AS bytes FROM users WHERE name LIKE 'student%' ORDER BY name")).toEqual([
    { bytes: 10_000 + 3 * submissionOverhead },
    { bytes: 10_000 + 2 * submissionOverhead },
  ]);
});

test("what a submission printed takes its part of the quota, once however often it is graded again", () => {
  const { store, submit, take, finish, instructor, read } = openTestStore();
  submit("studentA", "");
  const { runId } = finish(take(), 60, { console: "zwö" });
  store.reruns.request(instructor, runId);
  finish(take(), 60, { console: "zwö" });
  expect(read("SELECT stored_bytes AS bytes FROM users WHERE name = 'studentA'")).toEqual([
    { bytes: submissionOverhead + 4 },
  ]);
});

test("two files of one submission with the same text are two files and one text", () => {
  const { store, instructor, read } = openTestStore();
  const files = { "src/a.ts": longText, "src/b.ts": longText };
  store.submissions.accept(instructor, { module: "01-echo", files });
  expect(store.queue.lease("us")?.files).toEqual(files);
  expect(read("SELECT count(*) AS n FROM file_contents")).toEqual([{ n: 1 }]);
});
