import { type Owner, type Question, questionsApi, whose } from "@tinytorch/api";
import { countingSubmission } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { requireKnown } from "../modules/named-module.ts";
import { reachedOf } from "../people/reach.ts";
import type { StoredQuestion } from "./store.ts";

/** Students' questions about grades, and what staff say to them. */
export const v1: RegisterRoutes = (app, { store, course }) => {
  const shown = (question: StoredQuestion) => show(question, store);

  serve(app, questionsApi, {
    ask({ account, body }) {
      requireKnown(course, body.module);
      return shown(store.questions.ask(account.id, body.module, body.text));
    },
    questions({ account, query: { limit, ...filter } }) {
      const isAll = whose("question.read", account.role) === "everybody";
      const among = isAll ? undefined : JSON.stringify(store.people.reached("question.read", account));
      const found = store.questions.list({ ...filter, among, limit: limit + 1 });
      const page = found.slice(0, limit);
      return {
        questions: page.map(shown),
        next: found.length > limit ? (page.at(-1)?.sequence ?? null) : null,
      };
    },
    question: ({ account, params }) => shown(visibleQuestion(store, account, params.id)),
    answerQuestion: ({ account, params, body }) =>
      shown(store.questions.answer(account.id, visibleQuestion(store, account, params.id).id, body.text)),
    closeQuestion: ({ account, params }) =>
      shown(store.questions.close(account.id, visibleQuestion(store, account, params.id).id)),
    reopenQuestion({ account, params, body }) {
      const { id } = visibleQuestion(store, account, params.id);
      return shown(store.questions.reopen(account.id, id, body.text));
    },
  });
};

/** @throws ApiError `not-found`, the same for one that is another's and one that is not. */
function visibleQuestion({ questions, people }: Context["store"], account: Owner, id: string): StoredQuestion {
  return reachedOf(people, "question.read", account, questions.byId(id));
}

function show(
  { id, module, userId, userName, state }: StoredQuestion,
  { questions, grades }: Context["store"],
): Question {
  return {
    id,
    module,
    student: { id: userId, name: userName },
    state,
    submissionId: countingSubmission(grades.facts(userId, module))?.id ?? null,
    entries: questions.entries(id).map(({ kind, at, authorId, authorName, text }) => ({
      kind,
      at: isoTime(at),
      author: authorId === null || authorName === null ? null : { id: authorId, name: authorName },
      text,
    })),
  };
}
