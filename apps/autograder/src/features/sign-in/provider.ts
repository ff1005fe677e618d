import * as oidc from "openid-client";
import type { OidcSettings } from "../../settings.ts";

const timeoutSeconds = 10;

/** What the browser keeps between its way to the provider and back. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who came back, by the provider's word. */
export interface Identified {
  readonly issuer: string;
  readonly subject: string;
  /** The claim that says who that is in the course; undefined when the provider does not say, or does not stand for it. */
  readonly claim: string | undefined;
}

/** The course's OpenID provider. */
export interface Provider {
  /** Where to send a browser, and what it must bring back. @throws when the provider does not answer. */
  begin(): Promise<{ readonly url: URL; readonly pending: Pending }>;
  /** Redeems what the browser brought back. @throws when the provider refuses, or anything does not belong together. */
  finish(search: string, pending: Pending): Promise<Identified>;
}

/** Authorization code with PKCE, state and nonce. The provider's configuration is read at the first sign-in. */
export function openProvider(settings: OidcSettings, redirectUri: string): Provider {
  let found: Promise<oidc.Configuration> | undefined;
  function configuration(): Promise<oidc.Configuration> {
    found ??= discover(settings).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  }

  return {
    async begin() {
      const config = await configuration();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid profile email",
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: "S256",
      });
      return { url, pending };
    },
    async finish(search, { state, nonce, verifier }) {
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri}${search}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("openid-client: the answer must have an ID token, got none");
      const { iss: issuer, sub: subject } = claims;
      // Many providers tell who somebody is at their own address alone.
      const told =
        settings.claim in claims || config.serverMetadata().userinfo_endpoint === undefined
          ? claims
          : await oidc.fetchUserInfo(config, tokens.access_token, subject);
      return { issuer, subject, claim: claimOf(settings.claim, told) };
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  return oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    // The settings take a plain address on this machine alone.
    { timeout: timeoutSeconds, execute: issuer.startsWith("http:") ? [oidc.allowInsecureRequests] : [] },
  );
}

/** An e-mail address that the provider has not verified may be anybody's. */
function claimOf(name: string, claims: Readonly<Record<string, unknown>>): string | undefined {
  const value = claims[name];
  if (typeof value !== "string" || value === "") return undefined;
  return name === "email" && claims.email_verified !== true ? undefined : value;
}
