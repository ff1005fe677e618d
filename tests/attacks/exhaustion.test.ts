// Lane: process

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, graded, type RunningService, startCourseService } from "./running-service.ts";
import { hurried, patient, submissionWith } from "./slots.ts";

const right = submissionWith({});
const token = "A".repeat(43);

let service: RunningService;
let studentA: Account;
beforeAll(async () => {
  service = await startCourseService();
  studentA = await service.student("studentA");
}, 120_000);
// What is being graded would be waited for.
afterAll(() => service?.stop("SIGKILL"));

test("streams are bounded for each account and in all; the refused are told when to come back, the rest is served", async () => {
  const stop = new AbortController();
  // One submission without end in front keeps the others waiting, and so their streams open.
  const endless = submissionWith(
    Object.fromEntries(Array.from({ length: 10 }, (_, slot) => [slot, "() => { for (;;); }"])),
  );
  const first = await service.student("first");
  for (let count = 0; count < 2; count += 1) await first.client.submit({ module: hurried, files: endless });
  const accounts = await Promise.all(Array.from({ length: 64 }, (_, index) => service.student(`reader ${index}`)));
  const open = async (account: Account, id: string) => {
    const answer = await account.send(`/v1/submissions/${id}/events`, { signal: stop.signal });
    if (answer.status !== 200) await answer.body?.cancel();
    return answer;
  };
  const answers: Response[] = [];
  for (const account of accounts) {
    const { id } = await account.client.submit({ module: hurried, files: endless });
    answers.push(...(await Promise.all(Array.from({ length: 17 }, () => open(account, id)))));
  }
  const refused = answers.filter(({ status }) => status === 429);
  // 64 accounts × 16 streams are more than the thousand there are for all.
  expect(answers.length - refused.length).toBe(1_000);
  for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await studentA.send("/v1/me")).status).toBe(200);
  const receipt = await studentA.client.submit({ module: patient, files: right });
  expect((await studentA.client.submission(receipt.id)).status).toBe("queued");

  stop.abort();
  await expect
    .poll(async () => {
      const last = new AbortController();
      const { status } = await studentA.send(`/v1/submissions/${receipt.id}/events`, { signal: last.signal });
      last.abort();
      return status;
    })
    .toBe(200);
}, 90_000);

test("guessing tokens and submitting in a loop are 429 with Retry-After, and others go on", async () => {
  const limited = await startCourseService({
    TINYTORCH_ANONYMOUS_PER_MINUTE: "20",
    TINYTORCH_SUBMISSIONS_PER_MINUTE: "5",
  });
  try {
    const [loop, other] = [await limited.student("loop"), await limited.student("other")];
    const guesses = await Promise.all(
      Array.from({ length: 40 }, () =>
        fetch(`${limited.address}/v1/me`, { headers: { authorization: `Bearer ${token}` } }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(20);
    const submits = await Promise.all(
      Array.from({ length: 12 }, () =>
        loop.send("/v1/submissions", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ module: patient, files: right }),
        }),
      ),
    );
    expect(submits.filter(({ status }) => status === 202)).toHaveLength(5);
    for (const { status, headers } of [...guesses.slice(20), ...submits]) {
      if (status !== 429) continue;
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
    }
    expect((await loop.client.submissions()).submissions).toHaveLength(5);
    expect((await graded(other, patient, right)).score).toBe(100);
  } finally {
    await limited.stop();
  }
}, 120_000);
