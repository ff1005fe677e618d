import { api, type Route, type Routes } from "@tinytorch/api";
import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { z } from "zod";
import { answerError } from "./errors.ts";
import { requireEveryRoute } from "./registered-routes.ts";
import { serve } from "./serve.ts";

const open = { action: "anybody", tag: "things", summary: "Things" } as const;
const thing = {
  ...open,
  method: "GET",
  path: "/things/:id",
  params: z.object({ id: z.coerce.number() }),
  answers: { 201: z.object({ id: z.number() }) },
} as const satisfies Route;
const asCsv = { ...thing, answers: { 200: { text: "text/csv" } } } as const satisfies Route;

function newApp() {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.decorateRequest("account", null);
  app.decorateRequest("expiredAt", null);
  return app;
}

test("a handler gets what the schemas read, and its answer goes out with the table's status", async () => {
  const app = newApp();
  serve(app, { thing }, { thing: ({ params: { id }, account }) => ({ id, account }) });
  const answer = await app.inject({ url: "/things/7" });
  expect([answer.statusCode, answer.json()]).toEqual([201, { id: 7 }]);
  expect((await app.inject({ url: "/things/x" })).statusCode).toBe(400);
});

test("a route that answers nothing is 204", async () => {
  const app = newApp();
  const gone = { ...open, method: "DELETE", path: "/things", answers: { 204: z.undefined() } } as const;
  serve(app, { gone }, { gone: () => undefined });
  const answer = await app.inject({ method: "DELETE", url: "/things" });
  expect([answer.statusCode, answer.body]).toEqual([204, ""]);
});

test.each([
  ["nothing", undefined, "application/json; charset=utf-8"],
  ["anything", "*/*", "application/json; charset=utf-8"],
  ["JSON", "application/json", "application/json; charset=utf-8"],
  ["CSV", "text/html, text/csv;q=0.9", "text/csv; charset=utf-8"],
  ["CSV in capitals", "TEXT/CSV", "text/csv; charset=utf-8"],
  ["any text", "text/*", "text/csv; charset=utf-8"],
  ["anything, and CSV rather", "*/*;q=0.1, text/csv", "text/csv; charset=utf-8"],
  ["either", "text/csv, application/json", "application/json; charset=utf-8"],
  ["JSON rather than CSV", "text/csv;q=0.5, application/json;q=0.9", "application/json; charset=utf-8"],
  ["no CSV", "text/csv;q=0", "application/json; charset=utf-8"],
  ["neither", "image/png", "application/json; charset=utf-8"],
  ["nonsense", ";;q=x,,text/csv;q=much", "application/json; charset=utf-8"],
])(
  "of two media types, asking for %s gets the right one, and caches are told what it depends on",
  async (_, accept, type) => {
    const app = newApp();
    serve(app, { thing, asCsv }, { thing: ({ params }) => params, asCsv: ({ params }) => `id\r\n${params.id}\r\n` });
    const answer = await app.inject({ url: "/things/7", headers: accept === undefined ? {} : { accept } });
    expect(answer.headers["content-type"]).toBe(type);
    expect(answer.headers.vary).toBe("Accept");
    if (type.includes("csv")) expect(answer.body).toBe("id\r\n7\r\n");
  },
);

test("a route for accounts is 401 in a scope that identifies nobody", async () => {
  const app = newApp();
  serve(app, { mine: { ...thing, action: "regrade.make" } }, { mine: ({ params }) => params });
  expect((await app.inject({ url: "/things/7" })).statusCode).toBe(401);
});

test("a handler that is missing is a type error, and stops the start", () => {
  // @ts-expect-error: nobody handles `thing`
  expect(() => serve(newApp(), { thing }, {})).toThrow("serve: every route must have a handler, got none for thing");
  // @ts-expect-error: an id is a number
  serve(newApp(), { thing }, { thing: () => ({ id: "seven" }) });
});

test("a path outside its scope stops the start", async () => {
  const app = newApp();
  const inScope = async () => {
    await app.register(async (scope) => serve(scope, { thing }, { thing: ({ params }) => params }), { prefix: "/v1" });
  };
  await expect(inScope()).rejects.toThrow("serve: paths must begin with /v1/, got /things/:id");
});

test("a table that nobody serves stops the start, route by route", () => {
  const table: Routes = api;
  const requireAll = requireEveryRoute(newApp());
  expect(requireAll).toThrow(/got none for /);
  for (const { method, path } of Object.values(table)) expect(requireAll).toThrow(`${method} ${path}`);
});
