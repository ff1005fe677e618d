/** What a student reads when a file does not load: what is wrong, and what to write instead. Each is one line. */

/** A text of the submission's, or of an engine that quotes it: one line without anything that a terminal would obey, or that is a blank by another name. */
export function oneLine(text: string, length = 300): string {
  return text
    .replace(/[\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]+/gu, " ")
    .trim()
    .slice(0, length);
}

const brokeTheParser = "it cannot be read: something in it nests too deep, or a name is too long";

/** Whether a problem is that the parser broke over its file: what it says of files after that is not to be believed. */
export function saysItBrokeTheParser({ message }: { readonly message: string }): boolean {
  return message === brokeTheParser;
}

/** Its types are not stripped within the limit. */
export function slowToRead(milliseconds: number): string {
  return `it takes longer than ${milliseconds / 1000} s to read: make it shorter, or write it more simply`;
}

/** The files before it have taken all the time that there is. */
export function notRead(milliseconds: number): string {
  return `it was not read, for the files before it take longer than ${milliseconds / 1000} s: mend those first`;
}

export const endedItsParser =
  "it cannot be read: that takes too much memory, so make it shorter or write it more simply";

/** Texts by which the TypeScript parser says that something needs more than its types to go. */
const unsupported: readonly (readonly [said: RegExp, words: string])[] = [
  [
    /enum/,
    'an enum cannot be run as it stands: write `const Mode = { A: 0, B: 1 } as const;` or the type `"a" | "b"` instead',
  ],
  [
    /parameter property/,
    "a parameter property (`constructor(readonly rate: number)`) cannot be run as it stands: declare the field, and write `this.rate = rate;` in the constructor",
  ],
  [
    /namespace|`module` keyword/,
    "a namespace cannot be run as it stands: export its functions and constants from a file of their own",
  ],
  [/angle-bracket/, "a cast in angle brackets cannot be run as it stands: write `value as T` instead of `<T>value`"],
  [/bug in Node\.js/, brokeTheParser],
  [/import equals/, 'write `import { name } from "./file.ts";` instead of `import name = …`'],
  [/export assignment/, "write `export { name };` or `export default name;` instead of `export = name`"],
];

/** Why types could not be stripped from a file. `at` is the text at the place. */
export function unreadable(said: string, at: string): string {
  const words = unsupported.find(([pattern]) => pattern.test(said))?.[1];
  return words ?? syntaxError(said, at);
}

/** Why a file is not the language. `at` is the text at the place. */
export function syntaxError(said: string, at: string): string {
  if (at.startsWith("@")) return "decorators cannot be run here: call the function that the decorator is yourself";
  const token = oneLine(/^(?:[\w$]+|\S)/.exec(at)?.[0] ?? "", 30);
  const what = oneLine(said.replace(/ \[[^\]]*:\d+:\d+\]$/, ""));
  const extra =
    token === "}" || token === ")" || token === "]" ? "; is there one too many, or does an opening one lack?" : "";
  return `syntax error${token === "" ? "" : ` at \`${token}\``}: ${what}${extra}`;
}

/** What is asked for at home and is not there, with what there is instead. */
const absent: ReadonlyMap<string, string> = new Map([
  ...["process", "Buffer", "require", "module", "exports", "__dirname", "__filename", "global"].map(
    (name) => [name, "your code runs without Node, and what it works on comes as arguments"] as const,
  ),
  ...["window", "document", "navigator", "localStorage", "alert"].map(
    (name) => [name, "your code runs without a browser, and what it works on comes as arguments"] as const,
  ),
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate"].map(
    (name) => [name, "nothing waits here, so call the function itself"] as const,
  ),
  ...["fetch", "XMLHttpRequest", "WebSocket", "Request", "Response", "URL"].map(
    (name) => [name, "there is no network, and what your code works on comes as arguments"] as const,
  ),
  ...["WebAssembly", "SharedArrayBuffer", "Atomics", "Worker"].map(
    (name) => [name, "write it with plain arrays and typed arrays"] as const,
  ),
  ["crypto", "draw from a Generator of @tinytorch/tensor, or from Math.random"],
]);

/** The name that an error says is not there; undefined when it says something else. */
export function undefinedName(name: string, message: string): string | undefined {
  return name === "ReferenceError" ? /^([\w$]{1,60}) is not defined$/.exec(message)?.[1] : undefined;
}

/** What to say of a name that is there in Node or a browser, and not where submissions run; null of any other. */
export function absentWords(name: string | undefined): string | null {
  const instead = name === undefined ? undefined : absent.get(name);
  return instead === undefined ? null : `\`${name}\` is not there: ${instead}`;
}

/** A file threw as it was run. The text is its own, and is told as such. */
export function threw(name: string, message: string): string {
  const missing = undefinedName(name, message);
  if (missing !== undefined) {
    return absentWords(missing) ?? `\`${missing}\` is not there: declare it, or import it from where it is`;
  }
  const said = oneLine([oneLine(name, 60), message].filter((each) => each !== "").join(": ")).replaceAll('"', "'");
  return `it stops with an error as it is loaded; the submission says: "${said}"`;
}

export function neverEnds(milliseconds: number): string {
  return `it never ends as it is loaded, and was stopped after ${milliseconds / 1000} s${neverEndsAdvice}`;
}

const neverEndsAdvice = ": look for a loop outside of your functions";

/** Whether a problem is that its file never ends. */
export function saysItNeverEnds({ message }: { readonly message: string }): boolean {
  return message.endsWith(neverEndsAdvice) || message === awaitsForEver;
}

export const awaitsForEver = "it waits for ever as it is loaded: an `await` outside of your functions never ends";

export const outOfMemoryAtLoad = "it ran out of memory as it was loaded";

/** A package has no such name, or has it as a type alone: which of the two is not known where code runs. */
export function notExported(name: string, specifier: string): string {
  return `${JSON.stringify(oneLine(specifier, 100))} exports no value named ${name}: if it is a type write \`import type { ${name} }\`, else look at how it is spelled and exported there`;
}

/** A file of the submission has a name as a type alone. */
export function exportedAsType(name: string, specifier: string): string {
  return `${JSON.stringify(oneLine(specifier, 100))} exports ${name} as a type: write \`import type { ${name} }\``;
}

/** A file of the submission has no such name, and another much like it. */
export function misspelled(name: string, specifier: string, near: string): string {
  return `${JSON.stringify(oneLine(specifier, 100))} exports no value named ${name}; did you mean ${near}?`;
}

/** A file of the submission has no such name, and is asked for it by another. */
export function lacksValue(name: string, importer: string): string {
  return `it exports no value named ${name}, which ${importer} imports`;
}

/** A file of the submission has no default export. */
export function withoutDefault(specifier: string): string {
  return `${JSON.stringify(oneLine(specifier, 100))} has no default export: import what is there by its name, in braces`;
}

export function exportedTwice(name: string, specifier: string): string {
  const from = JSON.stringify(oneLine(specifier, 100));
  return `${from} has several values named ${name} from files that it hands on by \`export *\`: name the one that is meant there, as in \`export { ${name} } from …\``;
}
