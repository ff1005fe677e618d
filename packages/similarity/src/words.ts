import type { Language } from "web-tree-sitter";

/** What a node of the syntax tree adds to a file's words, and whether what is inside it is looked at. */
export interface NodeReading {
  readonly word: string | null;
  readonly enter: boolean;
}

const nothing: NodeReading = { word: null, enter: false };
const within: NodeReading = { word: null, enter: true };

/** Says nothing about who wrote it: comments, what is imported, types that can be added or left out. */
const left = new Set(["comment", "import_statement", "type_annotation", "type_parameters", "hash_bang_line"]);

/** Whatever it is called or says, it is the same word. */
const alike: Readonly<Record<string, string>> = {
  identifier: "name",
  property_identifier: "name",
  private_property_identifier: "name",
  shorthand_property_identifier: "name",
  shorthand_property_identifier_pattern: "name",
  statement_identifier: "name",
  type_identifier: "name",
  number: "number",
  string: "string",
  const: "let",
  let: "let",
  var: "let",
};

/** What stays of brackets that are left out, which a formatter may set or not. */
const opening: Readonly<Record<string, string>> = {
  arguments: "call",
  object: "object",
  template_string: "string",
};

/** Set by one formatter and not by another, or never without a word beside them. */
const marks = new Set([";", ",", "{", "}", "(", ")", "`", "${", "export", "string_fragment", "escape_sequence"]);

/**
 * How each kind of node is read, by its number in the grammar. Names, numbers and texts are one word each, so that renaming
 * changes nothing; comments, types, imports and what formatters set are left out.
 */
export function readingsOf(language: Language): readonly NodeReading[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => readingOf(language.nodeTypeForId(id) ?? ""));
}

function readingOf(type: string): NodeReading {
  if (left.has(type) || marks.has(type)) return nothing;
  const same = alike[type];
  if (same !== undefined) return { word: same, enter: false };
  const open = opening[type];
  return open === undefined ? within : { word: open, enter: true };
}
