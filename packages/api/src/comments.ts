import { z } from "zod";
import { idBeginningSchema } from "./id-beginning.ts";
import { messageTextSchema } from "./message-text.ts";
import { moduleIdSchema } from "./module-id.ts";
import { personSchema } from "./person.ts";
import { get, post, remove } from "./route.ts";

const line = z.int().positive();

/** Lines of a file, both counted from 1; one line is both. */
export const lineRangeSchema = z
  .strictObject({ first: line, last: line })
  .refine(({ first, last }) => first <= last, "must not end before it begins");
export type LineRange = z.infer<typeof lineRangeSchema>;

/** On the submission, on a file of it, or on lines of one. `onRelease` keeps it from its student until the module's are released. */
export const commentRequestSchema = z
  .strictObject({
    text: messageTextSchema,
    path: z.string().min(1).max(200).optional(),
    lines: lineRangeSchema.optional(),
    onRelease: z.boolean().default(false),
  })
  .refine(({ path, lines }) => lines === undefined || path !== undefined, {
    path: ["path"],
    message: "must name the file that the lines are of",
  });
export type CommentRequest = z.input<typeof commentRequestSchema>;

/** What somebody of the staff says of a submission. */
export const commentSchema = z.object({
  id: z.uuid(),
  submissionId: z.uuid(),
  module: z.string(),
  path: z.string().nullable(),
  lines: z.object({ first: line, last: line }).nullable(),
  /** Null, as the text is, once its author was erased. */
  author: personSchema.nullable(),
  text: z.string().nullable(),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  /** Whether its student sees it. */
  visible: z.boolean(),
});
export type Comment = z.infer<typeof commentSchema>;

/** Of one submission: on the whole of it first, then by file and line, then as they were written. */
export const commentListSchema = z.object({ comments: z.array(commentSchema) });
export type CommentList = z.infer<typeof commentListSchema>;

/** A comment with all it ever said, also one that was removed. */
export const commentHistorySchema = commentSchema.extend({
  removedAt: z.iso.datetime().nullable(),
  /** Oldest first. */
  versions: z.array(z.object({ at: z.iso.datetime(), author: personSchema.nullable(), text: z.string().nullable() })),
});
export type CommentHistory = z.infer<typeof commentHistorySchema>;

const params = z.object({ id: z.uuid() });
const byStaff = { tag: "comments", action: "comment.write", params } as const;

/** What staff write beside a student's code. */
export const commentsApi = {
  comments: get("/v1/submissions/:id/comments", {
    tag: "comments",
    action: "work.read",
    params,
    answers: { 200: commentListSchema },
    summary: "The comments on a submission that this account may see",
  }),
  addComment: post("/v1/submissions/:id/comments", {
    ...byStaff,
    body: commentRequestSchema,
    answers: { 201: commentSchema },
    summary: "Comment on a submission, a file of it, or lines of one",
  }),
  comment: get("/v1/comments/:id", {
    ...byStaff,
    params: z.object({ id: idBeginningSchema }),
    answers: { 200: commentHistorySchema },
    summary: "A comment, by its id or the beginning of it, with its earlier texts, also when it was removed",
  }),
  editComment: post("/v1/comments/:id", {
    ...byStaff,
    body: z.strictObject({ text: messageTextSchema }),
    answers: { 200: commentSchema },
    summary: "Give a comment another text; the one before stays on record",
  }),
  removeComment: remove("/v1/comments/:id", {
    ...byStaff,
    answers: { 204: z.undefined() },
    summary: "Take a comment away; it stays on record",
  }),
  releaseComments: post("/v1/modules/:id/comments/release", {
    tag: "comments",
    action: "comment.release",
    params: z.object({ id: moduleIdSchema }),
    answers: { 200: z.object({ module: z.string(), released: z.int().nonnegative() }) },
    summary: "Let students see all of a module's comments that wait for it",
  }),
};
