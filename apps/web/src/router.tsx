import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Layout } from "./components/layout.tsx";
import { readAuditChoice } from "./features/audit/audit-choice.ts";

const root = createRootRoute({
  component: Layout,
  notFoundComponent: lazyRouteComponent(() => import("./routes/not-found.tsx")),
});

const getParentRoute = () => root;

/** Of what stands behind an address's `?`, these as the texts that they are, though they look like numbers. */
function texts<const Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): { readonly [Each in Name]?: string } => {
    const said = names.filter((name) => ["string", "number", "boolean"].includes(typeof search[name]));
    const found: { [Each in Name]?: string } = {};
    for (const name of said) found[name] = String(search[name]);
    return found;
  };
}

/** One page an address, loaded when it is first gone to. */
const routeTree = root.addChildren([
  createRoute({ getParentRoute, path: "/", component: lazyRouteComponent(() => import("./routes/course.tsx")) }),
  createRoute({
    getParentRoute,
    path: "/modules/$id",
    component: lazyRouteComponent(() => import("./routes/module.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/modules/$id/statistics",
    component: lazyRouteComponent(() => import("./routes/statistics.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/modules/$id/similarity",
    validateSearch: ({ report, pair }: Record<string, unknown>) => ({
      ...(typeof report === "string" ? { report } : {}),
      ...(typeof pair === "number" ? { pair } : {}),
    }),
    component: lazyRouteComponent(() => import("./routes/similarity.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/deadlines",
    component: lazyRouteComponent(() => import("./routes/deadlines.tsx")),
  }),
  createRoute({ getParentRoute, path: "/roster", component: lazyRouteComponent(() => import("./routes/roster.tsx")) }),
  createRoute({
    getParentRoute,
    path: "/operations",
    validateSearch: ({ regrade }: Record<string, unknown>) => (typeof regrade === "string" ? { regrade } : {}),
    component: lazyRouteComponent(() => import("./routes/operations.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/audit",
    validateSearch: (search) =>
      readAuditChoice(texts("person", "module", "action", "subject", "since", "until")(search)),
    component: lazyRouteComponent(() => import("./routes/audit.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/submissions/$id",
    component: lazyRouteComponent(() => import("./routes/submission.tsx")),
  }),
  createRoute({ getParentRoute, path: "/grades", component: lazyRouteComponent(() => import("./routes/grades.tsx")) }),
  createRoute({
    getParentRoute,
    path: "/gradebook",
    validateSearch: texts("section", "search", "mark", "sort", "order", "people", "student", "module"),
    component: lazyRouteComponent(() => import("./routes/gradebook.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/people/$id",
    component: lazyRouteComponent(() => import("./routes/person.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/questions",
    validateSearch: texts("module"),
    component: lazyRouteComponent(() => import("./routes/questions.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/lab",
    validateSearch: ({ surface, steps, runs, pytorch }: Record<string, unknown>) => ({
      ...(typeof surface === "string" ? { surface } : {}),
      ...(typeof steps === "number" ? { steps } : {}),
      ...(typeof runs === "string" ? { runs } : {}),
      ...(typeof pytorch === "boolean" ? { pytorch } : {}),
    }),
    component: lazyRouteComponent(() => import("./routes/lab.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/sign-in",
    component: lazyRouteComponent(() => import("./routes/sign-in.tsx")),
  }),
]);

export const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
