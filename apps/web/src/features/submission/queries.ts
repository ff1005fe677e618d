import { queryOptions, skipToken } from "@tanstack/react-query";
import type { Submission, SubmissionFiles } from "@tinytorch/api";
import { service } from "../../session/session.ts";

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submissions", id],
    queryFn: ({ signal }) => service().submission(id, { signal }),
  });

export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ["submissions", id, "files"],
    queryFn: ({ signal }) => service().submissionFiles(id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["submissions", id, "comments"],
    queryFn: ({ signal }) => service().comments(id, { signal }),
  });

/** The files of the same student's submission to the module before this one; null for the first. */
export const previousQuery = ({ id, module, student }: Pick<Submission, "id" | "module" | "student">, isOwn: boolean) =>
  queryOptions({
    queryKey: ["submissions", id, "previous"],
    // By the list, in which a first submission has none before it: asked for by its route, that would be refused.
    queryFn: async ({ signal }): Promise<SubmissionFiles | null> => {
      const whose = isOwn ? {} : { student: student.id };
      const { submissions } = await service().submissions({ module, before: id, limit: 1, ...whose }, { signal });
      const [before] = submissions;
      return before === undefined ? null : service().submissionFiles(before.id, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["runs", id],
    queryFn: ({ signal }) => service().run(id, { signal }),
  });

/** Asked again until it has come to an end; not at all before one was started. */
export const rerunQuery = (id: number | undefined) =>
  queryOptions({
    queryKey: ["reruns", id],
    queryFn: id === undefined ? skipToken : ({ signal }) => service().rerun(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === "done" || state.data?.status === "failed" ? false : 1_000),
  });
