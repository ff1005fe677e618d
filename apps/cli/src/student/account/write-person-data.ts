import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { CliError } from "../../terminal/cli-error.ts";
import { print, printJson } from "../../terminal/terminal.ts";
import { display } from "../course/course-folder.ts";
import { writeNewFolder } from "../course/write-new-folder.ts";

const unpack = promisify(gunzip);
const most = 2 ** 30;

/** Writes what the service packed about a person into a new folder, and says so. @throws CliError */
export async function writePersonData(packed: Uint8Array, folder: string, json: boolean): Promise<void> {
  const { personDataSchema } = await import("@tinytorch/api");
  const text = await unpack(packed, { maxOutputLength: most }).catch(() => {
    throw new CliError(3, "the service must answer with packed data, got something else");
  });
  const { files } = personDataSchema.parse(JSON.parse(text.toString("utf8")));
  await writeNewFolder(folder, files);
  const count = Object.keys(files).length;
  if (json) return printJson({ folder, files: count });
  print(`In ${display(folder)}: ${count} files. README.txt says what is where.`);
}
