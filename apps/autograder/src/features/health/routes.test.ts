import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

test("whether the server is up is told to everybody, however often they ask and whatever else they did", async () => {
  const { app } = await openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "1" });
  expect((await app.inject({ url: "/v1/me" })).statusCode).toBe(401);
  for (let count = 0; count < 20; count += 1) {
    for (const url of ["/v1/me", "/nothing", "/docs/json"]) expect((await app.inject({ url })).statusCode).toBe(429);
    for (const method of ["GET", "HEAD"] as const) {
      expect((await app.inject({ method, url: "/healthz?from=monitor" })).statusCode).toBe(200);
      expect((await app.inject({ method, url: "/readyz" })).statusCode).toBe(503);
    }
  }
});

test("a server without graders is not ready, and says so; trying the disk leaves nothing there", async () => {
  const { app, store } = await openTestApp();
  const before = readdirSync(store.folder);
  const answer = await app.inject({ url: "/readyz" });
  expect(answer.json().error).toMatchObject({ code: "unavailable", message: "No grader is up." });
  expect(answer.headers["retry-after"]).toBe("5");
  expect(readdirSync(store.folder)).toEqual(before);
});
