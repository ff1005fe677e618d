import { notificationsApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** What an account is told by e-mail, for its person to choose. */
export const v1: RegisterRoutes = (app, { store }) => {
  serve(app, notificationsApi, {
    notifications: ({ account }) => store.notifications.of(account.id),
    setNotifications: ({ account, body }) => store.notifications.change(account.id, body),
  });
};
