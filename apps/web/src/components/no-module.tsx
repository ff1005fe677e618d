import { Link } from "@tanstack/react-router";
import { Page } from "./page.tsx";

/** For an address that names a module which is none of the course's. */
export function NoModule({ module }: { readonly module: string }) {
  return (
    <Page title={`There is no module ${module}`}>
      <p>
        It may be mistyped, or not be part of this course. <Link to="/">Go to the course</Link>.
      </p>
    </Page>
  );
}
