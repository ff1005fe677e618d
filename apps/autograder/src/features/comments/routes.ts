import { ApiError, type Comment, commentsApi, type Owner, whose } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { requireThere } from "../modules/named-module.ts";
import { isReached } from "../people/reach.ts";
import { visibleSubmission } from "../submissions/visible-submission.ts";
import { requirePlace } from "./require-place.ts";
import type { StoredComment } from "./store.ts";

/** What staff write beside a student's code. */
export const v1: RegisterRoutes = (app, { store, course }) => {
  /** @throws ApiError `not-found`, the same for one on work that the account may not see and one that is not. */
  function reachedComment(account: Owner, id: string): StoredComment {
    const comment = store.comments.byId(id);
    if (comment === undefined) throw new ApiError("not-found");
    visibleSubmission(store, account, comment.submissionId);
    return comment;
  }

  /** @throws ApiError `not-found`, `invalid-request` for the beginning of several. */
  function namedComment(account: Owner, beginning: string): StoredComment {
    const found = store.comments.begunBy(beginning).filter(({ submissionId }) => {
      const owner = store.submissions.byId(submissionId)?.userId;
      return owner !== undefined && isReached(store.people, "work.read", account.id, owner);
    });
    const [first] = found;
    if (first === undefined) throw new ApiError("not-found");
    if (found.length === 1) return first;
    const ids = found.map(({ id }) => id).join(" and ");
    throw new ApiError("invalid-request", {
      message: `id: must begin one comment alone, got ${beginning}, which begins ${ids}.`,
      field: "id",
    });
  }

  serve(app, commentsApi, {
    comments({ account, params }) {
      const { id } = visibleSubmission(store, account, params.id);
      const all = store.comments.of(id).map(show);
      const writes = whose("comment.write", account.role) !== "nobody";
      return { comments: writes ? all : all.filter(({ visible }) => visible) };
    },
    addComment({ account, params, body }) {
      const submission = visibleSubmission(store, account, params.id);
      requirePlace(store.submissions.files(submission.id), body.path, body.lines);
      return show(store.comments.add(account.id, submission, body));
    },
    comment({ account, params }) {
      const comment = namedComment(account, params.id);
      const versions = store.comments.versions(comment.id);
      return {
        ...show(comment),
        removedAt: isoTime(comment.removedAt),
        versions: versions.map((each) => ({ at: isoTime(each.at), author: authorOf(each), text: each.text })),
      };
    },
    editComment: ({ account, params, body }) =>
      show(store.comments.edit(account.id, reachedComment(account, params.id).id, body.text)),
    removeComment({ account, params }) {
      store.comments.remove(account.id, reachedComment(account, params.id).id);
    },
    releaseComments({ account, params }) {
      requireThere(course, params.id);
      return { module: params.id, released: store.comments.release(account.id, params.id) };
    },
  });
};

function show(comment: StoredComment): Comment {
  const { id, submissionId, module, path, firstLine, lastLine, waits, removedAt, at, textAt, text } = comment;
  return {
    id,
    submissionId,
    module,
    path,
    lines: firstLine === null || lastLine === null ? null : { first: firstLine, last: lastLine },
    author: authorOf(comment),
    text,
    at: isoTime(at),
    editedAt: textAt === at ? null : isoTime(textAt),
    visible: waits === 0 && removedAt === null,
  };
}

function authorOf({ authorId, authorName }: Pick<StoredComment, "authorId" | "authorName">): Comment["author"] {
  return authorId === null || authorName === null ? null : { id: authorId, name: authorName };
}
