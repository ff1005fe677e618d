import { Link } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";

/** For an address that leads nowhere. */
export default function NotFoundPage() {
  return (
    <Page title="There is no page here">
      <p>
        The address leads nowhere: it may be mistyped, or what it named is gone. <Link to="/">Go to the course</Link>.
      </p>
    </Page>
  );
}
