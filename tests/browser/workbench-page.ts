import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Rehearsal } from "@tinytorch/rehearsal";
import { buildWorkbench } from "@tinytorch/workbench/build";
import type { Drawn } from "@tinytorch/workbench/picture";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";

const types: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", json: "application/json" };

/** As the service has it for its pages: nothing but its own. */
const policy = "default-src 'self'; script-src 'self'; frame-src 'self'; object-src 'none'";

const html =
  '<!doctype html><title>TinyTorch</title><div id="frame"></div><script type="module" src="/page.js"></script>';

/** A server with a page that has the workbench open. */
export class WorkbenchServer {
  readonly #server: Server;
  readonly #folder: string;
  readonly origin: string;
  /** The addresses that were asked for. */
  readonly requested: readonly string[];

  private constructor(server: Server, folder: string, origin: string, requested: readonly string[]) {
    this.requested = requested;
    this.#server = server;
    this.#folder = folder;
    this.origin = origin;
  }

  /**
   * @param courseRoot the course whose modules there are.
   * @param scripts that the server has besides, by address: a page opened with `?runner=/address` takes one for its runner. One opened
   *   with `?frame=/address` takes another document for its frame, and gives it a second to become ready.
   */
  static async start(courseRoot: string, scripts: Readonly<Record<string, string>> = {}): Promise<WorkbenchServer> {
    const folder = await mkdtemp(join(tmpdir(), "workbench-"));
    const [script] = await Promise.all([pageScript(), buildWorkbench(courseRoot, folder)]);
    const requested: string[] = [];
    const server = createServer(async ({ url = "" }, response) => {
      requested.push(url);
      const name = url.slice("/workbench/".length);
      const send = (type: string, text: string | Buffer, headers = {}) => {
        response.writeHead(200, { "content-type": type, ...headers });
        response.end(text);
      };
      if (scripts[url] !== undefined) return send("text/javascript", scripts[url]);
      if (url === "/page.js") return send("text/javascript", script);
      if (!url.startsWith("/workbench/")) return send("text/html", html, { "content-security-policy": policy });
      const text = await readFile(join(folder, name)).catch(() => null);
      if (text === null) return response.writeHead(404).end();
      const headers = name === "frame.html" ? { "content-security-policy": "sandbox allow-scripts" } : {};
      return send(types[name.split(".").at(-1) ?? ""] ?? "text/plain", text, headers);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error(`server: it must have a port, got ${address}`);
    return new WorkbenchServer(server, folder, `http://127.0.0.1:${address.port}`, requested);
  }

  /** A tab with the workbench open in it. */
  async open(browser: Browser, query = ""): Promise<WorkbenchTab> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${this.origin}/${query}`);
    await page.locator("#frame[data-open]").waitFor({ state: "attached", timeout: 60_000 });
    return { page, complaints };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await rm(this.#folder, { recursive: true });
  }
}

export interface WorkbenchTab {
  readonly page: Page;
  /** What the browser said in its console. */
  readonly complaints: readonly string[];
}

/** A report without what no two runs have in common. */
export function timeless(report: Rehearsal): Rehearsal {
  return { ...report, tests: report.tests.map((test) => ({ ...test, milliseconds: 0 })) };
}

/** Runs a module's visible tests in a tab. */
export function runIn(
  { page }: WorkbenchTab,
  module: string,
  files: Readonly<Record<string, string>>,
): Promise<Rehearsal> {
  return page.evaluate<Rehearsal>(`window.workbench.run(${JSON.stringify(module)}, ${JSON.stringify(files)})`);
}

/** Draws a module's picture in a tab. */
export function drawIn(
  { page }: WorkbenchTab,
  module: string,
  files: Readonly<Record<string, string>>,
): Promise<Drawn | null> {
  return page.evaluate<Drawn | null>(`window.workbench.picture(${JSON.stringify(module)}, ${JSON.stringify(files)})`);
}

async function pageScript(): Promise<string> {
  const entry = "workbench-page-script";
  await using bundle = await rolldown({
    input: entry,
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? join(import.meta.dirname, entry) : null),
        load: (id) =>
          id.endsWith(entry)
            ? `import { assetsIn, openWorkbench } from "@tinytorch/workbench";
               const container = document.getElementById("frame");
               const given = Object.fromEntries(new URL(location.href).searchParams);
               const assets = { ...assetsIn("/workbench"), ...given };
               const start = given.frame === undefined ? {} : { startMilliseconds: 1_000 };
               window.workbench = await openWorkbench({ container, assets, patience: 4, ...start });
               container.dataset.open = "";`
            : null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  if (output.length !== 1) throw new Error(`the page's script must be one file, got ${output.length}`);
  return output[0].code;
}
