import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { openMetrics } from "./metrics.ts";
import { serveMetrics } from "./serve-metrics.ts";

const token = "a-token-of-the-monitor";

test("without its setting there is nothing, and with it only for who has the token", async () => {
  const without = await openTestApp();
  expect((await without.app.inject({ url: "/metrics" })).statusCode).toBe(404);
  const service = await openTestApp({ TINYTORCH_METRICS_TOKEN: token });
  const ask = (authorization?: string) =>
    service.app.inject({ url: "/metrics", headers: authorization === undefined ? {} : { authorization } });
  expect((await ask()).statusCode).toBe(401);
  expect((await ask("Bearer another")).statusCode).toBe(401);
  expect((await ask(`Bearer ${service.account("teacher", "instructor").token}`)).statusCode).toBe(401);
  expect((await ask(`Bearer ${token}`)).statusCode).toBe(200);
});

test("they say how much waits, what was refused and how large all is, and nothing of anybody", async () => {
  const service = await openTestApp({ TINYTORCH_METRICS_TOKEN: token });
  const { module, files, store } = service;
  const ada = service.account("ada-of-the-metrics", "student");
  store.webhooks.add(service.account("teacher", "instructor").id, "https://example.edu/hook");
  const { id } = (await ada.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json();
  await ada.send({ method: "GET", url: "/v1/audit" });
  service.clock.time += 90_000;
  const { body } = await service.app.inject({ url: "/metrics", headers: { authorization: `Bearer ${token}` } });
  expect(body).toContain('tinytorch_queue_jobs{kind="grade",state="queued"} 1');
  expect(body).toMatch(/tinytorch_queue_oldest_seconds\{kind="grade"\} 9\d/);
  expect(body).toContain('tinytorch_outbox_deliveries{channel="webhook",state="waiting"} 1');
  expect(body).toMatch(/tinytorch_outbox_oldest_seconds\{channel="webhook"\} 9\d/);
  expect(body).toContain('tinytorch_errors_total{code="forbidden"} 1');
  expect(body).toContain("tinytorch_graders_wanted 1");
  expect(body).toMatch(/tinytorch_database_bytes \d{4,}/);
  for (const secret of ["ada-of-the-metrics", ada.id, id, "example.edu", module]) expect(body).not.toContain(secret);
});

test("the phases of runs and broken attempts are counted, on a port of their own too", async () => {
  const { store } = await openTestApp();
  const metrics = openMetrics(store);
  metrics.graded({ queue: 2_000, sandbox: 50, tests: 400, store: 3, total: 2_453 });
  metrics.attemptBroke("retry");
  metrics.follow(() => ({ here: 2, elsewhere: 5, given: 3, forgotten: 1 }));
  const server = await serveMetrics(metrics, 0);
  onTestFinished(async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it must listen");
  expect(address.address).toBe("127.0.0.1");
  const text = await (await fetch(`http://127.0.0.1:${address.port}/metrics`)).text();
  expect(text).toContain('tinytorch_run_phase_seconds_sum{phase="queue"} 2');
  expect(text).toContain('tinytorch_attempts_broken_total{then="retry"} 1');
  expect(text).toContain('tinytorch_graders{where="here"} 2');
  expect(text).toContain('tinytorch_graders{where="elsewhere"} 5');
  expect(text).toContain("tinytorch_given_jobs 3");
  expect(text).toContain("tinytorch_forgotten_offers_total 1");
  expect((await fetch(`http://127.0.0.1:${address.port}/`)).status).toBe(404);
});
