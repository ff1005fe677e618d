import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { namedPerson } from "../student/account/named-person.ts";
import { writePersonData } from "../student/account/write-person-data.ts";
import { requireNothingAt } from "../student/course/write-new-folder.ts";

export const exportPerson = new Command("export-person")
  .description("get everything that the service keeps about a person (instructors)")
  .argument("<name>", "by login, name, e-mail address or id")
  .requiredOption("--out <dir>", "a folder that is not there yet")
  .option("--json", "print where it is as one JSON document")
  .addHelpText("after", "\nExample:\n  tito export-person student-a --out student-a")
  .action(async (name, { out, json = false }) => {
    const folder = resolve(out);
    await requireNothingAt(folder);
    const client = await openClient();
    const { id } = await namedPerson(client, name);
    await writePersonData(await client.personData(id), folder, json);
  });
