import { readFileSync } from "node:fs";
import { join } from "node:path";
import { api, permissions, type Routes, roleSchema, type Whose } from "@tinytorch/api";
import { describe, expect, test } from "vitest";
import { openPermissionApp } from "../testing/open-permission-app.ts";
import { type Call, calls, nothing, type Situation } from "../testing/permission-calls.ts";

/** Whose data each is tried on: one's own, a student's of one's section, another student's, a teacher's. */
const owners = ["own", "of the section", "of another section", "a teacher's"] as const;
type Relation = (typeof owners)[number];

const reached: Readonly<Record<Whose, readonly Relation[]>> = {
  nobody: [],
  own: ["own"],
  section: ["own", "of the section"],
  class: ["own", "of the section", "of another section"],
  everybody: owners,
};

const routes: Routes = api;
const callOf: Readonly<Record<string, Call>> = calls;
const names = Object.keys(routes);
const roles = roleSchema.options;
const checks = names.length * roles.length * owners.length;

const errorOf = (text: string) => JSON.parse(text).error;

describe(`${checks} requests: ${names.length} routes as ${roles.length} roles on data of ${owners.length} kinds of owners`, () => {
  test.each(names)("%s answers each role by the table", async (name) => {
    const { somebody, others, ask, pageOf, written, module, files } = await openPermissionApp();
    const [route, call] = [routes[name], callOf[name]];
    if (route === undefined || call === undefined)
      throw new Error(`there must be a route and its call, got none of ${name}`);
    let fresh = 0;
    for (const role of roles) {
      // Of section A, whatever the role: that alone gives a student nothing.
      const caller = somebody(role, "A");
      const reach = route.action === "anybody" ? "everybody" : permissions[route.action][role];
      for (const relation of owners) {
        const owner = relation === "own" ? caller : others[relation];
        const what = `${role} on ${relation}`;
        const beyondOwn = reach !== "own";
        fresh += 1;
        const situation: Situation = {
          ...{ owner: owner.made, caller: caller.made, module, files, beyondOwn },
          fresh: `fresh ${name} ${fresh}`,
        };
        const [path, body] = [call.path(situation), call.body?.(situation)];
        const by = call.bySession ? pageOf(caller.made.session()) : caller.token;
        const before = written();
        const answer = await ask(route.method, path, by, body);
        const reaches = reached[reach].includes(relation);
        const isTeacher = !["student", "assistant", "ci"].includes(owner.made.role);

        if (reach === "nobody") {
          expect(answer.status, what).toBe(403);
          expect(errorOf(answer.text), what).toMatchObject({ code: "forbidden" });
        } else if (call.about === "owner" && !reaches) {
          expect(answer.status, what).toBe(call.refusal ?? 404);
          if (answer.status === 404) {
            const absent = { ...situation, owner: nothing };
            const none = await ask(route.method, call.path(absent), by, call.body?.(absent));
            expect(errorOf(answer.text), `${what}, as what is not there`).toEqual(errorOf(none.text));
          }
        } else if (call.about === "new" && reach === "class" && isTeacher) {
          expect(answer.status, what).toBe(403);
        } else if (call.ofStudents && owner.made.role !== "student") {
          expect(answer.status, what).toBe(400);
        } else {
          expect([200, 201, 202, 204, ...(name === "ready" ? [503] : [])], `${what}: ${answer.text}`).toContain(
            answer.status,
          );
        }

        const isShown = answer.text.includes(owner.login);
        if (answer.status >= 400) expect([written(), isShown], what).toEqual([before, false]);
        else if (call.about === "list") expect(isShown, what).toBe(reaches);
        else if (call.about === "students") expect(isShown, what).toBe(reaches && owner.made.role === "student");
        else if (call.about === "caller" && relation !== "own") expect(isShown, what).toBe(false);
        else if (call.about === "import") expect(JSON.parse(answer.text).changed, what).toHaveLength(isTeacher ? 0 : 1);
        for (const each of [owner, caller]) each.reset();
      }
    }
  });
});

test("the page on security says how many", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/security.md"), "utf8");
  expect(page).toContain(`(${checks} requests)`);
});
