import { useQuery } from "@tanstack/react-query";
import { service } from "./session.ts";
import { TokenForm } from "./token-form.tsx";

interface SignInWaysProps {
  readonly onSignedIn?: () => void;
}

/** Every way there is to sign in here, but an invitation, which comes as a link. */
export function SignInWays({ onSignedIn }: SignInWaysProps) {
  const ways = useQuery({ queryKey: ["sign-in-ways"], queryFn: ({ signal }) => service().signInWays({ signal }) });
  return (
    <>
      {ways.data?.oidc === true && (
        <p>
          <a className="button" href={`/v1/sign-in/oidc?to=${encodeURIComponent(here())}`}>
            Sign in with your institution's account
          </a>
        </p>
      )}
      <TokenForm {...(onSignedIn === undefined ? {} : { onSignedIn })} />
    </>
  );
}

/** Where one wanted to be: this page as it is, unless it is there for signing in alone. */
function here(): string {
  return location.pathname === "/sign-in" ? "/" : location.pathname + location.search;
}
