import type { Client, Receipt } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { accountOf, addAccount, echoCourse, instructorOf, type RunningServer } from "@tinytorch/test-harness";

const students = ["studentA", "studentB", "studentC"];
export const module = "01-echo";

/** The reference solution: what everybody in these tests hands in. */
export async function solutionFiles(): Promise<SubmittedFiles> {
  const files = await (await openCourse(echoCourse)).module(module)?.solutionFiles();
  if (files === undefined) throw new Error(`the course must have ${module}`);
  return files;
}

/** An instructor and three students, whose accounts outlive the servers. */
export class Classroom {
  readonly #tokens: string[] = [];
  #turn = 0;
  /** What the service promised to keep. */
  readonly receipts: Receipt[] = [];

  instructor(server: RunningServer): Client {
    return instructorOf(server).client;
  }

  /** Makes the accounts on the first server. */
  async open(server: RunningServer): Promise<void> {
    if (this.#tokens.length > 0) return;
    for (const name of students) this.#tokens.push((await addAccount(server, name, "student")).token);
  }

  /** Hands in as the students in turn, and remembers the receipt. */
  async handIn(server: RunningServer, files: SubmittedFiles): Promise<Receipt> {
    const token = this.#tokens[this.#turn++ % students.length] ?? "";
    const receipt = await accountOf(server, token).client.submit({ module, files });
    this.receipts.push(receipt);
    return receipt;
  }
}
