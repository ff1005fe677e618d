import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { requireNothingAt } from "../course/write-new-folder.ts";
import { openClient } from "./client.ts";
import { writePersonData } from "./write-person-data.ts";

export const myData = new Command("my-data")
  .description("get everything that the service keeps about you")
  .requiredOption("--out <dir>", "a folder that is not there yet")
  .option("--json", "print where it is as one JSON document")
  .addHelpText("after", "\nExample:\n  tito my-data --out my-data")
  .action(async ({ out, json = false }) => {
    const folder = resolve(out);
    await requireNothingAt(folder);
    const client = await openClient();
    await writePersonData(await client.myData(), folder, json);
  });
