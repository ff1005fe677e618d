import { accountsApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** Accounts and tokens. */
export const v1: RegisterRoutes = (app, { store }) => {
  serve(app, accountsApi, {
    me: ({ account }) => account,
    users({ query: { name } }) {
      if (name === undefined) return { users: store.users.list() };
      const user = store.users.byName(name);
      return { users: user === undefined ? [] : [user] };
    },
    createUser({ account, body: { name, role } }) {
      const { warnings, ...created } = store.users.create(account.id, name, role);
      return { ...created, warnings: [...warnings] };
    },
    createToken: ({ account, params, body }) => store.users.issueToken(account.id, params.id, body?.replace ?? false),
    revokeToken({ account, params }) {
      store.users.revokeToken(account.id, params.id);
    },
  });
};
