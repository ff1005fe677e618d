import type { Client, WebhookMessage } from "@tinytorch/api";
import type { Account } from "@tinytorch/test-harness";
import { expect, vi } from "vitest";
import { type Place, readPlaces } from "./places.ts";
import type { TermService } from "./term-service.ts";
import type { Table } from "./worked-out.ts";

const patience = { timeout: 60_000, interval: 20 };

/** A person of the course who signs in. */
export interface Member extends Account {
  readonly id: string;
  readonly email: string;
}

/** Signs somebody in who came by the roster. */
export async function signIn(service: TermService, teacher: Client, login: string): Promise<Member> {
  const [person] = (await teacher.people({ login })).people;
  if (person === undefined) throw new Error(`signIn: there must be ${login}`);
  const { token } = await teacher.createToken(person.id);
  return { id: person.id, email: person.email ?? "", ...service.account(token) };
}

/** Hands in at a moment. @returns the submission's id. */
export async function handIn(
  service: TermService,
  { client }: Member,
  module: string,
  files: Readonly<Record<string, string>>,
  at: string,
): Promise<string> {
  service.setClock(at);
  const receipt = await client.submit({ module, files: { ...files } });
  expect(receipt.receivedAt).toBe(new Date(at).toISOString());
  return receipt.id;
}

/** Resolves once a submission is graded. */
export async function ended(client: Client, id: string): Promise<void> {
  for await (const _ of client.events(id));
}

/** Waits until a submission is graded, and holds that webhook and letter say of a submission, the last of its student's in the module, what its student sees. */
export async function expectGraded(service: TermService, member: Member, module: string, id: string): Promise<void> {
  await ended(member.client, id);
  await expectTold(service, member, module, {
    word: "was graded.",
    isMeant: ({ type, subject }) => type === "submission.graded" && subject === id,
  });
}

/** Holds that a decision changes a person's grade, and that webhook and letter say of it what its owner then sees. */
export async function expectChanged(
  service: TermService,
  teacher: Client,
  { id, client, email }: Member,
  module: string,
  decide: () => Promise<unknown>,
): Promise<void> {
  await expectNothingWaits(teacher);
  const before = service.told.messages.length;
  await decide();
  await expectTold(service, { client, email }, module, {
    word: "was changed.",
    isMeant: (message, index) =>
      index >= before && message.type === "grade.changed" && message.person?.id === id && message.module === module,
  });
}

/** Every message has arrived. */
async function expectNothingWaits(teacher: Client): Promise<void> {
  await vi.waitFor(async () => {
    expect((await teacher.webhooks()).webhooks.map(({ waiting }) => waiting)).toEqual([0]);
  }, patience);
}

interface Meant {
  /** In the letter. */
  readonly word: string;
  isMeant(message: WebhookMessage, index: number): boolean;
}

async function expectTold(
  { told }: TermService,
  { client, email }: Pick<Member, "client" | "email">,
  module: string,
  { word, isMeant }: Meant,
): Promise<void> {
  const grade = (await client.grades()).grades.find((each) => each.module === module);
  const { counted: points = null, maxScore: maxPoints = null, excused = false, reason = [] } = grade ?? {};
  const shown = grade && { points, maxPoints, excused, reason };
  const head = excused
    ? "You are excused in it, so it has no grade:"
    : `Your grade in it is ${points} of ${maxPoints}:`;
  const lines = shown ? [head, ...reason.map((line) => `- ${line}`)] : ["There is no grade in it now."];
  await vi.waitFor(() => {
    expect(told.messages.filter(isMeant).map((message) => message.grade)).toEqual([shown ?? null]);
    const letter = told.letters.findLast(({ to, text }) => to.join() === email && text.includes(`${module} ${word}`));
    expect(letter?.text.match(/^(Your grade in it|You are excused|There is|- ).*$/gm)).toEqual(lines);
  }, patience);
}

/** Holds every place that shows grades to the table: all of it and no more. */
export async function expectShown(readers: Parameters<typeof readPlaces>[0], table: Table): Promise<void> {
  const places = await readPlaces(readers);
  for (const place of places) expect(place.grades, place.name).toEqual(expectedIn(place, table));
  expect(differences(places)).toEqual([]);
}

function expectedIn({ tells, has = () => true }: Place, table: Table): Place["grades"] {
  return Object.fromEntries(
    Object.entries(table)
      .filter(([key, shown]) => has(key.split(" ")[0] ?? "", shown))
      .map(([key, shown]) => [key, tells(shown)]),
  );
}

/** What two places say of the same grade and is not the same, whatever is right. */
function differences(places: readonly Place[]): readonly string[] {
  const said = places.flatMap(({ name, grades }) =>
    Object.entries(grades).flatMap(([key, shown]) =>
      Object.entries(shown).map(([field, value]) => ({ what: `${key} ${field}`, name, value: JSON.stringify(value) })),
    ),
  );
  return [...Map.groupBy(said, ({ what }) => what)]
    .filter(([, each]) => new Set(each.map(({ value }) => value)).size > 1)
    .map(([what, each]) => `${what}: ${each.map(({ name, value }) => `${name} ${value}`).join(", ")}`);
}
