import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { writePersonData } from "../student/account/write-person-data.ts";
import { requireNothingAt } from "../student/course/write-new-folder.ts";
import { CliError } from "../terminal/cli-error.ts";

export const exportPerson = new Command("export-person")
  .description("get everything that the service keeps about a person (instructors)")
  .argument("<name>", "the account's name")
  .requiredOption("--out <dir>", "a folder that is not there yet")
  .option("--json", "print where it is as one JSON document")
  .addHelpText("after", "\nExample:\n  tito export-person student-a --out student-a")
  .action(async (name, { out, json = false }) => {
    const folder = resolve(out);
    await requireNothingAt(folder);
    const client = await openClient();
    const [user] = (await client.users({ name })).users;
    if (user === undefined) throw new CliError(2, `the name must be an account's, got ${JSON.stringify(name)}`);
    await writePersonData(await client.personData(user.id), folder, json);
  });
