// Lane: process

import { expect, test, vi } from "vitest";
import { ended, expectChanged, expectGraded, expectShown, handIn, type Member, signIn } from "./term-class.ts";
import { correctSuite, works } from "./term-course.ts";
import { startTerm } from "./term-service.ts";
import {
  clocksChange,
  december,
  movedToSaturday,
  november,
  october,
  regraded,
  roster,
  setRight,
  spent,
  worth,
} from "./term-tables.ts";
import type { Table } from "./worked-out.ts";

test("a term, as every place shows it", { timeout: 900_000 }, async () => {
  const service = await startTerm("2026-09-28T10:00:00+02:00");
  const { setClock, told } = service;
  const admin = service.admin().client;
  const file = Buffer.from(roster).toString("base64");
  expect((await admin.previewRoster({ file })).new).toHaveLength(9);
  expect(await admin.applyRoster({ file })).toMatchObject({ wrong: [], skipped: [], gone: [] });
  expect(await admin.previewRoster({ file })).toMatchObject({ new: [], changed: [], gone: [], same: 9 });
  const { token } = await admin.createUser({ name: "teacher", role: "instructor" });
  let teacher = service.account(token).client;
  await teacher.addWebhook({ url: told.hookUrl });

  const logins = ["ada", "li", "zoe", "omar", "kim-a", "kim-b", "plato", "dima"];
  const members = new Map<string, Member>();
  for (const login of [...logins, "tutor"]) members.set(login, await signIn(service, teacher, login));
  const member = (login: string): Member => {
    const found = members.get(login);
    if (found === undefined) throw new Error(`there must be ${login}`);
    return found;
  };
  const dropped = new Set<string>();
  /** By person and module, the last that was handed in and is not held to what was told of it. */
  const untold = new Map<string, () => Promise<void>>();
  const newest = new Map<string, string>();
  const tell = async () => {
    await Promise.all([...untold.values()].map((each) => each()));
    untold.clear();
  };
  const shows = async (...tables: readonly Table[]) => {
    await tell();
    const present = logins.filter((login) => !dropped.has(login));
    const students = new Map(present.map((login) => [login, member(login).client]));
    await expectShown({ teacher, dropped, worth, students }, Object.assign({}, ...tables));
  };
  const submit = async (login: string, module: string, work: keyof typeof works, at: string) => {
    // Others' may be graded later than they came, and on another day.
    const before = newest.get(login);
    if (before !== undefined) await ended(member(login).client, before);
    const id = await handIn(service, member(login), module, works[work], at);
    newest.set(login, id);
    untold.set(`${login} ${module}`, () => expectGraded(service, member(login), module, id));
    return id;
  };
  const changed = (login: string, module: string, decide: () => Promise<unknown>) =>
    tell().then(() => expectChanged(service, teacher, member(login), module, decide));
  const refused = async (login: string, module: string, at: string) => {
    setClock(at);
    return member(login)
      .client.submit({ module, files: works.all })
      .then(
        () => "taken",
        ({ code }: { code?: string }) => code,
      );
  };
  const grant = (login: string, module: string, exception: { due: string } | { attempts: number }, because: string) =>
    teacher.grantException({ kind: "extension", student: member(login).id, module, because, ...exception });

  // The first module.
  expect(await refused("ada", "01-echo", "2026-10-05T08:59:59+02:00")).toBe("not-released");
  const mine = await submit("ada", "01-echo", "all", "2026-10-12T10:00:00+02:00");
  await submit("plato", "01-echo", "echoAlone", "2026-10-14T09:00:00+02:00");
  await submit("plato", "01-echo", "broken", "2026-10-14T09:30:00+02:00");
  await submit("ada", "01-echo", "starter", "2026-10-15T20:00:00+02:00");
  await grant("kim-b", "01-echo", { due: "2026-10-19T18:00" }, "a broken laptop");
  await submit("li", "01-echo", "withoutNone", "2026-10-16T23:59:40+02:00");
  await submit("zoe", "01-echo", "all", "2026-10-17T00:09:59+02:00");
  await submit("omar", "01-echo", "all", "2026-10-17T00:10:00+02:00");
  await submit("kim-a", "01-echo", "echoAlone", "2026-10-18T12:00:00+02:00");
  await submit("kim-b", "01-echo", "all", "2026-10-19T17:00:00+02:00");
  await shows(october);

  const [omar, kim] = [member("omar").client, member("kim-a").client];
  const day = { module: "01-echo", days: 1 };
  await changed("omar", "01-echo", () => omar.spendLateDays(day));
  await changed("kim-a", "01-echo", () => kim.spendLateDays(day));
  await shows(october, spent);

  setClock("2026-10-19T20:00:00+02:00");
  await changed("omar", "01-echo", () => omar.takeBackLateDays("01-echo"));
  await changed("ada", "01-echo", () =>
    teacher.chooseSubmission(mine, { because: "the starter was handed in by mistake" }),
  );
  expect(await refused("dima", "01-echo", "2026-10-20T00:10:00+02:00")).toBe("closed");
  await expect(kim.takeBackLateDays("01-echo")).rejects.toMatchObject({ code: "closed" });
  const away = { student: member("dima").id, module: "01-echo", because: "away at a competition" };
  await changed("dima", "01-echo", () => teacher.grantException({ kind: "excuse", ...away }));
  await shows(october, spent, setRight);

  const tutor = member("tutor").client;
  const lines = { first: 1, last: 2 };
  const note = await tutor.addComment(mine, { text: "Well said.", path: "src/index.ts", lines });
  expect((await member("ada").client.comments(mine)).comments).toEqual([note]);
  await expect(member("li").client.comments(mine)).rejects.toMatchObject({ code: "not-found" });
  expect((await tutor.gradebook()).rows.map(({ student }) => student.name)).toEqual(["ada", "dima", "kim-a", "zoe"]);

  // The night on which clocks change.
  await submit("kim-a", "02-clocks", "all", "2026-10-24T12:00:00+02:00");
  for (const login of ["omar", "kim-b"]) {
    await grant(login, "02-clocks", { due: "2026-10-25T02:30" }, "a train that did not come");
  }
  await submit("plato", "02-clocks", "echoAlone", "2026-10-24T17:00:00+02:00");
  await submit("ada", "02-clocks", "withoutNone", "2026-10-24T18:00:40+02:00");
  await submit("omar", "02-clocks", "all", "2026-10-25T02:30:45+02:00");
  await submit("kim-b", "02-clocks", "all", "2026-10-25T02:30:00+01:00");
  await submit("li", "02-clocks", "all", "2026-10-25T18:00:30+01:00");
  await submit("zoe", "02-clocks", "all", "2026-10-25T18:01:00+01:00");
  const oral = { student: member("dima").id, module: "02-clocks", because: "an oral exam" };
  await changed("dima", "02-clocks", () => teacher.grantException({ kind: "override", ...oral, points: 70 }));
  setClock("2026-10-26T09:00:00+01:00");
  await teacher.dropPerson(member("plato").id);
  dropped.add("plato");
  const late = { module: "03-attempts", files: works.all };
  await expect(teacher.submitFor(member("plato").id, late)).rejects.toMatchObject({ code: "dropped" });
  const autumn = [october, spent, setRight, clocksChange];
  await shows(...autumn);

  // Attempts, and points by hand.
  await submit("ada", "03-attempts", "withoutNone", "2026-11-10T10:00:00+01:00");
  expect(await refused("ada", "03-attempts", "2026-11-10T10:59:59+01:00")).toBe("cool-down");
  await submit("ada", "03-attempts", "echoAlone", "2026-11-10T11:00:00+01:00");
  expect(await refused("ada", "03-attempts", "2026-11-10T12:00:00+01:00")).toBe("no-attempts");
  await grant("ada", "03-attempts", { attempts: 1 }, "the queue was down");
  await submit("ada", "03-attempts", "all", "2026-11-10T13:00:00+01:00");
  await submit("li", "03-attempts", "broken", "2026-11-10T14:00:00+01:00");
  await submit("li", "03-attempts", "all", "2026-11-10T14:05:00+01:00");
  await submit("zoe", "03-attempts", "echoAlone", "2026-11-10T15:00:00+01:00");
  await submit("omar", "03-attempts", "echoAlone", "2026-11-10T15:30:00+01:00");
  await submit("kim-a", "03-attempts", "sumAlone", "2026-11-10T16:00:00+01:00");
  const seen = { student: member("zoe").id, module: "03-attempts", because: "seen in person" };
  await changed("zoe", "03-attempts", () => teacher.grantException({ kind: "override", ...seen, points: 85 }));
  await shows(...autumn, november);

  const question = await omar.ask({ module: "03-attempts", text: "Is the first test not worth 45?" });
  const answer = await tutor.answerQuestion(question.id, { text: "…" }).catch(({ code }: { code?: string }) => code);
  expect(answer).toBe("not-found");

  // The suite was wrong.
  correctSuite(service.course, "03-attempts");
  await service.restart();
  for (const [login, { token: kept, ...rest }] of members) members.set(login, { ...rest, ...service.account(kept) });
  teacher = service.account(token).client;
  await shows(...autumn, november);
  const before = told.messages.length;
  const { id: regrade } = await teacher.startRegrade({ module: "03-attempts", which: "all" });
  const patience = { timeout: 240_000, interval: 250 };
  await vi.waitFor(async () => expect(await teacher.regrade(regrade)).toMatchObject({ state: "ready" }), patience);
  await shows(...autumn, november);
  await changed("omar", "03-attempts", () => changed("kim-a", "03-attempts", () => teacher.applyRegrade(regrade)));
  const { changes } = await teacher.regrade(regrade);
  expect(changes.map(({ student, before: from, after }) => [student.name, from, after])).toEqual([
    ["ada", 40, 45],
    ["kim-a", 60, 55],
    ["omar", 40, 45],
    ["zoe", 40, 45],
  ]);
  await teacher.answerQuestion(question.id, { text: "It is, and now it counts so." });
  expect((await member("omar").client.question(question.id)).state).toBe("answered");
  // Others are told of their changed grades at the same time.
  const answered = expect.stringContaining("Your question about 03-attempts was answered.");
  await vi.waitFor(() => expect(told.letters.map(({ text }) => text)).toContainEqual(answered), patience);
  expect(told.messages.slice(before).map(({ person }) => person?.name)).not.toContain("zoe");
  await shows(...autumn, november, regraded);

  // The last module, and its due date moved while the service runs.
  const first = await submit("li", "04-worth", "withoutNone", "2026-12-01T10:00:00+01:00");
  await submit("ada", "04-worth", "all", "2026-12-01T10:30:00+01:00");
  await submit("li", "04-worth", "sumAlone", "2026-12-01T11:00:00+01:00");
  await changed("li", "04-worth", () => member("li").client.chooseSubmission(first));
  await submit("omar", "04-worth", "withoutNone", "2026-12-05T12:00:00+01:00");
  setClock("2026-12-06T10:00:00+01:00");
  const received = { at: "2026-12-04T16:00:00Z", reason: "The network of the hall was down." };
  const given = { module: "04-worth", files: works.echoAlone, received };
  const receipt = await teacher.submitFor(member("kim-a").id, given);
  expect(receipt).toMatchObject({ receivedAt: "2026-12-04T16:00:00.000Z", handedInFor: { by: { name: "teacher" } } });
  await ended(teacher, receipt.id);
  const year = [...autumn, november, regraded, december];
  await shows(...year);
  const saturday = { due: "2026-12-05T18:00", because: "the hall was closed" };
  await changed("omar", "04-worth", () => teacher.changeAssignment("04-worth", saturday));
  await shows(...year, movedToSaturday);
  await changed("omar", "04-worth", () => teacher.undoAssignment("04-worth", { because: "it was open all the same" }));
  await shows(...year);

  // What was exported comes back as it was.
  const people = await teacher.makeExport({ format: "csv" });
  const again = Buffer.from(people.text).toString("base64");
  expect(await teacher.previewRoster({ file: again })).toMatchObject({ new: [], changed: [], gone: [], wrong: [] });
  for (const name of ['"Lovelace, Ada ""Countess"""', "李明", "Zoë O'Connor", "عمر الخيام", "Дмитрий Менделеев"]) {
    expect(people.text).toContain(name);
  }
  expect(people.text.match(/,Kim Lee,/g)).toHaveLength(2);
});
