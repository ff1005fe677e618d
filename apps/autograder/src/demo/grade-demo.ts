import { type Client, createClient, type Submission, type SubmissionEvent } from "@tinytorch/api";
import type { CourseModule } from "@tinytorch/course-files";
import type { TokenFiles } from "../token-files.ts";
import { demoModule, demoSubmissions } from "./demo-submissions.ts";

export interface DemoOptions {
  readonly address: string;
  readonly accountFiles: TokenFiles;
  readonly module: CourseModule;
  /** Called with each event of each demo student's submission. */
  readonly onEvent: (name: string, event: SubmissionEvent) => void;
}

export interface DemoGrade {
  readonly name: string;
  readonly submission: Submission;
}

/**
 * The demo, through the service's own HTTP interface: a ci account and four students whose submissions are
 * really graded. What an earlier start has done is kept and only read again, so a start that was cut short is finished
 * by the next.
 * @returns undefined when the data folder holds somebody's real course, which is left alone.
 */
export async function gradeDemo(options: DemoOptions): Promise<readonly DemoGrade[] | undefined> {
  const { address, accountFiles, module, onEvent } = options;
  const token = accountFiles.read("instructor");
  if (token === undefined) return undefined;
  const instructor = createClient({ baseUrl: address, token });
  const { rows } = await instructor.gradebook();
  const submissions = await demoSubmissions(module);
  const names = new Set(submissions.map(({ name }) => name));
  if (rows.some(({ student }) => !names.has(student.name))) return undefined;

  await clientOf("ci", "ci", instructor, options);
  const clients = [];
  for (const { name, files } of submissions) {
    clients.push({ name, files, client: await clientOf(name, "student", instructor, options) });
  }
  return Promise.all(
    clients.map(async ({ name, files, client }) => {
      const [before] = (await client.submissions({ module: demoModule, limit: 1 })).submissions;
      const { id } = before ?? (await client.submit({ module: demoModule, files, idempotencyKey: "demo" }));
      for await (const event of client.events(id)) onEvent(name, event);
      return { name, submission: await instructor.submission(id) };
    }),
  );
}

/** Signs in by the token on file, or makes the account. A token is on file before anything is handed in with it. */
async function clientOf(
  name: string,
  role: "student" | "ci",
  instructor: Client,
  { address, accountFiles }: DemoOptions,
): Promise<Client> {
  let token = accountFiles.read(name);
  if (token === undefined) {
    ({ token } = await instructor.createUser({ name, role }));
    accountFiles.write(name, token);
  }
  return createClient({ baseUrl: address, token });
}
