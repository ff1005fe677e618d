import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Fragment, lazy, Suspense } from "react";
import icon from "../icon.svg";
import { openSession, signOut } from "../session/session.ts";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { useSession } from "../session/use-session.ts";
import styles from "./layout.module.css";
import { Page } from "./page.tsx";
import { Problem } from "./problem.tsx";
import { TeachingLinks } from "./teaching-links.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

const SignedOut = lazy(() => import("../routes/signed-out.tsx"));

/** What anybody may read without being known. */
const forAnybody = /^\/(lab|sign-in)(\/|$)/;

/** Round every page: where one can go, and who one is. */
export function Layout() {
  const session = useSession();
  const known = session.kind === "signed-in" || session.kind === "ended";
  return (
    <>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <header className={styles.header}>
        <Link to="/" className={styles.name}>
          <img src={icon} alt="" width="28" height="28" />
          TinyTorch
        </Link>
        <nav aria-label="Pages" className={styles.pages}>
          {known && <Link to="/">Course</Link>}
          {known && <Link to="/grades">Grades</Link>}
          <TeachingLinks />
          <Link to="/lab">Lab</Link>
        </nav>
        <div className={styles.person}>
          {known && <span className={styles.who}>{session.user.name}</span>}
          {known && (
            <button type="button" onClick={() => void signOut()}>
              Sign out
            </button>
          )}
          <ThemeChoice />
        </div>
      </header>
      <Inside />
      <SignInAgain />
    </>
  );
}

function Inside() {
  const session = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (forAnybody.test(path)) return <Outlet />;
  switch (session.kind) {
    case "opening":
      return <main id="main" className={styles.waiting} aria-busy="true" />;
    case "unreachable":
      return (
        <Page title="The service does not answer">
          <Problem error={new Error("You are still signed in here. Try again in a moment.")} retry={openSession} />
        </Page>
      );
    case "signed-out":
      return (
        <Suspense fallback={<main id="main" className={styles.waiting} aria-busy="true" />}>
          <SignedOut />
        </Suspense>
      );
    default:
      // Somebody else's page is another page: what was asked for, typed or made by the one before goes with it.
      return (
        <Fragment key={session.user.id}>
          <Outlet />
        </Fragment>
      );
  }
}
