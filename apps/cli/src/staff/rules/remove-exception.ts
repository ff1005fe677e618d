import { openClient } from "../../student/account/client.ts";
import { viewName } from "../../terminal/message-view.ts";
import { printJson } from "../../terminal/terminal.ts";
import { foundException, type Named } from "./found-exception.ts";

/** Takes back what holds for a student in a module, and says the grade that comes of it. */
export async function removeException({ reason, json, ...named }: Named & Why): Promise<void> {
  const client = await openClient();
  const { id } = await foundException(client, named);
  const answer = await client.withdrawException(id, { because: reason });
  if (json) return printJson(answer);
  const [{ viewWhat }, { printDone }] = await Promise.all([
    import("../../student/submissions/exception-view.ts"),
    import("../../student/submissions/grade-view.ts"),
  ]);
  const { exception } = answer;
  printDone(`Taken back of ${viewName(exception.student)} in ${exception.module}: ${viewWhat(exception)}.`, answer);
}

interface Why {
  readonly reason: string;
  readonly json?: boolean | undefined;
}
