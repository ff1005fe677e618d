import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/client.ts";
import { print } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";

export const retry = new Command("retry")
  .description("queue a dead letter again (instructors)")
  .argument("<id>", "its id, as `tito dead-letters` names it", wholeNumber(1))
  .addHelpText("after", "\nExample:\n  tito retry 12")
  .action(async (id) => {
    const client = await openClient();
    await client.retryDeadLetter(id);
    print(`Dead letter ${id} is queued again, with all its attempts before it.`);
  });
