import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseAst } from "rolldown/parseAst";

const packages = resolve(import.meta.dirname, "../../packages");

/** What the parser gives, as far as this reads it. */
interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

/**
 * The functions, constructors and public methods in a package's sources one of whose parameters is an object of options, by the
 * type that is written at it: `…Options`, `…Arguments`, `Bounds`, or an object spelled out.
 */
export function functionsWithOptions(name: string): string[] {
  const found: string[] = [];
  for (const file of globSync(`${packages}/${name}/src/**/*.ts`, { exclude: (path) => path.endsWith(".test.ts") })) {
    const { body } = parseAst(readFileSync(file, "utf8"), { lang: "ts" });
    for (const statement of body.filter(isNode)) {
      if (statement.type !== "ExportNamedDeclaration" || !isNode(statement.declaration)) continue;
      const { declaration } = statement;
      if (declaration.type === "FunctionDeclaration" && takesOptions(declaration)) found.push(nameOf(declaration.id));
      if (declaration.type === "ClassDeclaration") found.push(...methodsOf(declaration));
    }
  }
  return found.sort();
}

function methodsOf(declaration: Node): string[] {
  const owner = nameOf(declaration.id);
  const members = isNode(declaration.body) && Array.isArray(declaration.body.body) ? declaration.body.body : [];
  const isPublic = (member: Node) =>
    member.type === "MethodDefinition" &&
    member.accessibility !== "protected" &&
    isNode(member.key) &&
    member.key.type === "Identifier";
  return members
    .filter(isNode)
    .filter((member) => isPublic(member) && isNode(member.value) && takesOptions(member.value))
    .map((member) => (member.kind === "constructor" ? owner : `${owner}.${nameOf(member.key)}`));
}

function takesOptions({ params }: Node): boolean {
  return Array.isArray(params) && params.some((param) => isNode(param) && isOptionsType(typeOf(param)));
}

/** The type at a parameter, also where it has a default. */
function typeOf(param: Node): unknown {
  const target = param.type === "AssignmentPattern" && isNode(param.left) ? param.left : param;
  return isNode(target.typeAnnotation) ? target.typeAnnotation.typeAnnotation : null;
}

function isOptionsType(type: unknown): boolean {
  if (!isNode(type)) return false;
  if (type.type === "TSTypeLiteral") return true;
  return type.type === "TSTypeReference" && /(Options|Arguments|^Bounds)$/.test(nameOf(type.typeName));
}

function nameOf(id: unknown): string {
  return isNode(id) && typeof id.name === "string" ? id.name : "";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
