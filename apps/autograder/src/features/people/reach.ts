import { type Action, ApiError, grants, type Owner, type Role, reaches } from "@tinytorch/api";
import type { People } from "./store.ts";

/** Whether an account may do the action to what is somebody's, as both are by now: a role or a section may have changed. */
export function isReached(people: Pick<People, "owner">, action: Action, accountId: string, userId: string): boolean {
  const [account, owner] = [people.owner(accountId), people.owner(userId)];
  return account !== undefined && owner !== undefined && reaches(action, account, owner);
}

/**
 * A person, where the account may do the action to what is theirs.
 * @throws ApiError `not-found`, the same for who is not there and for whom the account does not reach.
 */
export function reachedPerson<Person extends Owner>(
  action: Action,
  account: Owner,
  person: Person | undefined,
): Person {
  if (person === undefined || !reaches(action, account, person)) throw new ApiError("not-found");
  return person;
}

/**
 * What is somebody's, where the account may do the action to it.
 * @throws ApiError `not-found`, the same for what is not there and for what is of somebody whom the account does not reach.
 */
export function reachedOf<Found extends { readonly userId: string }>(
  people: Pick<People, "owner">,
  action: Action,
  account: Owner,
  found: Found | undefined,
): Found {
  if (found === undefined) throw new ApiError("not-found");
  reachedPerson(action, account, people.owner(found.userId));
  return found;
}

/**
 * Lets an account do something to what is somebody's.
 * @throws ApiError `not-found` for who is not there and for whom the account may not see, the same; `forbidden` for others.
 */
export function requireReach(people: Pick<People, "byId">, action: Action, account: Owner, id: string): void {
  const owner = reachedPerson("people.read", account, people.byId(id));
  if (!reaches(action, account, owner)) {
    throw new ApiError("forbidden", {
      message: `This account may not change that of a person who is ${withArticle(owner.role)}.`,
    });
  }
}

/** @throws ApiError `forbidden` for a role that the account may not give or take. */
export function requireGrant(account: Pick<Owner, "role">, role: Role): void {
  if (grants[account.role].includes(role)) return;
  throw new ApiError("forbidden", {
    field: "role",
    message: `role: this account makes nobody ${withArticle(role)}, nor ends it.`,
  });
}

/** A role as a sentence has it. */
export function withArticle(role: string): string {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`;
}
