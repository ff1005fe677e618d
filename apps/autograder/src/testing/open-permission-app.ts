import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { csrfHeader, type Role } from "@tinytorch/api";
import { sampleReport } from "@tinytorch/course/testing";
import type { NewSession } from "../features/credentials/sessions.ts";
import { noDetail } from "../features/exceptions/store.ts";
import { attemptLimit } from "../grading/queue.ts";
import { csrfTokenOf } from "../http/forgery.ts";
import { openTestApp } from "./open-test-app.ts";
import { type Made, nameOf } from "./permission-calls.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Under which students may choose what counts, and may spend late days. */
const rules = { counts: "chosen", due: "2126-12-06T23:59", late: { percentPerDay: 1, days: 90 } };

/** A service with people of several sections and roles, and something of everybody to try its routes on. */
export async function openPermissionApp() {
  const release = join(temporaryFolder(), "course.tgz");
  writeFileSync(release, "packed");
  const many = {
    TINYTORCH_SIGN_INS_PER_MINUTE: "100000",
    TINYTORCH_REQUESTS_PER_MINUTE: "100000",
    TINYTORCH_SUBMISSIONS_PER_MINUTE: "100000",
  };
  const open = { TINYTORCH_ANONYMOUS_PER_MINUTE: "100000", TINYTORCH_SUBMISSIONS_PER_DAY: "100000" };
  const service = await openTestApp(
    { ...many, ...open, TINYTORCH_RELEASE: release },
    { zone: "UTC", assignments: { "01-echo": rules }, solutionsAfter100: true },
  );
  const { store, clock, module, files } = service;
  const baseUrl = await service.app.listen({ port: 0, host: "127.0.0.1" });

  function gradeAll(): void {
    for (let work = store.queue.lease("test"); work !== undefined; work = store.queue.lease("test")) {
      const report = sampleReport({ sha256: work.sha256, seed: work.seed, score: 100 });
      store.runs.store(work, { report, startedAt: work.askedAt, answeredAt: work.askedAt });
    }
  }
  function somebody(role: Role, section: string | null) {
    const { id, token } = service.account(`${role} ${section}`, role);
    const login = nameOf({ id });
    const asFound = { login, section, name: null, dropped: false };
    const reset = () => void store.people.change(id, id, asFound);
    reset();
    const accept = () => store.submissions.accept(id, { module, files }).id;
    const submission = () => {
      const submitted = accept();
      gradeAll();
      return submitted;
    };
    const run = () => store.submissions.byId(submission())?.runId ?? "";
    const running = () => {
      for (const { id: one, state } of store.similarity.list(module)) {
        if (state === "running") store.similarity.end(one, id, "cancelled");
      }
      for (const other of ["of the section", "of another section"] as const) others[other].made.submission();
      return store.similarity.start(id, { module, which: "latest", threshold: 30, commonPercent: 25 });
    };
    const made: Made = {
      id,
      role,
      submission,
      run,
      rerun() {
        const { id: rerun } = store.reruns.request(id, run());
        gradeAll();
        return rerun;
      },
      regrade() {
        const regrade = store.regrades.start(id, { module, which: "one", submissionId: submission() });
        gradeAll();
        return regrade.id;
      },
      deadLetter() {
        gradeAll();
        const submissionId = accept();
        for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
          const work = store.queue.lease("test");
          if (work !== undefined) store.queue.fail(work, "broken");
          clock.time += 3_600_000;
        }
        return store.deadLetters.list().find((letter) => letter.submissionId === submissionId)?.id ?? 0;
      },
      comment() {
        const submitted = store.submissions.byId(submission());
        if (submitted === undefined) throw new Error("the submission must be there");
        const place = { onRelease: false };
        return store.comments.add(others["a teacher's"].made.id, submitted, { ...place, text: "well done" }).id;
      },
      question() {
        for (const open of store.questions.list({ among: JSON.stringify([id]), state: "open", limit: 10 })) {
          store.questions.close(id, open.id);
        }
        const asked = store.questions.ask(id, module, "why?");
        return store.questions.answer(id, asked.id, "so").id;
      },
      webhook: () => store.webhooks.add(id, "https://receiver.invalid/hook").id,
      deadDelivery() {
        // A webhook of somebody who may have none is told nothing.
        store.webhooks.add(others["a teacher's"].made.id, "https://receiver.invalid/hook");
        submission();
        for (let [dead] = store.deliveries.dead(); ; [dead] = store.deliveries.dead()) {
          if (dead !== undefined) return dead.id;
          for (const channel of store.deliveries.channels()) {
            const letter = store.deliveries.next(channel);
            if (letter !== undefined) store.deliveries.failed(letter.id, "nobody is there");
          }
          clock.time += 86_400_000;
        }
      },
      chosen() {
        const submissionId = submission();
        const because = "this one";
        store.exceptions.add(id, { ...noDetail, kind: "choice", userId: id, module, submissionId, because });
        return submissionId;
      },
      exception: () =>
        store.exceptions.add(id, { ...noDetail, kind: "excuse", userId: id, module, because: "illness" }).id,
      grant: () => store.lateDays.grant(id, id, 1, "for the term").id,
      spend() {
        store.lateDays.grant(id, id, 1, "for the term");
        store.lateDays.spend(id, module, 1);
      },
      decide: () => store.assignments.change(id, module, { attempts: 1_000 }, "as announced"),
      running: () => running().comparison.id,
      comparison() {
        const { comparison, submissions } = running();
        const [left = "", right = ""] = submissions;
        const pairs = [{ left, right, similarity: 0.8, shared: 20, regions: [] }];
        store.similarity.finish(comparison.id, { pairs, above: 1, unread: [] });
        return comparison.id;
      },
      token: () => store.credentials.issueToken(id, id, {}, false).tokenId,
      invitation: () => {
        const [made] = store.credentials.invite(id, [id], clock.now() + 3_600_000);
        if (made === undefined) throw new Error("there must be an invitation");
        return made;
      },
      session: () => store.credentials.startSession(id, {}),
    };
    return { made, token, login, reset };
  }
  const others = {
    "of the section": somebody("student", "A; lab 1"),
    "of another section": somebody("student", "B"),
    "a teacher's": somebody("instructor", "A"),
  };
  // There is one more, so that no admin who is tried on is the last.
  somebody("admin", null);

  /** As a page of this server asks: with the cookie of a session, and what shows that the page is ours. */
  const pageOf = ({ secret }: Pick<NewSession, "secret">) => ({
    cookie: `tinytorch-session=${secret}`,
    origin: baseUrl,
    [csrfHeader]: csrfTokenOf(secret),
  });
  async function ask(method: string, path: string, by: string | Readonly<Record<string, string>>, body?: unknown) {
    const headers = {
      ...(typeof by === "string" ? { authorization: `Bearer ${by}` } : by),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    };
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  }
  const written = () => store.auditLog.list({ limit: 1 })[0]?.id;
  return { ...service, somebody, others, ask, pageOf, written };
}
