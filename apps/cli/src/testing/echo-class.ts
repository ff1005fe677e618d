import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient, type Role } from "@tinytorch/api";
import { startAutograder } from "./autograder-process.ts";
import { echoCourse, runTito, type TitoRun } from "./run-tito.ts";

/** The echo course's one module, and a solution of it. */
export const module = "01-echo";
export const right =
  "export const echo = (v: number) => v;\nexport const sum = (v: number[]) => v.reduce((a, b) => a + b, 0);\n";

type Tito = (...args: readonly string[]) => Promise<TitoRun>;

export interface EchoStudent {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly client: Client;
  readonly tito: Tito;
  /** Hands in and waits for the grade. @returns the submission's id. */
  graded(text: string): Promise<string>;
}

/** A class of the echo course on a service of its own, for the tests of one file. */
export interface EchoClass {
  /** A folder that is gone with the service. */
  readonly folder: string;
  /** As its instructor. */
  readonly tito: Tito;
  /** Somebody new. */
  addStudent(): Promise<EchoStudent>;
  close(): Promise<void>;
}

export async function openEchoClass(): Promise<EchoClass> {
  const folder = await mkdtemp(join(tmpdir(), "tito-class-"));
  const autograder = await startAutograder(folder, { TINYTORCH_COURSE: echoCourse });
  const signedIn = async (name: string, role: Role) => ({
    TINYTORCH_URL: autograder.url,
    TINYTORCH_TOKEN: await autograder.addAccount(name, role),
    XDG_CONFIG_HOME: "/nonexistent",
  });
  const as =
    (env: Readonly<Record<string, string>>): Tito =>
    (...args) =>
      runTito(args, { env });
  let students = 0;
  return {
    folder,
    tito: as(await signedIn("teacher", "instructor")),
    async addStudent() {
      const name = `student${++students}`;
      const env = await signedIn(name, "student");
      const client = createClient({ baseUrl: autograder.url, token: env.TINYTORCH_TOKEN });
      return {
        ...{ name, env, client },
        tito: as(env),
        async graded(text) {
          const { id } = await client.submit({ module, files: { "src/index.ts": text } });
          for await (const _ of client.events(id));
          return id;
        },
      };
    },
    async close() {
      await autograder.stop();
      await rm(folder, { recursive: true });
    },
  };
}
