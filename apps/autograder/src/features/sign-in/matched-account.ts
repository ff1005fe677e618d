import { ApiError, normalName, type User } from "@tinytorch/api";
import type { OidcSettings, PersonField } from "../../settings.ts";
import type { Store } from "../../store.ts";
import type { Identified } from "./provider.ts";

type Stores = Pick<Store, "users" | "people" | "credentials">;

/** Who somebody is by what of a person a claim is; letters may differ in case. */
const byField: Readonly<Record<PersonField, (store: Stores, claim: string) => User | undefined>> = {
  name({ users }, claim) {
    const name = normalName(claim);
    const found = users.byName(name);
    return found !== undefined && folded(found.name) === folded(name) ? found : undefined;
  },
  email({ people }, claim) {
    const found = people.byEmail(claim.trim());
    return found === undefined ? undefined : { id: found.id, name: found.login, role: found.role };
  },
};

/**
 * The account of who came back from the provider: by its subject once they are linked, and the first time by the claim,
 * which links them. Who is no student is linked only when they are signed in to their account already: `signedIn`.
 * @throws ApiError `unknown-person` in a sentence, or `dropped`.
 */
export function matchedAccount(
  store: Stores,
  { field, claim: claimName }: Pick<OidcSettings, "field" | "claim">,
  { issuer, subject, claim }: Identified,
  signedIn: User | null,
): User {
  const linked = store.credentials.identities.account({ issuer, subject });
  if (linked !== undefined) return linked;
  if (claim === undefined) {
    throw unknown(`The provider does not say who you are: it gave no ${claimName} that it stands for.`);
  }
  const account = byField[field](store, claim);
  if (account === undefined) {
    throw unknown(`Nobody of this course has the ${field} ${capped(claim)}; ask those who teach it to add you.`);
  }
  if (store.people.byId(account.id)?.droppedAt !== null) throw new ApiError("dropped");
  if (account.role !== "student" && signedIn?.id !== account.id) {
    throw unknown(
      `${account.name} may do more than a student: sign in with a token or an invitation first, and then here to link the two.`,
    );
  }
  if (!store.credentials.link(account.id, { issuer, subject })) {
    throw unknown(`${account.name} signs in here as somebody else of the same provider already; ask an operator.`);
  }
  return account;
}

function unknown(message: string): ApiError {
  return new ApiError("unknown-person", { message });
}

function folded(name: string): string {
  return name.toLowerCase();
}

function capped(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
