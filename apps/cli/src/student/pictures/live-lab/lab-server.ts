import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { CliError } from "../../../terminal/cli-error.ts";
import type { Drawing } from "./draw.ts";
import type { Viewer } from "./keep-drawing.ts";

const host = "127.0.0.1";

/** Nothing from elsewhere, nothing inline, and no page that frames this one. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

const headers = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export interface LabServer extends Viewer {
  readonly url: string;
  close(): void;
}

/**
 * A page on this machine alone that shows what a viewer is told, over server-sent events. It answers requests that name it by
 * its own address, so that no other site's name can be made to lead here.
 * @param port 0 for any that is free
 * @throws CliError when the port cannot be had.
 */
export async function serveLab(module: string, port: number): Promise<LabServer> {
  const [html, css, js] = await Promise.all(
    ["page.html", "page.css", "page.js"].map((file) => readFile(join(import.meta.dirname, "page", file), "utf8")),
  );
  const listeners = new Set<ServerResponse>();
  let [isDrawing, picture, problem]: [boolean, Drawing | null, Drawing | null] = [false, null, null];
  const send = (listener: ServerResponse, event: string, data: unknown) =>
    listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

  const listen = (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
    send(response, "lab", { module });
    for (const drawing of [picture, problem]) if (drawing !== null) send(response, drawing.kind, drawing);
    if (isDrawing) send(response, "begin", {});
    listeners.add(response);
    request.once("close", () => listeners.delete(response));
  };
  const answer = (response: ServerResponse, status: number, type: string, body: string, more = {}) =>
    response.writeHead(status, { ...headers, "content-type": `${type}; charset=utf-8`, ...more }).end(body);

  const server = createServer((request, response) => {
    const said = request.headers.host;
    if (said !== `${host}:${portOf()}` && said !== `localhost:${portOf()}`) {
      answer(response, 421, "text/plain", `The host must be ${host}:${portOf()}.\n`);
    } else if (request.method !== "GET") {
      answer(response, 405, "text/plain", "The method must be GET.\n", { allow: "GET" });
    } else if (request.url === "/") {
      const nonce = randomBytes(16).toString("base64");
      const more = { "content-security-policy": policy(nonce) };
      answer(response, 200, "text/html", html.replaceAll("NONCE", nonce), more);
    } else if (request.url === "/page.css") {
      answer(response, 200, "text/css", css);
    } else if (request.url === "/page.js") {
      answer(response, 200, "text/javascript", js);
    } else if (request.url === "/events") {
      listen(request, response);
    } else if (request.url === "/data.json" && picture?.kind === "drawn") {
      answer(response, 200, "application/json", `${JSON.stringify(picture.data, null, 2)}\n`);
    } else {
      answer(response, 404, "text/plain", "There is no such page.\n");
    }
  });
  const portOf = () => {
    const address = server.address();
    return address === null || typeof address === "string" ? port : address.port;
  };
  server.listen(port, host);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw new CliError(2, `the port must be free, got ${port} (${error.code ?? error.message})`);
  });

  const tell = (event: string, data: unknown) => {
    for (const listener of listeners) send(listener, event, data);
  };
  return {
    url: `http://${host}:${portOf()}/`,
    onBegin() {
      isDrawing = true;
      tell("begin", {});
    },
    onDrawing(drawing) {
      isDrawing = false;
      if (drawing.kind === "drawn") [picture, problem] = [drawing, null];
      else problem = drawing;
      tell(drawing.kind, drawing);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
