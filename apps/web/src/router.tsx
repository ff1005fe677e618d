import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { BrokenPage } from "./components/broken-page.tsx";
import { Layout } from "./components/layout.tsx";
import { readAuditChoice } from "./features/audit/audit-choice.ts";
import { readSearch } from "./read-search.ts";

const root = createRootRoute({
  component: Layout,
  notFoundComponent: lazyRouteComponent(() => import("./routes/not-found.tsx")),
});

const getParentRoute = () => root;

const readAudit = readSearch({
  ...{ person: "text", module: "text", action: "text", subject: "text", since: "text", until: "text" },
});

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
    validateSearch: readSearch({ report: "string", pair: "number" }),
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
    validateSearch: readSearch({ regrade: "string" }),
    component: lazyRouteComponent(() => import("./routes/operations.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/audit",
    validateSearch: (search) => readAuditChoice(readAudit(search)),
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
    validateSearch: readSearch({
      ...{ section: "text", search: "text", mark: "text", sort: "text", order: "text", people: "text" },
      ...{ student: "text", module: "text" },
    }),
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
    validateSearch: readSearch({ module: "text" }),
    component: lazyRouteComponent(() => import("./routes/questions.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/lab",
    validateSearch: readSearch({ surface: "string", steps: "number", runs: "string", pytorch: "boolean" }),
    component: lazyRouteComponent(() => import("./routes/lab.tsx")),
  }),
  createRoute({
    getParentRoute,
    path: "/sign-in",
    component: lazyRouteComponent(() => import("./routes/sign-in.tsx")),
  }),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  scrollRestoration: true,
  // Within the layout: what goes wrong on one page leaves the way to the others.
  defaultErrorComponent: BrokenPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
