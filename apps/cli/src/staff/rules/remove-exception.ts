import { openClient } from "../../student/account/client.ts";
import { askFirst } from "../../terminal/ask-first.ts";
import { viewName } from "../../terminal/message-view.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { foundException, type Named } from "./found-exception.ts";

/** Takes back what holds for a student in a module, after a yes, and says the grade that comes of it. */
export async function removeException({ reason, yes = false, json = false, ...named }: Named & Why): Promise<void> {
  const client = await openClient();
  const { id, student, module: where } = await foundException(client, named);
  const whose = `the grade of ${viewName(student)} in ${where}`;
  const would = `taking it back could lower ${whose}`;
  if (!(await askFirst({ would, question: `Take it back? That could lower ${whose}.`, yes, json }))) {
    return print("Nothing was changed.");
  }
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
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}
