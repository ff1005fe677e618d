import type { AnyNode, Node } from "acorn";

/** The nodes directly inside a node, in the order of the source. */
export function childrenOf(node: Node): readonly AnyNode[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

/** Visits a node and all inside it; `visit` says of each whether to go inside. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean): void {
  if (visit(node)) for (const child of childrenOf(node)) walk(child, visit);
}

export function isFunction(node: AnyNode): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
