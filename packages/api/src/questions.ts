import { z } from "zod";
import { messageTextSchema } from "./message-text.ts";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post } from "./route.ts";

/** `open` waits for staff; `answered` may be reopened by its student, and so may `closed`. */
export const questionStateSchema = z.enum(["open", "answered", "closed"]);
export type QuestionState = z.infer<typeof questionStateSchema>;

export const questionEntryKindSchema = z.enum(["asked", "answered", "reopened", "closed"]);
export type QuestionEntryKind = z.infer<typeof questionEntryKindSchema>;

/** A student's question about a grade, with all that was said. */
export const questionSchema = z.object({
  id: z.uuid(),
  module: z.string(),
  student: personSchema,
  state: questionStateSchema,
  /** The submission that the student's grade is from now; null while there is none. */
  submissionId: z.uuid().nullable(),
  /** Oldest first. `text` is null where nothing was said, and `author` and `text` are once who wrote it was erased. */
  entries: z.array(
    z.object({
      kind: questionEntryKindSchema,
      at: z.iso.datetime(),
      author: personSchema.nullable(),
      text: z.string().nullable(),
    }),
  ),
});
export type Question = z.infer<typeof questionSchema>;

/** `before` is the `next` of the last page. */
export const questionQuerySchema = z.strictObject({
  module: moduleIdSchema.optional(),
  state: questionStateSchema.optional(),
  before: z.coerce.number<number>().int().positive().optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(50),
});
export type QuestionQuery = z.input<typeof questionQuerySchema>;

/** Newest first: one's own to a student, everybody's to staff. */
export const questionPageSchema = z.object({
  questions: z.array(questionSchema),
  next: z.int().positive().nullable(),
});
export type QuestionPage = z.infer<typeof questionPageSchema>;

export const questionRequestSchema = z.strictObject({ module: moduleIdSchema, text: messageTextSchema });
export type QuestionRequest = z.infer<typeof questionRequestSchema>;

const params = z.object({ id: z.uuid() });
const answers = { 200: questionSchema } as const;

/** Students' questions about grades, and what staff say to them. */
export const questionsApi = {
  ask: post("/v1/questions", {
    tag: "questions",
    action: "question.ask",
    body: questionRequestSchema,
    answers: { 201: questionSchema },
    summary: "Ask about one's grade in a module; one question of a module may be open at a time",
  }),
  questions: get("/v1/questions", {
    tag: "questions",
    action: "question.read",
    query: questionQuerySchema,
    answers: { 200: questionPageSchema },
    summary: "Questions about grades, newest first",
  }),
  question: get("/v1/questions/:id", {
    tag: "questions",
    action: "question.read",
    params,
    answers,
    summary: "A question with all that was said",
  }),
  answerQuestion: post("/v1/questions/:id/answer", {
    tag: "questions",
    action: "question.answer",
    params,
    body: z.strictObject({ text: messageTextSchema }),
    answers,
    summary: "Answer a question; one that was answered gets one more answer",
  }),
  closeQuestion: post("/v1/questions/:id/close", {
    tag: "questions",
    action: "question.answer",
    params,
    answers,
    summary: "Close a question that needs no more answer",
  }),
  reopenQuestion: post("/v1/questions/:id/reopen", {
    tag: "questions",
    action: "question.ask",
    params,
    body: z.strictObject({ text: messageTextSchema }),
    answers,
    summary: "Ask on, where the answer does not settle it",
  }),
};
