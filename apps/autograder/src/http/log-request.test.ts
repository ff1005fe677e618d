import type { InjectOptions } from "fastify";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";

const secret = "s3cret-0Vdm1GhsbT9q-marker";

test("whatever part of a request a secret is in, the log has none of it, and every refusal is found by its request id", async () => {
  const service = await openTestApp({ TINYTORCH_METRICS_TOKEN: `metrics-${secret}` });
  const ada = service.account("ada", "student");
  const teacher = service.account("teacher", "instructor");
  const json = { "content-type": "application/json" };
  const requests: readonly InjectOptions[] = [
    { url: `/${secret}` },
    { url: `/v1/submissions/${secret}` },
    { url: `/v1/runs/${secret}?token=${secret}` },
    { url: `/v1/audit?${secret}=1` },
    { url: `/v1/users?name=${secret}` },
    { url: "/v1/me", headers: { authorization: `Bearer ${secret}` } },
    { url: "/v1/me", headers: { authorization: `Basic ${secret}`, cookie: `session=${secret}` } },
    { url: "/v1/me", headers: { host: secret, "user-agent": secret, referer: `https://x/?${secret}` } },
    { url: "/metrics", headers: { authorization: `Bearer metrics-${secret}x` } },
    { method: "POST", url: "/v1/submissions", headers: json, payload: `{"password": "${secret}` },
    { method: "POST", url: "/v1/submissions", payload: { module: secret, files: { [secret]: secret } } },
    {
      method: "POST",
      url: "/v1/submissions",
      payload: { module: service.module, files: { [`src/${secret}.ts`]: "" } },
    },
    { method: "POST", url: "/v1/users", payload: { name: "x", role: secret, [secret]: secret } },
    { method: "POST", url: "/v1/webhooks", payload: { url: `https://user:${secret}@example.edu/` } },
    { method: "POST", url: "/v1/me/notifications", payload: { address: `${secret}@x\r\nBcc: y` } },
    { method: "POST", url: "/v1/submissions", headers: { "content-type": secret }, payload: secret },
  ];
  const ids: string[] = [];
  for (const request of requests) {
    for (const send of [ada.send, teacher.send, (options: InjectOptions) => service.app.inject(options)]) {
      const answer = await send(request);
      expect(answer.headers["x-request-id"]).toBeDefined();
      if (answer.statusCode >= 400) ids.push(answer.json().requestId);
    }
  }
  const log = service.log.join("");
  for (const text of [secret, ada.token, teacher.token]) expect(log).not.toContain(text);
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) expect(log).toContain(`"reqId":"${id}"`);
});

test("a route is logged with the ids in it, by which a submission is looked for", async () => {
  const service = await openTestApp();
  const id = "00000000-0000-4000-8000-000000000000";
  await service.account("ada", "student").send({ method: "GET", url: `/v1/submissions/${id}` });
  expect(service.log.join("")).toContain(`"route":"/v1/submissions/${id}"`);
});
