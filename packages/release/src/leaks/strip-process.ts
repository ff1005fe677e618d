import { stripTypeScriptTypes } from "node:module";
import { text } from "node:stream/consumers";

/** Takes the types out of files, with blanks in their place: a JSON object of texts comes in, and goes out. */
const texts: Readonly<Record<string, string>> = JSON.parse(await text(process.stdin));
const stripped = Object.entries(texts).map(([path, source]) => [path, stripTypeScriptTypes(source)]);
process.stdout.write(JSON.stringify(Object.fromEntries(stripped)));
