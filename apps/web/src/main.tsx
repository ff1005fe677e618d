import "./without-eval.ts";
import "./styles/base.css";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ServiceUnreachableError } from "@tinytorch/api";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeDoubleClicksAsOne } from "./one-wish.ts";
import { router } from "./router.tsx";
import { noticeRefusal, onSessionChange, openSession, sessionState } from "./session/session.ts";

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeRefusal }),
  mutationCache: new MutationCache({ onError: noticeRefusal }),
  defaultOptions: {
    // What is refused is refused again.
    queries: {
      retry: (failures, error) => error instanceof ServiceUnreachableError && failures < 3,
      staleTime: 10_000,
      networkMode: "always",
      refetchOnReconnect: true,
    },
    // What cannot be sent now is told now, and not sent unasked when the network is back. The service may be on this machine besides.
    mutations: { networkMode: "always" },
  },
});

let seenBy: string | null = null;
onSessionChange(() => {
  const session = sessionState();
  const user = "user" in session ? session.user.id : null;
  // What one account saw is not for the next.
  if (session.kind === "signed-out" || (seenBy !== null && user !== null && user !== seenBy)) queries.clear();
  seenBy = user ?? (session.kind === "signed-out" ? null : seenBy);
});
void openSession();
takeDoubleClicksAsOne(document);

const place = document.getElementById("app");
if (place === null) throw new Error("internal: the page must have an element #app");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
