import { Link } from "@tanstack/react-router";
import { Page } from "./page.tsx";

/** In place of a page that could not be shown: a mistake of ours, or a part of it that did not come. */
export function BrokenPage() {
  return (
    <Page title="This page could not be shown">
      <p>
        A part of it did not come, or something in it is wrong. Nothing that you handed in is lost. Load the page again;
        if that does not help, <Link to="/">go to the course</Link>.
      </p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </p>
    </Page>
  );
}
