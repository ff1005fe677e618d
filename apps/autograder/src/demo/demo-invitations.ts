import { createClient } from "@tinytorch/api";
import type { TokenFiles } from "../token-files.ts";

/** Links that sign a browser in once, each as somebody of the demo. */
export interface DemoInvitations {
  readonly instructor: string;
  readonly student: string;
}

/** The student of the demo whose report has most to say. */
const student = "adam-without-bias-correction";

/**
 * Invites the demo's instructor and one of its students, anew at each start: links made earlier are worth nothing then.
 * @returns undefined in a data folder that has no such instructor or student.
 */
export async function inviteToDemo(
  address: string,
  accountFiles: Pick<TokenFiles, "read">,
): Promise<DemoInvitations | undefined> {
  const token = accountFiles.read("instructor");
  if (token === undefined) return undefined;
  const client = createClient({ baseUrl: address, token });
  const { id: instructorId } = await client.me();
  const [found] = (await client.users({ name: student })).users;
  if (found === undefined) return undefined;
  const { invitations } = await client.invite({ users: [instructorId, found.id] });
  const linkOf = (id: string) => invitations.find(({ user }) => user.id === id)?.link;
  const [forInstructor, forStudent] = [linkOf(instructorId), linkOf(found.id)];
  if (forInstructor === undefined || forStudent === undefined) return undefined;
  return { instructor: forInstructor, student: forStudent };
}
