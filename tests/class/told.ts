import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { type WebhookMessage, webhookMessageSchema } from "@tinytorch/api";
import { onTestFinished } from "vitest";
import { z } from "zod";

const mailProgram = join(import.meta.dirname, "../../apps/autograder/src/testing/smtp-process.ts");
const saidSchema = z.union([z.object({ port: z.number() }), z.object({ to: z.array(z.string()), letter: z.string() })]);

/** A letter as it came. */
export interface Letter {
  readonly to: string;
  readonly text: string;
}

/** Who is told by the service: a receiver of webhooks, and a mail server as a process of its own, both on loopback. */
export interface Told {
  readonly hookUrl: string;
  readonly smtpUrl: string;
  readonly messages: readonly WebhookMessage[];
  readonly letters: readonly Letter[];
}

export async function openTold(): Promise<Told> {
  const messages: WebhookMessage[] = [];
  const letters: Letter[] = [];
  const [hookUrl, smtpUrl] = await Promise.all([openHook(messages), openMail(letters)]);
  return { hookUrl, smtpUrl, messages, letters };
}

async function openHook(messages: WebhookMessage[]): Promise<string> {
  const server = createServer(async (request, response) => {
    messages.push(webhookMessageSchema.parse(JSON.parse(await text(request))));
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("receiver: it must listen");
  return `http://127.0.0.1:${address.port}/hook`;
}

async function openMail(letters: Letter[]): Promise<string> {
  const child = spawn(process.execPath, [mailProgram], {
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`mail server: it must go on, got exit ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = saidSchema.parse(JSON.parse(line));
      if ("port" in said) return resolve(said.port);
      const body = said.letter.split("\r\n\r\n").slice(1).join("\r\n\r\n");
      letters.push({ to: said.to.join(), text: decoded(body) });
    });
  });
  return `smtp://127.0.0.1:${port}`;
}

/** Quoted-printable, undone. */
function decoded(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}
