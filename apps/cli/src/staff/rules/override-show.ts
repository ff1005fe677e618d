import { Command } from "@commander-js/extra-typings";
import { listExceptions } from "./list-exceptions.ts";

export const showOverrides = new Command("show")
  .description(
    "points given by hand and who is excused, why and by whom (instructors; assistants those of their sections)",
  )
  .option("--student <student>", "only those of one, by login, name, e-mail address or id")
  .option("--module <module>", "only those in 08-optimizers or 08")
  .option("--all", "those that were taken back too")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito override show --student ada --all")
  .action((options) =>
    listExceptions({
      kinds: ["override", "excuse"],
      none: "No points were given by hand, and nobody is excused.",
      ...options,
    }),
  );
