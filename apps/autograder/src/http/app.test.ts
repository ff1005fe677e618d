import { api, errorBodySchema, type Routes } from "@tinytorch/api";
import type { FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";
import { type Feature, findFeatures } from "./features.ts";

const table: Routes = api;

test("the routes that are registered are those of the table, each documented", async () => {
  const { app } = await openTestApp();
  const { paths } = (await app.inject({ url: "/docs/json" })).json();
  const registered = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  const expected = new Set(Object.values(table).map(({ method, path }) => `${method} ${path}`));
  expect(registered.sort()).toEqual([...expected].sort());
});

test("a folder with routes is a feature without being named anywhere", async () => {
  const features = await findFeatures();
  expect(features.length).toBeGreaterThan(8);
  for (const { v1, root } of features) expect([v1, root].some((scope) => typeof scope === "function")).toBe(true);
});

/** Takes a form, as a learning platform's launch does, and tells who it thinks is asking. */
function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  app.post("/test/launch", (request) => ({ body: request.body, account: request.account }));
}

test("what the API answers is kept by no cache, refusals and streams included", async () => {
  const { app, account, module, files } = await openTestApp();
  const student = account("studentA", "student");
  const teacher = account("teacher", "instructor");
  const { id } = (await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json();
  const answers = [
    app.inject({ url: "/v1/me" }),
    app.inject({ url: "/v1/nothing" }),
    ...["/v1/me", "/v1/grades", "/v1/submissions", `/v1/submissions/${id}`, "/v1/modules", "/v1/gradebook"].map((url) =>
      student.send({ url }),
    ),
    student.send({ url: `/v1/submissions/${id}/events`, headers: { "last-event-id": "end" } }),
    ...["/v1/gradebook", "/v1/gradebook?format=csv", "/v1/audit", "/v1/users"].map((url) => teacher.send({ url })),
  ];
  for (const answer of await Promise.all(answers)) expect(answer.headers["cache-control"]).toBe("no-store");
});

describe("scopes", () => {
  const launch = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "cross-site" },
    payload: "state=a&token=b",
  } as const;
  const features: readonly Feature[] = [{ root: takeForms, v1: takeForms }];

  test("outside /v1 another site's form is taken by whoever takes forms, and a token says nothing", async () => {
    const { account } = await openTestApp({}, undefined, features);
    const answer = await account("studentA", "student").send({ ...launch, url: "/test/launch" });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ body: { state: "a", token: "b" }, account: null });
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["x-request-id"]).toBeTypeOf("string");
  });

  test("outside /v1 a form goes to nobody who has not said that it takes forms", async () => {
    const root = (app: FastifyInstance) => void app.post("/test/other", () => ({}));
    const { app } = await openTestApp({}, undefined, [...features, { root }]);
    for (const type of ["application/x-www-form-urlencoded", "text/plain"]) {
      const answer = await app.inject({ ...launch, headers: { "content-type": type }, url: "/test/other" });
      expect(answer.json().error.code, type).toBe("unsupported-media-type");
    }
  });

  test("in /v1 what another site sends is refused, by every route and where there is none", async () => {
    const { account } = await openTestApp({}, undefined, features);
    const student = account("studentA", "student");
    for (const url of ["/v1/submissions", "/v1/test/launch", "/v1/nothing"]) {
      const answer = await student.send({ ...launch, url });
      expect(answer.json().error.code, url).toBe("cross-site");
    }
  });

  test("in /v1 bodies are JSON or refused", async () => {
    const { account } = await openTestApp();
    const student = account("studentA", "student");
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]) {
      const answer = await student.send({
        method: "POST",
        url: "/v1/submissions",
        headers: { "content-type": type },
        payload: "a=b",
      });
      expect(answer.json().error.code, type).toBe("unsupported-media-type");
    }
  });

  test("in /v1 a route that says nothing of its callers wants a token all the same", async () => {
    const { app, account } = await openTestApp({}, undefined, [
      { v1: (scope) => void scope.get("/test/quiet", ({ account }) => account) },
    ]);
    expect((await app.inject({ url: "/v1/test/quiet" })).statusCode).toBe(401);
    const answer = await account("studentA", "student").send({ url: "/v1/test/quiet" });
    expect(answer.json()).toMatchObject({ name: "studentA" });
  });
});

test.each(["/%", "/v1/runs/%ff", `/v1/runs/${"a".repeat(65)}`])(
  "a path that cannot be read, %s, is refused by the contract and under its request's id",
  async (url) => {
    const { app } = await openTestApp();
    const answer = await app.inject({ url });
    const { error, requestId } = errorBodySchema.parse(answer.json());
    expect([answer.statusCode, error.code]).toEqual([400, "invalid-request"]);
    expect(answer.headers["x-request-id"]).toBe(requestId);
  },
);
