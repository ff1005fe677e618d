import { Command } from "@commander-js/extra-typings";
import { listExceptions } from "./list-exceptions.ts";

export const listExtensions = new Command("list")
  .description("who has more time or more attempts, why and by whom (instructors; assistants those of their sections)")
  .option("--student <student>", "only those of one, by login, name, e-mail address or id")
  .option("--module <module>", "only those in 08-optimizers or 08")
  .option("--all", "those that were taken back too")
  .option("--json", "print them as one JSON document")
  .addHelpText("after", "\nExample:\n  tito extend list --module 08")
  .action((options) => listExceptions({ kinds: ["extension"], none: "No extensions.", ...options }));
