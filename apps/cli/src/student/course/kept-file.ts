import { join } from "node:path";
import type { z } from "zod";
import { CliError } from "../../terminal/cli-error.ts";
import { oneLine } from "../../terminal/explain-error.ts";
import { writeWhole } from "../../terminal/write-whole.ts";
import { display } from "./course-folder.ts";

export interface KeptFileOptions<Schema extends z.ZodType> {
  /** Below the course's `.tito`: `hints.json`. */
  readonly name: string;
  readonly schema: Schema;
  /** Who wrote it, as a sentence says it. */
  readonly writer: string;
  /** What to do when it is malformed. */
  readonly advice: string;
}

/** Something that `tito` keeps for a course. */
export interface KeptFile<Kept> {
  /** Null where nothing is kept. @throws CliError when the file is not what was written. */
  read(): Promise<Kept | null>;
  /** Whole or not at all. @throws CliError when it cannot be written. */
  write(kept: Kept): Promise<void>;
  /** What is said of a file that holds something else. */
  refused(got: string): CliError;
}

/** A JSON file in a course's `.tito`. */
export function keptFile<Schema extends z.ZodType>(
  course: string,
  { name, schema, writer, advice }: KeptFileOptions<Schema>,
): KeptFile<z.infer<Schema>> {
  const file = join(course, ".tito", name);
  const refused = (got: string) =>
    new CliError(2, `${display(file)} must be what ${writer} wrote, got ${got}: ${advice}`);
  return {
    refused,
    async read() {
      const { parseJson, readIfThere } = await import("@tinytorch/course-files");
      try {
        const text = await readIfThere(file);
        return text === null ? null : parseJson(text, name, (json) => schema.parse(json));
      } catch (error) {
        throw refused(await oneLine(error));
      }
    },
    async write(kept) {
      await writeWhole(file, `${JSON.stringify(kept, null, 2)}\n`).catch((error: NodeJS.ErrnoException) => {
        throw new CliError(2, `${display(file)} must be writable, got ${error.code}`);
      });
    },
  };
}
