import { Page } from "../components/page.tsx";
import { SignInWays } from "../session/sign-in-ways.tsx";

/** What whoever is not signed in sees at every address but the lab's. */
export default function SignedOutPage() {
  return (
    <Page title="You are signed out" lead="Sign in to see your course. You come back to this address then.">
      <div style={{ maxWidth: "30rem", marginTop: "1.5rem" }}>
        <SignInWays />
        <h2>Where do I get a token?</h2>
        <p>
          Your instructor sends you an invitation, a link that signs you in once, or gives you a token: the same that{" "}
          <code>tito login</code> takes.
        </p>
      </div>
    </Page>
  );
}
