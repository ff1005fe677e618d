import ts from "typescript-for-pages";
import type { Description, Suggestion, Texts, TypeFault } from "../../features/workbench/types/messages.ts";

/** As `modules/tsconfig.json` has it. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ["lib.es2024.d.ts", "lib.esnext.disposable.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  isolatedModules: true,
  skipLibCheck: true,
};

/** What a submission finds beside the language, where it is graded as well. */
const globals = `
declare const console: Record<"log" | "info" | "warn" | "error" | "debug" | "trace", (...items: unknown[]) => void>;
declare const performance: { now(): number };
declare function structuredClone<Value>(value: Value): Value;
declare function queueMicrotask(callback: () => void): void;
`;

/** More suggestions than this help nobody. */
const mostSuggestions = 400;

/** What the types of a module's files are and should be, kept up to date with them. */
export class ModuleTypes {
  /** All texts by path, each with how often it was another. */
  readonly #texts = new Map<string, { readonly text: string; readonly version: number }>();
  readonly #service: ts.LanguageService;
  #paths: readonly string[] = [];

  constructor(types: Texts, files: Texts) {
    for (const [path, text] of Object.entries({ ...types, "/globals.d.ts": globals })) this.#write(path, text);
    this.#service = ts.createLanguageService(this.#host());
    this.#take(files);
  }

  /** What is wrong with files as they are now. */
  check(files: Texts): readonly TypeFault[] {
    this.#take(files);
    return this.#paths.flatMap((path) =>
      [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)].map((each) =>
        faultOf(path, each),
      ),
    );
  }

  complete(path: string, text: string, at: number): readonly Suggestion[] {
    this.#takeOne(path, text);
    const found = this.#service.getCompletionsAtPosition(path, at, {
      includeCompletionsForModuleExports: false,
      includeCompletionsWithInsertText: false,
    });
    return (found?.entries ?? [])
      .slice(0, mostSuggestions)
      .map(({ name, kind, sortText }) => ({ name, kind, rank: sortText }));
  }

  describe(path: string, text: string, at: number): Description | null {
    this.#takeOne(path, text);
    const info = this.#service.getQuickInfoAtPosition(path, at);
    if (info === undefined) return null;
    const { start, length } = info.textSpan;
    return {
      from: start,
      to: start + length,
      type: ts.displayPartsToString(info.displayParts),
      text: ts.displayPartsToString(info.documentation),
    };
  }

  #take(files: Texts): void {
    for (const path of this.#paths) if (files[path] === undefined) this.#texts.delete(path);
    for (const [path, text] of Object.entries(files)) this.#write(path, text);
    this.#paths = Object.keys(files);
  }

  /** A file as it is now, which may have been made since files were checked last. */
  #takeOne(path: string, text: string): void {
    this.#write(path, text);
    if (!this.#paths.includes(path)) this.#paths = [...this.#paths, path];
  }

  #write(path: string, text: string): void {
    const before = this.#texts.get(path);
    if (before?.text !== text) this.#texts.set(path, { text, version: (before?.version ?? 0) + 1 });
  }

  /** The compiler's files are these texts, and nothing else is. */
  #host(): ts.LanguageServiceHost {
    const folders = new Set([...this.#texts.keys()].flatMap(foldersOf));
    return {
      getCompilationSettings: () => options,
      getCurrentDirectory: () => "/",
      getDefaultLibFileName: () => "/lib.es2024.d.ts",
      getScriptFileNames: () => ["/globals.d.ts", ...this.#paths],
      getScriptVersion: (path) => String(this.#texts.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#texts.get(path)?.text;
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: (path) => this.#texts.has(path),
      readFile: (path) => this.#texts.get(path)?.text,
      directoryExists: (path) => folders.has(path) || path.startsWith("/src"),
      getDirectories: () => [],
    };
  }
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/") || "/");
}

function faultOf(path: string, { file, start = 0, length = 0, messageText }: ts.Diagnostic): TypeFault {
  return {
    path,
    line: (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
    from: start,
    to: start + length,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  };
}
