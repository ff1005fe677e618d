import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { TypesClient } from "./types-client.ts";

/** The compiler's kinds as the editor's, where it has a sign for them. */
const kinds: Readonly<Record<string, string>> = {
  method: "method",
  property: "property",
  getter: "property",
  function: "function",
  class: "class",
  interface: "interface",
  type: "type",
  const: "constant",
  let: "variable",
  var: "variable",
  parameter: "variable",
  keyword: "keyword",
};

/** What types know of a file, as one writes and looks: names that could stand there, and what a name is. */
export function typesInEditor(path: string, client: () => TypesClient | null): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\w$]*$/);
    const isAfterDot = context.matchBefore(/\.\w*$/) !== null;
    if (word === null || (word.from === word.to && !isAfterDot && !context.explicit)) return null;
    const text = context.state.doc.toString();
    const found = await client()?.ask({ type: "complete", path: `/${path}`, text, at: context.pos });
    if (found === undefined || found.length === 0) return null;
    const options = found.map(
      ({ name, kind, rank }): Completion => ({ label: name, type: kinds[kind] ?? "text", boost: rank < "12" ? 1 : 0 }),
    );
    return { from: word.from, options, validFor: /^[\w$]*$/ };
  };

  const describe = hoverTooltip(async ({ state }, at) => {
    const found = await client()?.ask({ type: "describe", path: `/${path}`, text: state.doc.toString(), at });
    if (!found) return null;
    return {
      pos: found.from,
      end: found.to,
      above: true,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "cm-described";
        dom.append(Object.assign(document.createElement("code"), { textContent: found.type }));
        if (found.text !== "") dom.append(Object.assign(document.createElement("p"), { textContent: found.text }));
        return { dom };
      },
    };
  });

  return [autocompletion({ override: [complete] }), describe];
}
