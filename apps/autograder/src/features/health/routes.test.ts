import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

test("whether the server is up is told to everybody, however often they ask", async () => {
  const { app } = await openTestApp({ TINYTORCH_ANONYMOUS_PER_MINUTE: "1" });
  expect((await app.inject({ url: "/v1/me" })).statusCode).toBe(401);
  expect((await app.inject({ url: "/v1/me" })).statusCode).toBe(429);
  for (let count = 0; count < 3; count += 1) {
    expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
    expect((await app.inject({ url: "/readyz" })).json().error.code).toBe("unavailable");
  }
});
