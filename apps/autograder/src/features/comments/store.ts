import { randomUUID } from "node:crypto";
import type { LineRange } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit } from "../audit/audit.ts";

/** How many one submission may have, those that were removed among them. */
export const commentsPerSubmission = 1_000;

/** A comment as it stands, with its newest text. */
export interface StoredComment {
  readonly id: string;
  readonly submissionId: string;
  readonly module: string;
  readonly path: string | null;
  readonly firstLine: number | null;
  readonly lastLine: number | null;
  readonly waits: 0 | 1;
  readonly removedAt: number | null;
  readonly at: number;
  /** When the newest text was written; the same as `at` while there is one alone. */
  readonly textAt: number;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly text: string | null;
}

export interface CommentVersion {
  readonly at: number;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly text: string | null;
}

/** What somebody of the staff says, and where; the place was looked at before. */
export interface NewComment {
  readonly text: string;
  readonly path?: string | undefined;
  readonly lines?: LineRange | undefined;
  readonly onRelease: boolean;
}

/** A comment's place: the submission that it is on. */
export interface CommentedSubmission {
  readonly id: string;
  readonly userId: string;
  readonly module: string;
}

export interface Comments {
  /** Those that were not removed: on the whole first, then by file and line, then as they were written. */
  of(submissionId: string): readonly StoredComment[];
  byId(id: string): StoredComment | undefined;
  /** Those whose ids begin so, removed or not. */
  begunBy(beginning: string): readonly StoredComment[];
  /** Oldest first. */
  versions(id: string): readonly CommentVersion[];
  /** @throws StoreRefusal `wrong-state` when the submission has as many as it may. */
  add(actor: string, submission: CommentedSubmission, comment: NewComment): StoredComment;
  /** @throws StoreRefusal `missing`, also for one that was removed. */
  edit(actor: string, id: string, text: string): StoredComment;
  /** @throws StoreRefusal `missing`, also for one that was removed. */
  remove(actor: string, id: string): void;
  /** Lets students see what waits for that in a module; gives how many. */
  release(actor: string, module: string): number;
}

/** Of one comment's texts. */
const mostVersions = 100;

const rows = `
  SELECT c.id, c.submission_id AS submissionId, c.module, c.path, c.first_line AS firstLine, c.last_line AS lastLine,
    c.waits, c.removed_at AS removedAt, f.at, v.at AS textAt, v.author_id AS authorId, u.name AS authorName, v.text
  FROM comments c JOIN comment_versions f ON f.comment_id = c.id AND f.version = 1
  JOIN comment_versions v ON v.comment_id = c.id
    AND v.version = (SELECT max(version) FROM comment_versions WHERE comment_id = c.id)
  LEFT JOIN users u ON u.id = v.author_id`;

export function openComments(database: Database, audit: Audit, now: () => number): Comments {
  const ofSubmission = database.prepare<[string], StoredComment>(
    `${rows} WHERE c.submission_id = ? AND c.removed_at IS NULL
     ORDER BY c.path IS NOT NULL, c.path, c.first_line IS NOT NULL, c.first_line, c.sequence`,
  );
  const byId = database.prepare<[string], StoredComment>(`${rows} WHERE c.id = ?`);
  const begunBy = database.prepare<[{ beginning: string }], StoredComment>(
    `${rows} WHERE c.id >= @beginning AND c.id < @beginning || 'g' ORDER BY c.id`,
  );
  const versionsOf = database.prepare<[string], CommentVersion>(
    `SELECT v.at, v.author_id AS authorId, u.name AS authorName, v.text
     FROM comment_versions v LEFT JOIN users u ON u.id = v.author_id WHERE v.comment_id = ? ORDER BY v.version`,
  );
  const count = database.prepare<[string], number>("SELECT count(*) FROM comments WHERE submission_id = ?").pluck();
  const studentOf = database.prepare<[string], string>("SELECT user_id FROM submissions WHERE id = ?").pluck();
  type Place = [string, string, string, string | null, number | null, number | null, number];
  const insert = database.prepare<Place>(
    "INSERT INTO comments (id, submission_id, module, path, first_line, last_line, waits) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertVersion = database.prepare<[{ id: string; at: number; author: string; text: string }]>(
    `INSERT INTO comment_versions (comment_id, version, at, author_id, text)
     SELECT @id, 1 + coalesce(max(version), 0), @at, @author, @text FROM comment_versions WHERE comment_id = @id`,
  );
  const markRemoved = database.prepare<[number, string]>("UPDATE comments SET removed_at = ? WHERE id = ?");
  const show = database.prepare<[string]>(
    "UPDATE comments SET waits = 0 WHERE module = ? AND waits = 1 AND removed_at IS NULL",
  );

  function standing(id: string): StoredComment {
    const found = byId.get(id);
    if (found !== undefined && found.removedAt === null) return found;
    throw new StoreRefusal("missing", `comments: there must be a comment, got none with the id ${id}`);
  }

  function detailOf({ submissionId, module, path, firstLine, lastLine }: StoredComment) {
    const lines = firstLine === null ? {} : { firstLine, lastLine };
    const file = path === null ? {} : { path };
    return { module, submissionId, studentId: studentOf.get(submissionId), ...file, ...lines };
  }

  const add = database.transaction((actor: string, on: CommentedSubmission, comment: NewComment) => {
    if ((count.get(on.id) ?? 0) >= commentsPerSubmission) {
      throw new StoreRefusal(
        "wrong-state",
        `A submission may have ${commentsPerSubmission} comments, and it has them.`,
      );
    }
    const { text, path = null, lines, onRelease } = comment;
    const id = randomUUID();
    insert.run(id, on.id, on.module, path, lines?.first ?? null, lines?.last ?? null, onRelease ? 1 : 0);
    insertVersion.run({ id, at: now(), author: actor, text });
    const made = standing(id);
    audit({ at: now(), actor, action: "comment.added", subject: id, detail: { ...detailOf(made), onRelease } });
    return made;
  });

  const edit = database.transaction((actor: string, id: string, text: string) => {
    const before = standing(id);
    if (before.text === text) return before;
    if (versionsOf.all(id).length >= mostVersions) {
      throw new StoreRefusal("wrong-state", `A comment is edited ${mostVersions} times at most; write another.`);
    }
    insertVersion.run({ id, at: now(), author: actor, text });
    audit({ at: now(), actor, action: "comment.edited", subject: id, detail: detailOf(before) });
    return standing(id);
  });

  const remove = database.transaction((actor: string, id: string) => {
    const before = standing(id);
    markRemoved.run(now(), id);
    audit({ at: now(), actor, action: "comment.removed", subject: id, detail: detailOf(before) });
  });

  const release = database.transaction((actor: string, module: string) => {
    const released = show.run(module).changes;
    audit({ at: now(), actor, action: "comments.released", subject: module, detail: { module, released } });
    return released;
  });

  return {
    of: (submissionId) => ofSubmission.all(submissionId),
    byId: (id) => byId.get(id),
    begunBy: (beginning) => begunBy.all({ beginning }),
    versions: (id) => versionsOf.all(id),
    add: (actor, on, comment) => add.immediate(actor, on, comment),
    edit: (actor, id, text) => edit.immediate(actor, id, text),
    remove: (actor, id) => remove.immediate(actor, id),
    release: (actor, module) => release.immediate(actor, module),
  };
}
