import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The page's own colours, light and dark, for which its styles have names. */
export const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--ground)", fontSize: "0.9rem" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)", paddingBlock: "0.5rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "-3px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--raised)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in oklab, var(--raised) 70%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "light-dark(#cfe0ff, #2f4a78)",
  },
  "&.cm-focused .cm-matchingBracket, .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
  },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "light-dark(#fff0b8, #4a3d10)" },
  ".cm-searchMatch-selected": { backgroundColor: "light-dark(#ffd75e, #7a6210)" },
  ".cm-tooltip, .cm-panels": {
    color: "var(--text)",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line-strong)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--on-accent)",
    backgroundColor: "var(--accent)",
  },
  ".cm-described": { padding: "0.4rem 0.6rem", maxWidth: "34rem", whiteSpace: "pre-wrap" },
  ".cm-described p": { margin: "0.4rem 0 0", fontFamily: "system-ui, sans-serif" },
  ".cm-completionDetail": { color: "inherit" },
  ".cm-diagnostic": { color: "var(--text)", whiteSpace: "pre-wrap", maxWidth: "34rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--note)" },
  ".cm-panels input, .cm-panels button": {
    font: "inherit",
    color: "var(--text)",
    background: "var(--ground)",
    border: "1px solid var(--line-strong)",
  },
});

/** As code is coloured elsewhere on these pages. */
export const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword, tags.self, tags.null],
    color: "light-dark(#8a2b06, #ffab7d)",
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "light-dark(#1a6b34, #9adfb0)" },
  { tag: [tags.number, tags.bool], color: "light-dark(#7a4a00, #f3c46b)" },
  {
    tag: [tags.comment, tags.lineComment, tags.blockComment, tags.docComment],
    color: "var(--quiet)",
    fontStyle: "italic",
  },
  { tag: [tags.typeName, tags.className], color: "light-dark(#1f4f96, #9cc3ff)" },
]);
