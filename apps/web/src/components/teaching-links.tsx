import { Link } from "@tanstack/react-router";
import type { Action } from "@tinytorch/api";
import { useMay } from "../session/use-may.ts";

const pages = [
  { to: "/gradebook", title: "Gradebook", action: "gradebook.read" },
  { to: "/questions", title: "Questions", action: "question.answer" },
  { to: "/deadlines", title: "Deadlines", action: "gradebook.read" },
  { to: "/roster", title: "Roster", action: "people.read" },
  { to: "/operations", title: "Operations", action: "queue.mend" },
  { to: "/audit", title: "Audit", action: "audit.read" },
] as const satisfies readonly { readonly action: Action; readonly [more: string]: string }[];

/** The pages of those who teach, each for whom it is for. */
export function TeachingLinks() {
  return pages.map((page) => <TeachingLink key={page.to} {...page} />);
}

function TeachingLink({ to, title, action }: (typeof pages)[number]) {
  return useMay(action) && <Link to={to}>{title}</Link>;
}
