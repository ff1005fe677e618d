import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient, type Receipt } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import type { RunningServer } from "./running-server.ts";

const root = join(import.meta.dirname, "../..");
const students = ["studentA", "studentB", "studentC"];
export const module = "08-optimizers";

/** The reference solution: what everybody in these tests hands in. */
export async function solutionFiles(): Promise<SubmittedFiles> {
  const files = await (await openCourse(root)).module(module)?.solutionFiles();
  if (files === undefined) throw new Error(`the course must have ${module}`);
  return files;
}

/** An instructor and three students, whose accounts outlive the servers. */
export class Classroom {
  readonly #folder: string;
  readonly #tokens: string[] = [];
  /** What the service promised to keep. */
  readonly receipts: Receipt[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  instructor({ address }: RunningServer): Client {
    const token = readFileSync(join(this.#folder, "tokens", "instructor"), "utf8").trim();
    return createClient({ baseUrl: address, token });
  }

  /** Makes the accounts on the first server. */
  async open(server: RunningServer): Promise<void> {
    if (this.#tokens.length > 0) return;
    const instructor = this.instructor(server);
    for (const name of students) {
      this.#tokens.push((await instructor.createUser({ name, role: "student" })).token);
    }
  }

  /** Hands in as the students in turn, and remembers the receipt. */
  async handIn({ address }: RunningServer, files: SubmittedFiles): Promise<Receipt> {
    const token = this.#tokens[this.receipts.length % students.length];
    const receipt = await createClient({ baseUrl: address, token }).submit({ module, files });
    this.receipts.push(receipt);
    return receipt;
  }
}
