import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Scripts, styles, fonts and workers of this origin alone, none of them inline; what is compiled is the library's kernels. */
const pageSecurity = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * What the workbench's frame may do is in its document, by the hash of its script; whoever opens it as a page gets one of no origin. A page
 * of this origin alone may have it inside.
 */
const frameSecurity = "sandbox allow-scripts; frame-ancestors 'self'";

const assets = "/assets/";
const workbench = "/workbench/";
const offLine = "/service-worker.js";
/** What is no page's address, whoever asks. */
const notPages = /^\/(v1|docs|assets|workbench|grading|metrics|healthz|readyz)(\/|$|\?)/;

/** What a browser shows, out of a folder that it was built into. */
export interface Pages {
  /** Whether somebody goes to an address of the pages: they say themselves when it leads nowhere. */
  isAddress(request: FastifyRequest): boolean;
  sendIndex(reply: FastifyReply): FastifyReply;
}

/** Serves the built pages: what is named by its hash is kept for ever, and the page that names it is asked for every time. */
export async function servePages(app: FastifyInstance, folder: string): Promise<Pages> {
  const index = readFileSync(join(folder, "index.html"));
  const sendIndex = (reply: FastifyReply) =>
    reply
      .header("content-security-policy", pageSecurity)
      .header("cache-control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(index);
  await app.register(fastifyStatic, {
    root: join(folder, assets),
    prefix: assets,
    index: false,
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    // A worker is held to the policy that came with its script.
    setHeaders: (reply) => void reply.header("content-security-policy", pageSecurity),
  });
  const serviceWorker = join(folder, offLine);
  if (existsSync(serviceWorker)) {
    const script = readFileSync(serviceWorker);
    app.get(offLine, { schema: { hide: true } }, (_request, reply) =>
      reply
        .header("content-security-policy", pageSecurity)
        .header("cache-control", "no-cache")
        .type("text/javascript; charset=utf-8")
        .send(script),
    );
  }
  app.get("/", { schema: { hide: true } }, (_request, reply) => sendIndex(reply));
  return {
    isAddress: ({ method, url, headers: { accept = "" } }) =>
      (method === "GET" || method === "HEAD") && accept.includes("text/html") && !notPages.test(url),
    sendIndex,
  };
}

/**
 * Serves the workbench's programs, at an address with the hash that their folder is named by. What it has of modules is not among them: that
 * is for who may read the course, by the API.
 */
export async function serveWorkbench(app: FastifyInstance, folder: string): Promise<void> {
  const frame = join(folder, "frame.html");
  await app.register(fastifyStatic, {
    root: folder,
    prefix: `${workbench}${basename(folder)}/`,
    index: false,
    decorateReply: false,
    preCompressed: true,
    immutable: true,
    maxAge: "365d",
    allowedPath: (path) => /^\/[a-z]+\.(html|js|json)$/.test(path),
    setHeaders(reply, path) {
      if (path !== frame) return;
      reply.header("content-security-policy", frameSecurity);
      reply.header("x-frame-options", "SAMEORIGIN");
      // What is of no origin cannot be kept apart by its origin.
      reply.removeHeader("origin-agent-cluster");
    },
  });
}

/** Whether a request is for a part of the pages, which is the same for everybody and costs little. */
export function isAsset({ url }: FastifyRequest): boolean {
  return url.startsWith(assets) || url.startsWith(workbench) || url === offLine;
}
