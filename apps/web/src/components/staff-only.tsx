import { Link } from "@tanstack/react-router";
import type { Action } from "@tinytorch/api";
import type { ReactNode } from "react";
import { useMay } from "../session/use-may.ts";
import { Page } from "./page.tsx";

interface StaffOnlyProps {
  readonly action: Action;
  readonly title: string;
  readonly children: ReactNode;
}

/** A page for those who may do the action; anybody else reads whose it is and where their own things are. */
export function StaffOnly({ action, title, children }: StaffOnlyProps) {
  if (useMay(action)) return children;
  return (
    <Page title={title}>
      <p>
        This page is for those who teach the course. What is yours is under <Link to="/grades">Grades</Link>.
      </p>
    </Page>
  );
}
