import { expect, test } from "vitest";
import { viewWaiting } from "./waiting.ts";

test("who waits reads the place, and who had to make room reads why, in words that name no failure", () => {
  const waiting = { type: "queued", position: 3, waitSeconds: 4, takesLong: false } as const;
  expect(viewWaiting(waiting)).toBe("waiting, number 3 in the queue, in about 4 s");
  expect(viewWaiting({ ...waiting, waitSeconds: null, takesLong: true })).toBe(
    "waiting: this one takes its time, so quicker ones go first; then it is graded to its end, and nothing is lost",
  );
});
