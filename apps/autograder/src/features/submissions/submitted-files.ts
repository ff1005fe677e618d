import { createHash } from "node:crypto";
import type { SubmittedFiles } from "@tinytorch/course";
import type { Database } from "better-sqlite3";

/** What a submission takes besides its files, for its rows and its report; counted for the quota, in bytes. */
export const submissionOverhead = 16_384;

/** The files of submissions, each text kept once, whoever handed it in and however often. */
export interface FileStore {
  /** To be called inside the transaction that stores the submission. */
  add(userId: string, submissionId: string, files: SubmittedFiles): void;
  of(submissionId: string): SubmittedFiles;
  /** By how many bytes an account's part would grow with these files. */
  growth(userId: string, files: SubmittedFiles): number;
  /** An account's part: what counts for its quota. */
  storedBytes(userId: string): number;
}

export function openFileStore(database: Database): FileStore {
  const insertContent = database.prepare<[Buffer, number, string]>(
    "INSERT INTO file_contents (sha256, bytes, text) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
  );
  const contentId = database.prepare<[Buffer], number>("SELECT id FROM file_contents WHERE sha256 = ?").pluck();
  const insertFile = database.prepare<[string, string, number]>("INSERT INTO submission_files VALUES (?, ?, ?)");
  const insertPart = database.prepare<[string, number]>(
    "INSERT INTO account_contents VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const grow = database.prepare<[number, string]>("UPDATE users SET stored_bytes = stored_bytes + ? WHERE id = ?");
  const stored = database.prepare<[string], number>("SELECT stored_bytes FROM users WHERE id = ?").pluck();
  const hasContent = database.prepare<[string, Buffer]>(
    "SELECT 1 FROM account_contents a JOIN file_contents c ON c.id = a.content_id WHERE a.user_id = ? AND c.sha256 = ?",
  );
  const filesOf = database.prepare<[string], { path: string; text: string }>(
    "SELECT f.path, c.text FROM submission_files f JOIN file_contents c ON c.id = f.content_id WHERE f.submission_id = ?",
  );

  return {
    add(userId, submissionId, files) {
      let grown = submissionOverhead;
      for (const [path, text] of Object.entries(files)) {
        const hash = hashOf(text);
        const bytes = Buffer.byteLength(text);
        insertContent.run(hash, bytes, text);
        const id = contentId.get(hash);
        if (id === undefined) throw new Error("internal: accept: a file must be stored, got none");
        insertFile.run(submissionId, path, id);
        if (insertPart.run(userId, id).changes > 0) grown += bytes;
      }
      grow.run(grown, userId);
    },
    of: (submissionId) => Object.fromEntries(filesOf.all(submissionId).map(({ path, text }) => [path, text])),
    growth(userId, files) {
      const texts = [...new Set(Object.values(files))].filter(
        (text) => hasContent.get(userId, hashOf(text)) === undefined,
      );
      return texts.reduce((sum, text) => sum + Buffer.byteLength(text), submissionOverhead);
    },
    storedBytes: (userId) => stored.get(userId) ?? 0,
  };
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
