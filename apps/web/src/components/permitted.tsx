import { Link } from "@tanstack/react-router";
import type { Action } from "@tinytorch/api";
import type { ReactNode } from "react";
import { useMay } from "../session/use-may.ts";
import { Page } from "./page.tsx";

interface PermittedProps {
  /** What one does here. */
  readonly action: Action;
  readonly title: string;
  readonly children: ReactNode;
}

/** A page of those who may do something; everybody else is told so, and nothing is asked of the service. */
export function Permitted({ action, title, children }: PermittedProps) {
  if (useMay(action)) return children;
  return (
    <Page title={title}>
      <p>
        This page is for those who teach the course, and your account is none of theirs.{" "}
        <Link to="/">Go to the course</Link>.
      </p>
    </Page>
  );
}
