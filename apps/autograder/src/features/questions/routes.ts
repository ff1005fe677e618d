import { type Owner, type Question, questionsApi, whose } from "@tinytorch/api";
import { countingSubmission, type Facts } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { requireKnown } from "../modules/named-module.ts";
import { reachedOf } from "../people/reach.ts";
import type { QuestionEntry, StoredQuestion } from "./store.ts";

/** Students' questions about grades, and what staff say to them. */
export const v1: RegisterRoutes = (app, { store, course }) => {
  /** Several are read at once. */
  function shownAll(asked: readonly StoredQuestion[]): Question[] {
    const facts = store.grades.factsOfEach(asked);
    const entries = store.questions.entries(asked.map(({ id }) => id));
    return asked.map((question, index) => show(question, facts[index], entries.get(question.id)));
  }
  function shown(question: StoredQuestion): Question {
    const { id, userId, module } = question;
    return show(question, store.grades.facts(userId, module), store.questions.entries([id]).get(id));
  }

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
        questions: shownAll(page),
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
  facts: Facts | undefined,
  entries: readonly QuestionEntry[] = [],
): Question {
  return {
    id,
    module,
    student: { id: userId, name: userName },
    state,
    submissionId: (facts && countingSubmission(facts)?.id) ?? null,
    entries: entries.map(({ kind, at, authorId, authorName, text }) => ({
      kind,
      at: isoTime(at),
      author: authorId === null || authorName === null ? null : { id: authorId, name: authorName },
      text,
    })),
  };
}
