import { randomUUID } from "node:crypto";
import type { QuestionEntryKind, QuestionState } from "@tinytorch/api";
import type { Database } from "better-sqlite3";
import { type Conditions, filteredStatements } from "../../database/filtered-statements.ts";
import { StoreRefusal } from "../../database/store-refusal.ts";
import type { Audit, AuditAction } from "../audit/audit.ts";
import type { Outbox } from "../outbox/outbox.ts";

export interface StoredQuestion {
  readonly sequence: number;
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly module: string;
  readonly state: QuestionState;
}

export interface QuestionEntry {
  readonly questionId: string;
  readonly kind: QuestionEntryKind;
  readonly at: number;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly text: string | null;
}

export interface QuestionFilter {
  /** Nobody's but these people's: their ids, as JSON; undefined for everybody's. */
  readonly among?: string | undefined;
  readonly module?: string | undefined;
  readonly state?: QuestionState | undefined;
  /** Questions asked before the one of this number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Students' questions about grades. What is refused is a StoreRefusal: `missing`, `question-open`, `wrong-state`. */
export interface Questions {
  /** Newest first. */
  list(filter: QuestionFilter): readonly StoredQuestion[];
  byId(id: string): StoredQuestion | undefined;
  /** Of these questions, by id, each with its oldest first; read at once. */
  entries(ids: readonly string[]): ReadonlyMap<string, readonly QuestionEntry[]>;
  ask(userId: string, module: string, text: string): StoredQuestion;
  answer(actor: string, id: string, text: string): StoredQuestion;
  close(actor: string, id: string): StoredQuestion;
  reopen(userId: string, id: string, text: string): StoredQuestion;
}

const rows = `SELECT q.sequence, q.id, q.user_id AS userId, u.name AS userName, q.module, q.state
  FROM questions q JOIN users u ON u.id = q.user_id`;

const conditions: Conditions<QuestionFilter> = [
  ["among", "q.user_id IN (SELECT value FROM json_each(@among))"],
  ["module", "q.module = @module"],
  ["state", "q.state = @state"],
  ["before", "q.sequence < @before"],
];

/** Where it is written down what was said, and who is to be told. */
interface Written {
  readonly audit: Audit;
  readonly outbox: Outbox;
}

/** Of all that is said to one question. */
const mostEntries = 100;

interface Step {
  readonly kind: QuestionEntryKind;
  readonly state: QuestionState;
  readonly action: AuditAction;
}

const steps = {
  ask: { kind: "asked", state: "open", action: "question.asked" },
  answer: { kind: "answered", state: "answered", action: "question.answered" },
  close: { kind: "closed", state: "closed", action: "question.closed" },
  reopen: { kind: "reopened", state: "open", action: "question.reopened" },
} as const satisfies Record<string, Step>;

export function openQuestions(database: Database, { audit, outbox }: Written, now: () => number): Questions {
  const statement = filteredStatements<QuestionFilter, StoredQuestion>(
    database,
    conditions,
    (where) => `${rows} WHERE ${where} ORDER BY q.sequence DESC LIMIT @limit`,
  );
  const byId = database.prepare<[string], StoredQuestion>(`${rows} WHERE q.id = ?`);
  const entries = database.prepare<[string], QuestionEntry>(
    `SELECT e.question_id AS questionId, e.kind, e.at, e.author_id AS authorId, u.name AS authorName, e.text
     FROM question_entries e LEFT JOIN users u ON u.id = e.author_id
     WHERE e.question_id IN (SELECT value FROM json_each(?)) ORDER BY e.question_id, e.number`,
  );
  const entriesOf = (ids: readonly string[]) => entries.all(JSON.stringify(ids));
  const openOf = database
    .prepare<[string, string], string>("SELECT id FROM questions WHERE user_id = ? AND module = ? AND state = 'open'")
    .pluck();
  const insert = database.prepare<[string, string, string]>(
    "INSERT INTO questions (id, user_id, module, state) VALUES (?, ?, ?, 'open')",
  );
  const setState = database.prepare<[QuestionState, string]>("UPDATE questions SET state = ? WHERE id = ?");
  type Entry = { id: string; at: number; author: string; kind: QuestionEntryKind; text: string | null };
  const insertEntry = database.prepare<[Entry]>(
    `INSERT INTO question_entries (question_id, number, at, author_id, kind, text)
     SELECT @id, 1 + coalesce(max(number), 0), @at, @author, @kind, @text FROM question_entries WHERE question_id = @id`,
  );

  function existing(id: string): StoredQuestion {
    const found = byId.get(id);
    if (found === undefined) {
      throw new StoreRefusal("missing", `questions: there must be a question, got none with the id ${id}`);
    }
    return found;
  }

  function requireNoneOpen(userId: string, module: string): void {
    const open = openOf.get(userId, module);
    if (open !== undefined) throw new StoreRefusal("question-open", `ask: none may be open, got ${open}`);
  }

  function record(actor: string, id: string, { kind, state, action }: Step, text: string | null): StoredQuestion {
    if (entriesOf([id]).length >= mostEntries) {
      throw new StoreRefusal("wrong-state", `A question has ${mostEntries} entries at most; talk about it elsewhere.`);
    }
    setState.run(state, id);
    insertEntry.run({ id, at: now(), author: actor, kind, text });
    const question = existing(id);
    const detail = { module: question.module, studentId: question.userId };
    audit({ at: now(), actor, action, subject: id, detail });
    if (kind === "answered")
      outbox({ kind: "question.answered", userId: question.userId, module: question.module, subject: id });
    return question;
  }

  const ask = database.transaction((userId: string, module: string, text: string) => {
    requireNoneOpen(userId, module);
    const id = randomUUID();
    insert.run(id, userId, module);
    return record(userId, id, steps.ask, text);
  });

  const answer = database.transaction((actor: string, id: string, text: string) => {
    if (existing(id).state === "closed") {
      throw new StoreRefusal("wrong-state", "The question is closed; its student can reopen it.");
    }
    return record(actor, id, steps.answer, text);
  });

  const close = database.transaction((actor: string, id: string) => {
    if (existing(id).state === "closed") throw new StoreRefusal("wrong-state", "The question is closed already.");
    return record(actor, id, steps.close, null);
  });

  const reopen = database.transaction((userId: string, id: string, text: string) => {
    const { state, module } = existing(id);
    if (state === "open") throw new StoreRefusal("wrong-state", "The question is open still; it waits for an answer.");
    requireNoneOpen(userId, module);
    return record(userId, id, steps.reopen, text);
  });

  return {
    list: (filter) => statement(filter).all(filter),
    byId: (id) => byId.get(id),
    entries: (ids) => Map.groupBy(entriesOf(ids), ({ questionId }) => questionId),
    ask: (userId, module, text) => ask.immediate(userId, module, text),
    answer: (actor, id, text) => answer.immediate(actor, id, text),
    close: (actor, id) => close.immediate(actor, id),
    reopen: (userId, id, text) => reopen.immediate(userId, id, text),
  };
}
