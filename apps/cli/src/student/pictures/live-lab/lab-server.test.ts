// Lane: process

import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { type LabServer, serveLab } from "./lab-server.ts";

async function served(): Promise<LabServer> {
  const server = await serveLab("01-echo", 0);
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

function ask(url: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Answer> {
  const { method = "GET", host } = options;
  return new Promise((done, failed) => {
    const headers = host === undefined ? {} : { host };
    request(url, { method, headers }, async (response) =>
      done({ status: response.statusCode, headers: response.headers, body: await text(response) }),
    )
      .once("error", failed)
      .end();
  });
}

/** The first events of so many that the page is told, as it gets them. */
async function eventsOf(server: LabServer, count: number): Promise<readonly (readonly [string, unknown])[]> {
  const { body } = await fetch(`${server.url}events`);
  if (body === null) throw new Error("events: there must be a body, got none");
  let told = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    told += chunk;
    if (told.split("\n\n").length > count) break;
  }
  return Array.from(told.matchAll(/event: (\w+)\ndata: (.*)\n\n/g), ([, event = "", data = ""]) => [
    event,
    JSON.parse(data),
  ]);
}

const drawn = {
  kind: "drawn",
  frames: ["a picture"],
  sentence: null,
  plot: null,
  data: { value: 7 },
  printed: "",
} as const;
const failed = { kind: "failed", words: "The code ran out.", printed: "" } as const;

test("who comes late is told the last picture, what went wrong since, and that another is under way", async () => {
  const server = await served();
  expect(await eventsOf(server, 1)).toEqual([["lab", { module: "01-echo" }]]);
  server.onDrawing({ ...drawn, frames: ["an old one"] });
  server.onDrawing(failed);
  server.onDrawing(drawn);
  server.onDrawing(failed);
  server.onBegin();
  expect((await eventsOf(server, 4)).slice(1)).toEqual([
    ["drawn", drawn],
    ["failed", failed],
    ["begin", {}],
  ]);
});

test("the numbers are those of the last picture", async () => {
  const server = await served();
  expect((await ask(`${server.url}data.json`)).status).toBe(404);
  server.onDrawing(drawn);
  server.onDrawing(failed);
  const { status, body } = await ask(`${server.url}data.json`);
  expect({ status, data: JSON.parse(body) }).toEqual({ status: 200, data: { value: 7 } });
});

test("a request that names another host is refused, whatever it asks for", async () => {
  const server = await served();
  server.onDrawing(drawn);
  const { port } = new URL(server.url);
  for (const path of ["", "events", "data.json", "page.js"]) {
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) + 1}`]) {
      const { status, body } = await ask(`${server.url}${path}`, { host });
      expect({ status, body }).toEqual({ status: 421, body: `The host must be 127.0.0.1:${port}.\n` });
    }
  }
  expect((await ask(server.url, { host: `localhost:${port}` })).status).toBe(200);
});

test("any other method is refused, and so is any other path", async () => {
  const server = await served();
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const { status, headers } = await ask(server.url, { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: "GET" });
  }
  for (const path of ["page.html", "../lab-server.ts", "data", "events/"]) {
    expect((await ask(`${server.url}${path}`)).status).toBe(404);
  }
});

test("the page lets nothing in but its own script and style, by a new nonce each time", async () => {
  const server = await served();
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const { headers, body } = await ask(server.url);
      const policy = String(headers["content-security-policy"]);
      const [, nonce = ""] = /script-src 'nonce-([\w+/=]{24})'/.exec(policy) ?? [];
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("unsafe");
      expect(body.split(`nonce="${nonce}"`)).toHaveLength(3);
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
});

test("a port that is taken is one sentence", async () => {
  const port = Number(new URL((await served()).url).port);
  await expect(serveLab("01-echo", port)).rejects.toThrow(`the port must be free, got ${port} (EADDRINUSE)`);
});
