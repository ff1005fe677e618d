import type { AnyNode, Program } from "acorn";
import { inBody } from "./compiled-module.ts";
import type { Edits } from "./edits.ts";
import { isFunction, walk } from "./walk.ts";

/** Lists of statements that a statement may be in the middle of. */
const bodies = new Set(["BlockStatement", "StaticBlock", "Program"]);

/** Before each statement, and each expression that is all of a function, a call that tells its line and its function; at a function's beginning, that it begins. */
export function addTicks(file: string, source: string, program: Program, edits: Edits): void {
  const lines = new Lines(source);
  const visit = (node: AnyNode, within: AnyNode | null) => {
    const ends: [at: number, text: string][] = [];
    const tick = (at: AnyNode) => {
      const start = within === null ? null : lines.at(parametersOf(within, source));
      const place = { file, line: lines.at(at.start).line, ...(start === null ? {} : { within: start }) };
      return `${inBody.tick}(${JSON.stringify(place)})`;
    };
    if (node.type === "ArrowFunctionExpression" && node.body.type !== "BlockStatement") {
      const inside = isFunction(node) ? node : within;
      const start = lines.at(parametersOf(inside ?? node, source));
      const place = JSON.stringify({ file, line: lines.at(node.body.start).line, within: start });
      edits.insert(node.body.start, `(${inBody.tick}(${place},true),`);
      ends.push([node.body.end, ")"]);
    }
    if (isFunction(node) && "body" in node && "type" in node.body && node.body.type === "BlockStatement") {
      const start = lines.at(parametersOf(node, source));
      const place = JSON.stringify({ file, line: lines.at(node.body.start).line, within: start });
      edits.insert(node.body.start + 1, `${inBody.tick}(${place},true);`);
    }
    if (bodies.has(node.type) && "body" in node && Array.isArray(node.body)) {
      for (const each of node.body) {
        if (!/^(Import|Export|Function|Class)/.test(each.type) && !("directive" in each)) {
          edits.insert(each.start, `${tick(each)};`);
        }
      }
    }
    if ("body" in node && /^(For|While|DoWhile)/.test(node.type)) {
      const body = node.body as AnyNode;
      if (body.type === "BlockStatement") edits.insert(body.start + 1, `${tick(node)};`);
      else {
        edits.insert(body.start, `{${tick(node)};`);
        ends.push([body.end, "}"]);
      }
    }
    const inner = isFunction(node) ? node : within;
    walk(node, (each) => {
      if (each === node) return true;
      visit(each, inner);
      return false;
    });
    // After those of what is inside, which may end at the same place.
    for (const [at, text] of ends) edits.insert(at, text);
  };
  visit(program, null);
}

/** V8 says that a function begins at its parameters. */
function parametersOf(node: AnyNode, source: string): number {
  if (node.type === "ArrowFunctionExpression") return node.start;
  const after = "id" in node && node.id ? node.id.end : node.start;
  return source.indexOf("(", after);
}

/** Lines from 1 and columns from 0, by places in a source. */
class Lines {
  readonly #starts: readonly number[];

  constructor(source: string) {
    this.#starts = [
      0,
      ...Array.from(source.matchAll(/\r\n|[\n\r\u2028\u2029]/g), (match) => match.index + match[0].length),
    ];
  }

  at(place: number): { readonly line: number; readonly column: number } {
    let line = this.#starts.length;
    while (line > 1 && (this.#starts[line - 1] ?? 0) > place) line -= 1;
    return { line, column: place - (this.#starts[line - 1] ?? 0) };
  }
}
