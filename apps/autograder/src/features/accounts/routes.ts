import { accountsApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { requireGrant } from "../people/reach.ts";

/** Accounts. */
export const v1: RegisterRoutes = (app, { store }) => {
  serve(app, accountsApi, {
    me: ({ account: { id, name, role } }) => ({ id, name, role }),
    users({ query: { name } }) {
      if (name === undefined) return { users: store.users.list() };
      const user = store.users.byName(name);
      return { users: user === undefined ? [] : [user] };
    },
    createUser({ account, body: { name, role } }) {
      requireGrant(account, role);
      const { warnings, ...created } = store.users.create(account.id, name, role);
      return { ...created, warnings: [...warnings] };
    },
  });
};
