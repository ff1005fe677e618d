import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { colours, look } from "./look.ts";

/** What is wrong at a line of a file. */
export interface Fault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Where in the file it is, from 0; all of the line without. */
  readonly from?: number;
  readonly to?: number;
  readonly message: string;
  /** An error is the file's own; a warning is what a test found. */
  readonly severity: "error" | "warning";
}

interface EditorEvents {
  /** Somebody wrote. */
  onEdit(path: string, text: string): void;
  onSave(): void;
}

/** An editor of several files, of which one is shown. */
export interface CodeEditor {
  /** Shows a file with this text; what was written in it before can be undone still. */
  show(path: string, text: string, isEditable: boolean): void;
  /** Puts the cursor at a line, from 1, and the focus into the editor. */
  goTo(line: number): void;
  setFaults(faults: readonly Fault[]): void;
  close(): void;
}

/**
 * Opens an editor in an element. It lives in a shadow root, where its styles are sheets that the page's policy has nothing against.
 * @param more for all files: what a language knows of them.
 */
export function openEditor(
  place: HTMLElement,
  { onEdit, onSave }: EditorEvents,
  more: (path: string) => Extension,
): CodeEditor {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const states = new Map<string, EditorState>();
  const editable = new Compartment();
  const isEditableNow = new Map<string, boolean>();
  let shown = "";
  let faults: readonly Fault[] = [];
  const view = new EditorView({ root, parent: root });

  const save = () => {
    onSave();
    return true;
  };

  const mayEdit = (path: string, isEditable: boolean) => [
    EditorState.readOnly.of(!isEditable),
    EditorView.contentAttributes.of({ "aria-label": isEditable ? path : `${path}, to read`, tabindex: "0" }),
  ];

  const begin = (path: string, text: string, isEditable: boolean) =>
    EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), highlightActiveLineGutter(), history(), drawSelection(), indentOnInput()],
        ...[bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches()],
        ...[search({ top: true }), lintGutter(), javascript({ typescript: true }), syntaxHighlighting(colours), look],
        keymap.of([
          { key: "Mod-s", preventDefault: true, run: save },
          ...[...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap],
          ...[...completionKeymap, ...lintKeymap, indentWithTab],
        ]),
        EditorState.tabSize.of(2),
        editable.of(mayEdit(path, isEditable)),
        EditorView.updateListener.of((update) => {
          const isOwn = update.transactions.some((each) => each.annotation(Transaction.remote) !== true);
          if (update.docChanged && isOwn) onEdit(path, update.state.doc.toString());
        }),
        more(path),
      ],
    });

  const showFaults = () => {
    const { doc } = view.state;
    const own = faults.filter(({ file, line }) => file === shown && line <= doc.lines);
    const diagnostics = own.map(({ line, message, severity, ...place }): Diagnostic => {
      const { from, to, text } = doc.line(line);
      const begin = Math.min(place.from ?? from + (text.length - text.trimStart().length), doc.length);
      return { from: begin, to: Math.min(Math.max(place.to ?? to, begin), doc.length), message, severity };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  };

  return {
    show(path, text, isEditable) {
      if (path !== shown) {
        if (shown !== "") states.set(shown, view.state);
        shown = path;
        view.setState(states.get(path) ?? begin(path, text, isEditable));
        showFaults();
      }
      const before = view.state.doc;
      // Nothing is told to an editor in the midst of a word that it knows already.
      if (before.toString() !== text) {
        const changes = { from: 0, to: before.length, insert: text };
        view.dispatch({ changes, annotations: Transaction.remote.of(true) });
      }
      if (isEditableNow.get(path) !== isEditable) {
        isEditableNow.set(path, isEditable);
        view.dispatch({ effects: editable.reconfigure(mayEdit(path, isEditable)) });
      }
    },
    goTo(line) {
      const { doc } = view.state;
      const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    setFaults(found) {
      faults = found;
      showFaults();
    },
    close: () => view.destroy(),
  };
}
