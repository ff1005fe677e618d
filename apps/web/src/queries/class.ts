import { queryOptions } from "@tanstack/react-query";
import type { SubmissionStatus, SubmissionSummary } from "@tinytorch/api";
import { service } from "../session/session.ts";

/** Everybody's grades that one may see. */
export const gradebookQuery = (people: "active" | "all") =>
  queryOptions({
    queryKey: ["gradebook", people],
    queryFn: ({ signal }) => service().gradebook({ people }, { signal }),
  });

/** One student's, dropped or not: with at most one row. */
export const gradesOfQuery = (student: string) =>
  queryOptions({
    queryKey: ["gradebook", "of", student],
    queryFn: ({ signal }) => service().gradebook({ people: "all", student }, { signal }),
  });

/** The students whom one may see, dropped or not. */
export const studentsQuery = queryOptions({
  queryKey: ["people", "students"],
  queryFn: ({ signal }) => service().people({ role: "student", dropped: "all" }, { signal }),
  staleTime: 60_000,
});

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ["people", id],
    queryFn: ({ signal }) => service().person(id, { signal }),
  });

/** What holds for single students. */
export const exceptionsQuery = queryOptions({
  queryKey: ["exceptions"],
  queryFn: ({ signal }) => service().exceptions({}, { signal }),
});

/** What holds for one student, and what was taken back. */
export const exceptionsOfQuery = (student: string) =>
  queryOptions({
    queryKey: ["exceptions", "of", student],
    queryFn: ({ signal }) => service().exceptions({ student, all: "true" }, { signal }),
  });

/** What holds for single students in one module. */
export const exceptionsInQuery = (module: string) =>
  queryOptions({
    queryKey: ["exceptions", "in", module],
    queryFn: ({ signal }) => service().exceptions({ module }, { signal }),
  });

/** What is handed in and has no grade: it waits, is being graded, or the grader broke on it. */
export const ungradedQuery = queryOptions({
  queryKey: ["submissions", "ungraded"],
  queryFn: async ({ signal }) => {
    const lists = await Promise.all(
      (["queued", "running", "failed"] as const).map((status) => ofStatus(status, signal)),
    );
    return lists.flat();
  },
});

async function ofStatus(status: SubmissionStatus, signal: AbortSignal): Promise<readonly SubmissionSummary[]> {
  const found: SubmissionSummary[] = [];
  let before: string | undefined;
  do {
    const page = await service().submissions({ scope: "all", status, limit: 100, before }, { signal });
    found.push(...page.submissions);
    before = page.next ?? undefined;
  } while (before !== undefined);
  return found;
}

/** All that one person handed in, newest first. */
export const submissionsOfQuery = (student: string) =>
  queryOptions({
    queryKey: ["submissions", "by", student],
    queryFn: async ({ signal }) => {
      const found: SubmissionSummary[] = [];
      let before: string | undefined;
      do {
        const page = await service().submissions({ student, limit: 100, before }, { signal });
        found.push(...page.submissions);
        before = page.next ?? undefined;
      } while (before !== undefined);
      return found;
    },
  });
