import { queryOptions } from "@tanstack/react-query";
import type { Question, QuestionQuery } from "@tinytorch/api";
import { service } from "../session/session.ts";

/** All that one may see, newest first: those of a module, of a state, or of both. */
export const questionsQuery = (choice: Pick<QuestionQuery, "module" | "state"> = {}) =>
  queryOptions({
    queryKey: ["questions", choice],
    queryFn: async ({ signal }) => {
      const found: Question[] = [];
      let before: number | undefined;
      do {
        const page = await service().questions({ ...choice, limit: 100, before }, { signal });
        found.push(...page.questions);
        before = page.next ?? undefined;
      } while (before !== undefined);
      return found;
    },
  });
