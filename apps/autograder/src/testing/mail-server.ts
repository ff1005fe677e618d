import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { z } from "zod";

const program = join(import.meta.dirname, "smtp-process.ts");
const saidSchema = z.union([
  z.object({ port: z.number() }),
  z.object({ refused: z.string() }),
  z.object({ to: z.array(z.string()), letter: z.string() }),
]);

/** A letter as it came, with each header on a line of its own. */
export interface ReceivedLetter {
  readonly to: readonly string[];
  readonly head: string;
  readonly text: string;
}

/** A mail server on loopback, a process of its own, with the letters that it took; it refuses the first `refuse`. */
export async function mailServer(refuse = 0) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, REFUSE: String(refuse) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  });
  const letters: ReceivedLetter[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`mail server: it must go on, got exit ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = saidSchema.parse(JSON.parse(line));
      if ("port" in said) return resolve(said.port);
      if (!("letter" in said)) return;
      const [head = "", ...body] = said.letter.split("\r\n\r\n");
      letters.push({ to: said.to, head: head.replace(/\r\n[ \t]+/g, " "), text: decoded(body.join("\r\n\r\n")) });
    });
  });
  return { url: `smtp://127.0.0.1:${port}`, letters };
}

/** Quoted-printable, undone. */
function decoded(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replaceAll("\r\n", "\n");
}
