import { createRequire } from "node:module";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { readingsOf } from "./words.ts";

/** The words of a file, in order, each with the line it stands on, from 1. */
export interface Tokens {
  readonly words: readonly string[];
  readonly lines: readonly number[];
  /** The first line that could not be read as TypeScript; null when all could. */
  readonly brokenLine: number | null;
}

/** Reads files as TypeScript. Nothing of them is run. */
export interface Tokenizer {
  /** @returns null when reading took longer than it may. */
  tokenize(text: string): Tokens | null;
}

/** Milliseconds of processor time that one file may take to read: a thousand times what one of a module does. */
const readLimit = 5_000;

/** The number that tree-sitter gives to what it could not read. */
const errorType = 65_535;

/** Loads tree-sitter and its grammar of TypeScript, both as WebAssembly. */
export async function openTokenizer(): Promise<Tokenizer> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve("tree-sitter-typescript/tree-sitter-typescript.wasm");
  const language = await Language.load(grammar);
  const parser = new Parser().setLanguage(language);
  const readings = readingsOf(language);
  const names = Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? "");

  function parse(text: string): Tree | null {
    const before = processorMilliseconds();
    const tree = parser.parse(text, null, { progressCallback: () => processorMilliseconds() - before > readLimit });
    // What was begun would be gone on with at the next file.
    if (tree === null) parser.reset();
    return tree;
  }

  /** Goes through the tree without recursion, however deep it is. */
  function walk(tree: Tree, lineAt: (index: number) => number): Tokens {
    const [words, lines]: [string[], number[]] = [[], []];
    let brokenLine: number | null = null;
    const cursor = tree.walk();
    const add = (word: string) => {
      words.push(word);
      lines.push(lineAt(cursor.startIndex));
    };
    try {
      while (true) {
        const type = cursor.nodeTypeId;
        const reading = readings[type];
        if (type === errorType) brokenLine ??= lineAt(cursor.startIndex);
        if (reading?.word) add(reading.word);
        if (reading?.enter !== false) {
          if (cursor.gotoFirstChild()) continue;
          if (reading !== undefined && reading.word === null) add(names[type] ?? "");
        }
        while (!cursor.gotoNextSibling()) {
          if (!cursor.gotoParent()) return { words, lines, brokenLine };
        }
      }
    } finally {
      cursor.delete();
    }
  }

  return {
    tokenize(text) {
      const tree = parse(text);
      if (tree === null) return null;
      try {
        const tokens = walk(tree, lineCounter(text));
        // Some of what is broken is no node of its own, but one that was put in.
        return tree.rootNode.hasError && tokens.brokenLine === null ? { ...tokens, brokenLine: 1 } : tokens;
      } finally {
        tree.delete();
      }
    },
  };
}

/** Which line a place stands on, asked for places that mostly come in order. */
function lineCounter(text: string): (index: number) => number {
  let [line, next] = [1, text.indexOf("\n")];
  let last = 0;
  return (index) => {
    if (index < last) [line, next] = [1, text.indexOf("\n")];
    last = index;
    while (next !== -1 && next < index) {
      line += 1;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
