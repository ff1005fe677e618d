import { useState } from "react";
import { onSessionChange, sessionState } from "./session.ts";

/** What was typed and not sent, by where; it is gone with the page, which asks first, and with who typed it. */
const drafts = new Map<string, string>();
let typedBy: string | null = null;

onSessionChange(() => {
  const session = sessionState();
  const user = "user" in session ? session.user.id : null;
  if (session.kind === "signed-out" || (user !== null && user !== typedBy)) drafts.clear();
  typedBy = user ?? typedBy;
});

window.addEventListener("beforeunload", (event) => {
  if (drafts.size > 0) event.preventDefault();
});

/** A text that is still there when its form was closed and is opened again. Empty is as good as none. */
export function useDraft(place: string): readonly [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(place) ?? "");
  return [
    text,
    (next) => {
      if (next === "") drafts.delete(place);
      else drafts.set(place, next);
      setText(next);
    },
  ];
}
