import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/javascript";

const kinds = ["keyword", "string", "number", "comment", "type"] as const;
type Kind = (typeof kinds)[number];

/** A piece of a line, and what it is where that has a colour. */
export interface Span {
  readonly text: string;
  readonly kind: Kind | null;
}

const typescript = parser.configure({ dialect: "ts" });
const highlighter = tagHighlighter([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword, tags.self, tags.null],
    class: "keyword",
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "string" },
  { tag: [tags.number, tags.bool], class: "number" },
  { tag: [tags.comment, tags.lineComment, tags.blockComment, tags.docComment], class: "comment" },
  { tag: [tags.typeName, tags.className], class: "type" },
]);

const isKind = (name: string): name is Kind => kinds.some((kind) => kind === name);

/** The lines of a text of TypeScript, each as pieces that together are its text. */
export function highlightedLines(text: string): readonly (readonly Span[])[] {
  const lines: Span[][] = [[]];
  highlightCode(
    text.replaceAll("\r\n", "\n"),
    typescript.parse(text.replaceAll("\r\n", "\n")),
    highlighter,
    (piece, classes) => lines.at(-1)?.push({ text: piece, kind: isKind(classes) ? classes : null }),
    () => lines.push([]),
  );
  return lines;
}
