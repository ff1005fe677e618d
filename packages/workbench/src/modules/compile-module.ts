import {
  type AnyNode,
  type ExportAllDeclaration,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type Identifier,
  type ImportDeclaration,
  type Literal,
  type Pattern,
  type Program,
  type Token,
  tokTypes,
} from "acorn";
import { type CompiledModule, inBody } from "./compiled-module.ts";
import { Edits } from "./edits.ts";
import { parseModule } from "./parse-module.ts";
import { addTicks } from "./ticks.ts";
import { isFunction, walk } from "./walk.ts";

export interface CompileOptions {
  /** Has each statement say where it is, for the search of a loop. */
  readonly ticking?: boolean | undefined;
}

/**
 * Makes a module a function body. A worker of a frame without an address has no modules but its own first one: what is to be
 * linked by our rules, and told of by the names of files, runs as functions do.
 *
 * @throws ModuleSyntaxError
 */
export function compileModule(file: string, source: string, { ticking = false }: CompileOptions = {}): CompiledModule {
  const tokens: Token[] = [];
  const program = parseModule(file, source, tokens);
  const edits = new Edits();
  partComments(tokens, edits);
  const compiling = new Compiling(source, edits, changingNames(program));
  for (const statement of program.body) compiling.statement(statement);
  const waits = replaceMeta(program, edits);
  if (ticking) addTicks(file, source, program, edits);
  return { ...compiling.parts(), body: withoutHashbang(edits.apply(source)), waits };
}

class Compiling {
  readonly #source: string;
  readonly #edits: Edits;
  readonly #changing: ReadonlySet<string>;
  readonly #specifiers = new Set<string>();
  readonly #imports: CompiledModule["imports"] = [];
  readonly #reexports: CompiledModule["reexports"] = [];
  readonly #stars: string[] = [];
  readonly #exports: { readonly exported: string; readonly local: string }[] = [];

  constructor(source: string, edits: Edits, changing: ReadonlySet<string>) {
    this.#source = source;
    this.#edits = edits;
    this.#changing = changing;
  }

  statement(node: Program["body"][number]): void {
    if (node.type === "ImportDeclaration") this.#import(node);
    else if (node.type === "ExportAllDeclaration") this.#exportAll(node);
    else if (node.type === "ExportDefaultDeclaration") this.#exportDefault(node);
    else if (node.type === "ExportNamedDeclaration") this.#exportNamed(node);
  }

  #import(node: ImportDeclaration): void {
    const specifier = this.#specifier(node.source);
    for (const each of node.specifiers) {
      const isDefault = each.type === "ImportDefaultSpecifier";
      const name = each.type === "ImportSpecifier" ? nameOf(each.imported) : isDefault ? "default" : "*";
      this.#imports.push({ specifier, name, local: each.local.name });
    }
    this.#blank(node);
  }

  #exportAll(node: ExportAllDeclaration): void {
    const specifier = this.#specifier(node.source);
    if (node.exported) this.#reexports.push({ specifier, name: "*", exported: nameOf(node.exported) });
    else this.#stars.push(specifier);
    this.#blank(node);
  }

  #exportDefault({ start, declaration }: ExportDefaultDeclaration): void {
    if ("id" in declaration && declaration.id && isDeclaration(declaration)) {
      this.#exports.push({ exported: "default", local: declaration.id.name });
      this.#edits.blank(start, declaration.start, this.#source);
      return;
    }
    this.#exports.push({ exported: "default", local: inBody.ofDefault });
    const words = this.#source.slice(start, declaration.start);
    const [first = ""] = words.split(/[\n\r]/);
    const rest = words.slice(first.length);
    this.#edits.replace(start, declaration.start, `let ${inBody.ofDefault} =${rest}`.padEnd(words.length));
  }

  #exportNamed(node: ExportNamedDeclaration): void {
    const { start, declaration, source, specifiers } = node;
    if (declaration) {
      for (const name of declaredNames(declaration)) this.#exports.push({ exported: name, local: name });
      this.#edits.blank(start, declaration.start, this.#source);
      return;
    }
    const specifier = source ? this.#specifier(source) : null;
    for (const { local, exported } of specifiers) {
      const [name, as] = [nameOf(local), nameOf(exported)];
      if (specifier === null) this.#exports.push({ exported: as, local: name });
      else this.#reexports.push({ specifier, name, exported: as });
    }
    this.#blank(node);
  }

  parts(): Omit<CompiledModule, "body" | "waits"> {
    const imported = new Map(this.#imports.map((each) => [each.local, each]));
    const own = this.#exports.filter(({ local }) => !isHandedOn(imported.get(local)));
    const handedOn = this.#exports.flatMap(({ exported, local }) => {
      const from = imported.get(local);
      return from !== undefined && isHandedOn(from) ? [{ specifier: from.specifier, name: from.name, exported }] : [];
    });
    return {
      specifiers: [...this.#specifiers],
      imports: this.#imports,
      reexports: [...this.#reexports, ...handedOn],
      stars: this.#stars,
      exports: own.map((each) => ({ ...each, changes: this.#changing.has(each.local) })),
    };
  }

  #specifier({ value }: Literal): string {
    const specifier = String(value);
    this.#specifiers.add(specifier);
    return specifier;
  }

  #blank({ start, end }: AnyNode): void {
    // A statement it stays: what comes after it does not go on with what was before.
    this.#edits.blank(start, end - 1, this.#source);
    this.#edits.replace(end - 1, end, ";");
  }
}

/** Whether an export is another module's name by way of this one: all its names under one are this one's. */
function isHandedOn(from: { readonly name: string } | undefined): boolean {
  return from !== undefined && from.name !== "*";
}

function isDeclaration(node: AnyNode): boolean {
  return node.type === "FunctionDeclaration" || node.type === "ClassDeclaration";
}

function nameOf(node: Identifier | Literal): string {
  return node.type === "Identifier" ? node.name : String(node.value);
}

function declaredNames(node: AnyNode): readonly string[] {
  if (node.type === "VariableDeclaration") return node.declarations.flatMap(({ id }) => boundNames(id));
  return (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id ? [node.id.name] : [];
}

function boundNames(pattern: Pattern | null): readonly string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((each) => boundNames(each.type === "RestElement" ? each.argument : each.value));
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** Names that something assigns to, wherever: those of a module's own among them have another value then. */
function changingNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.type === "AssignmentExpression") for (const name of boundNames(node.left as Pattern)) names.add(name);
    if (node.type === "UpdateExpression" && node.argument.type === "Identifier") names.add(node.argument.name);
    if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
      if (node.left.type !== "VariableDeclaration") for (const name of boundNames(node.left)) names.add(name);
    }
    return true;
  });
  return names;
}

/** Puts names for what a function cannot say. @returns whether the module waits outside of its functions. */
function replaceMeta(program: Program, edits: Edits): boolean {
  walk(program, (node) => {
    if (node.type === "ImportExpression") edits.replace(node.start, node.start + "import".length, inBody.dynamicImport);
    if (node.type === "MetaProperty" && node.meta.name === "import") edits.replace(node.start, node.end, inBody.meta);
    return true;
  });
  let waits = false;
  walk(program, (node) => {
    waits ||= node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
    waits ||= node.type === "VariableDeclaration" && node.kind === "await using";
    return !isFunction(node);
  });
  return waits;
}

/**
 * `a<!--b` is a comparison in a module; outside of one it begins a comment, unless something stands between its signs. What ends such a
 * comment, `-->` at a line's beginning, is no module anyway.
 */
function partComments(tokens: readonly Token[], edits: Edits): void {
  for (const [index, { start, end, type }] of tokens.entries()) {
    const [not, minus] = [tokens[index + 1], tokens[index + 2]];
    if (type !== tokTypes.relational || end - start !== 1 || not?.start !== end || minus?.start !== not.end) continue;
    if (not.type === tokTypes.prefix && minus.type === tokTypes.incDec) edits.insert(end, " ");
  }
}

/** A line that starts with `#!` is a comment in a file, and not in a function. */
function withoutHashbang(body: string): string {
  return body.startsWith("#!") ? `//${body.slice(2)}` : body;
}
