import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { NotificationKind } from "@tinytorch/api";
import { renderTable } from "../../terminal/table.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { openClient } from "./client.ts";

const kinds: Readonly<Record<string, NotificationKind>> = {
  receipt: "submission.received",
  graded: "submission.graded",
  changed: "grade.changed",
  answered: "question.answered",
};

export const notify = new Command("notify")
  .description("choose what you are told by e-mail")
  .option("--on <kind>", `be told of it: ${Object.keys(kinds).join(", ")}`, collect)
  .option("--off <kind>", "be told of it no more", collect)
  .option("--to <address>", "where; `none` takes your address away")
  .option("--json", "print your choices as one JSON document")
  .addHelpText("after", "\nExample:\n  tito notify --to ada@example.edu --on receipt")
  .action(async ({ on = [], off = [], to, json }) => {
    const client = await openClient();
    const changes = on.length + off.length > 0 || to !== undefined;
    const address = to === undefined ? {} : { address: to === "none" ? null : to };
    const chosen = changes
      ? await client.setNotifications({ on: [...on], off: [...off], ...address })
      : await client.notifications();
    if (json) return printJson(chosen);
    const rows = Object.entries(kinds).map(([name, kind]) => [name, chosen.kinds[kind] ? "on" : "off"]);
    print(await renderTable(["What", "E-mail"], rows));
    print(
      chosen.address === null
        ? "You gave no address: nothing is sent. `tito notify --to ADDRESS` gives one."
        : `To ${chosen.address}.`,
    );
  });

function collect(name: string, before: readonly NotificationKind[] = []): readonly NotificationKind[] {
  const kind = kinds[name];
  if (kind === undefined) throw new InvalidArgumentError(`It must be one of ${Object.keys(kinds).join(", ")}.`);
  return [...before, kind];
}
