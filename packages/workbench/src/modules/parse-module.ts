import { type Program, parse, type Token } from "acorn";
import { inEngineWords } from "./engine-words.ts";

/** A file is not the language: what is said of it, and where. Lines and columns count from 1. */
export class ModuleSyntaxError extends SyntaxError {
  /** @param place comes at the message's end, as V8 has it where submissions are graded. */
  constructor(said: string, file: string, place: { readonly line: number; readonly column: number }) {
    super(`${said} [${file}:${place.line}:${place.column}]`);
  }
}

/** A module's tree. @param tokens are added to, in their order. @throws ModuleSyntaxError */
export function parseModule(file: string, source: string, tokens: Token[] = []): Program {
  try {
    return parse(source, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true, onToken: tokens });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { readonly loc?: { readonly line: number; readonly column: number } };
    const said = error.message.replace(/ \(\d+:\d+\)$/, "");
    throw new ModuleSyntaxError(inEngineWords(said), file, { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 });
  }
}
