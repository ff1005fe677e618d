import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

export const retry = new Command("retry")
  .description("queue a dead letter again (instructors)")
  .argument("<id>", "its id, as `tito dead-letters` names it", wholeNumber(1))
  .option("--json", "print what is queued as one JSON document")
  .addHelpText("after", "\nExample:\n  tito retry 12")
  .action(async (id, { json }) => {
    const client = await openClient();
    await client.retryDeadLetter(id);
    if (json) return printJson({ id, queued: true });
    print(`Dead letter ${id} is queued again, with all its attempts before it.`);
  });
