import { accountsApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { expiryWithin } from "../credentials/expiry.ts";
import { showNewToken } from "../credentials/shown.ts";
import { requireGrant } from "../people/reach.ts";

/** Accounts. */
export const v1: RegisterRoutes = (app, { store, clock }) => {
  serve(app, accountsApi, {
    me: ({ account: { id, name, role } }) => ({ id, name, role }),
    users({ query: { name } }) {
      if (name === undefined) return { users: store.users.list() };
      const user = store.users.byName(name);
      return { users: user === undefined ? [] : [user] };
    },
    createUser({ account, body: { name, role }, reply: { request } }) {
      requireGrant(account, role);
      const expiresAt = expiryWithin(undefined, clock.now(), request.credential);
      const { id, warnings, ...made } = store.users.create(account.id, name, role, { expiresAt });
      return { id, name, role, ...showNewToken(made), warnings: [...warnings] };
    },
  });
};
