import { type Owner, type PeopleQuery, peopleApi, reaches, sectionsOf } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { nameKey } from "../accounts/name-key.ts";
import { reachedPerson, requireGrant, requireReach } from "./reach.ts";

/** The people of the course: who they are, in which section, and whether they are still there. */
export const v1: RegisterRoutes = (app, { store: { people } }) => {
  const requireChange = (account: Owner, id: string) => requireReach(people, "people.change", account, id);

  serve(app, peopleApi, {
    people: ({ account, query }) => ({
      people: people.list().filter((person) => reaches("people.read", account, person) && meets(person, query)),
    }),
    person: ({ account, params }) => reachedPerson("people.read", account, people.byId(params.id)),
    changePerson({ account, params: { id }, body }) {
      requireChange(account, id);
      const role = people.byId(id)?.role;
      if (body.role !== undefined && role !== undefined && body.role !== role) {
        for (const each of [role, body.role]) requireGrant(account, each);
      }
      return people.change(account.id, id, body);
    },
    renamePerson({ account, params: { id }, body }) {
      requireChange(account, id);
      return people.change(account.id, id, body);
    },
    dropPerson({ account, params: { id } }) {
      requireChange(account, id);
      return people.change(account.id, id, { dropped: true });
    },
    restorePerson({ account, params: { id } }) {
      requireChange(account, id);
      return people.change(account.id, id, { dropped: false });
    },
  });
};

type Member = Owner & { readonly login: string; readonly droppedAt: string | null };

function meets(person: Member, { section, role, dropped, login }: PeopleQuery): boolean {
  if (section !== undefined && !sectionsOf(person.section).includes(section)) return false;
  if (role !== undefined && person.role !== role) return false;
  if (login !== undefined && nameKey(person.login) !== nameKey(login)) return false;
  return dropped === "all" || (person.droppedAt !== null) === (dropped === "yes");
}
