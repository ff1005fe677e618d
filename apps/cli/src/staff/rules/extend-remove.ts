import { Command } from "@commander-js/extra-typings";
import { removeException } from "./remove-exception.ts";

export const removeExtension = new Command("remove")
  .description("take an extension back; that it was there stays on record (instructors)")
  .argument("<student>", "by login, name, e-mail address or id")
  .argument("<module>", "08-optimizers or 08")
  .option("--id <id>", "which one, by the beginning of its id, where several hold")
  .requiredOption("--reason <text>", "why, as it stands on record")
  .option("--yes", "do not ask, though it could lower the grade")
  .option("--json", "print it with the grade as one JSON document (needs --yes)")
  .addHelpText("after", '\nExample:\n  tito extend remove ada 08 --reason "It was for another course."')
  .action((student, module, options) => removeException({ kind: "extension", student, module, ...options }));
