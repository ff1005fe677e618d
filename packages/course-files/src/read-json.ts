import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { duplicateKey } from "./duplicate-key.ts";

/** Who mends a file mends these first: what is wrong beyond so many things is counted. */
const toldAtMost = 5;

/** A file that somebody wrote by hand and that is not what it must be; a sentence for each of the first things wrong. */
export class JsonFileError extends Error {
  override readonly name = "JsonFileError";
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    const more = sentences.length - toldAtMost;
    const told = more > 0 ? [...sentences.slice(0, toldAtMost), `and ${more} more like these`] : sentences;
    super(told.join("; "));
    this.sentences = told;
  }
}

/**
 * Reads a JSON file, with or without a byte-order mark, and checks it by `parse`.
 * @throws JsonFileError when it is no JSON, an object of it has a key twice, or `parse` refuses it; what the system says when
 *   it cannot be read.
 */
export async function readJson<Value>(path: string, parse: (json: unknown) => Value): Promise<Value> {
  return parseJson(await readFile(path, "utf8"), basename(path), parse);
}

/** The same of a text that is there already; `file` is what sentences call it. @throws JsonFileError */
export function parseJson<Value>(text: string, file: string, parse: (json: unknown) => Value): Value {
  const plain = text.replace(/^\uFEFF/, "");
  try {
    const json: unknown = JSON.parse(plain);
    const twice = duplicateKey(plain);
    if (twice !== undefined) throw new JsonFileError([`${file}: each key must be there once, got ${twice} twice`]);
    return parse(json);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) {
      throw new JsonFileError([`${file}: must be JSON, got ${error.message.replace(/\s+/g, " ")}`]);
    }
    if (!(error instanceof z.ZodError)) throw error;
    throw new JsonFileError(
      error.issues.map(({ path, message }) => [file, ...(path.length > 0 ? [path.join(".")] : []), message].join(": ")),
    );
  }
}
