import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { accountsApi } from "./accounts.ts";
import { api } from "./api.ts";
import { assignmentsApi } from "./assignments.ts";
import { auditApi } from "./audit.ts";
import { browserSessionsApi } from "./browser-sessions.ts";
import { createClient } from "./client.ts";
import { commentsApi } from "./comments.ts";
import { courseApi } from "./course.ts";
import { deadLettersApi } from "./dead-letters.ts";
import { exceptionsApi } from "./exceptions.ts";
import { exportsApi } from "./exports.ts";
import { type Gradebook, gradesApi } from "./grades.ts";
import { healthApi } from "./health.ts";
import { invitationsApi } from "./invitations.ts";
import { lateDaysApi } from "./late-days.ts";
import { modulesApi } from "./modules.ts";
import { notificationsApi } from "./notifications.ts";
import { peopleApi } from "./people.ts";
import { personDataApi } from "./person-data.ts";
import { questionsApi } from "./questions.ts";
import { queueApi } from "./queue.ts";
import { type Regrade, type RegradeRequest, regradesApi } from "./regrades.ts";
import { rosterApi } from "./roster.ts";
import { get, isText, pathParameters, type Routes, successes } from "./route.ts";
import { type Rerun, runsApi } from "./runs.ts";
import { similarityApi } from "./similarity.ts";
import { statisticsApi } from "./statistics.ts";
import type { SubmissionEvent } from "./submission-events.ts";
import { submissionsApi } from "./submissions.ts";
import { type issueTokenRequestSchema, tokensApi } from "./tokens.ts";
import { webhooksApi } from "./webhooks.ts";

const routes: Routes = api;

test("no two routes have one name", () => {
  const resources: readonly Routes[] = [
    ...[submissionsApi, gradesApi, modulesApi, runsApi, regradesApi],
    ...[queueApi, deadLettersApi, accountsApi, auditApi, courseApi, healthApi, peopleApi, rosterApi],
    ...[exportsApi, statisticsApi],
    ...[commentsApi, questionsApi],
    ...[notificationsApi, webhooksApi, personDataApi],
    similarityApi,
    ...[assignmentsApi, exceptionsApi, lateDaysApi],
    ...[tokensApi, invitationsApi, browserSessionsApi],
  ];
  const names = resources.flatMap((resource) => Object.keys(resource));
  expect(names.sort()).toEqual(Object.keys(routes).sort());
});

test("no two routes answer the same method and path in the same media type", () => {
  const seen = Object.values(routes).map(({ method, path, ...route }) => {
    const answer = successes({ ...route })[0]?.answer;
    return `${method} ${path} ${answer !== undefined && isText(answer) ? answer.text : ""}`;
  });
  expect(new Set(seen).size).toBe(seen.length);
});

test.each(Object.entries(routes))("%s has a schema for each of its path's parameters, and one success", (_, route) => {
  expect(Object.keys(route.params?.shape ?? {})).toEqual(pathParameters(route.path));
  expect(successes(route).filter(({ status }) => status !== 204).length).toBeLessThanOrEqual(1);
  expect(successes(route).length).toBeGreaterThan(0);
});

test("the client has a function for every route and nothing else", () => {
  const client = createClient({ baseUrl: "http://127.0.0.1" });
  expect(Object.keys(client).sort()).toEqual(Object.keys(routes).sort());
  for (const call of Object.values(client)) expect(call).toBeTypeOf("function");
});

test("the client's types are the schemas'", () => {
  const client = createClient({ baseUrl: "http://127.0.0.1" });
  expectTypeOf(client.startRegrade).parameter(0).toEqualTypeOf<RegradeRequest>();
  expectTypeOf(client.startRegrade).returns.resolves.toEqualTypeOf<Regrade>();
  expectTypeOf(client.rerun).parameter(0).toEqualTypeOf<number>();
  expectTypeOf(client.rerun).returns.resolves.toEqualTypeOf<Rerun>();
  expectTypeOf(client.createToken).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(client.createToken).parameter(1).toEqualTypeOf<z.input<typeof issueTokenRequestSchema> | undefined>();
  expectTypeOf(client.revokeToken).returns.resolves.toEqualTypeOf<void>();
  expectTypeOf(client.gradebook).returns.resolves.toEqualTypeOf<Gradebook>();
  expectTypeOf(client.gradebookCsv).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(client.events).returns.toEqualTypeOf<AsyncGenerator<SubmissionEvent, void, undefined>>();
});

test("a path parameter without a schema is a type error", () => {
  const shape = { tag: "x", summary: "x", action: "course.read", answers: { 200: z.string() } } as const;
  // @ts-expect-error: nothing says what an id is
  get("/v1/things/:id", shape);
  // @ts-expect-error: nor that a number would be one
  get("/v1/things/:id", { ...shape, params: z.object({ number: z.string() }) });
  expect(get("/v1/things/:id", { ...shape, params: z.object({ id: z.string() }) }).path).toBe("/v1/things/:id");
});
