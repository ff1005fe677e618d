import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import icon from "../icon.svg";
import { openSession, signOut } from "../session/session.ts";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { useMay } from "../session/use-may.ts";
import { useSession } from "../session/use-session.ts";
import styles from "./layout.module.css";
import { Page } from "./page.tsx";
import { Problem } from "./problem.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

const SignedOut = lazy(() => import("../routes/signed-out.tsx"));

/** What anybody may read without being known. */
const forAnybody = /^\/(lab|sign-in)(\/|$)/;

/** Round every page: where one can go, and who one is. */
export function Layout() {
  const session = useSession();
  const teaches = useMay("gradebook.read");
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
          {teaches && <Link to="/gradebook">Gradebook</Link>}
          {teaches && <Link to="/questions">Questions</Link>}
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
      return <Outlet />;
  }
}
