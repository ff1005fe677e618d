/** How one person's rows of a table are found and what of them is not handed on. */
export interface PersonTable {
  /** A condition on `@userId`. */
  readonly where: string;
  /** Never handed on as a row: what opens a door, or is handed on in another form. */
  readonly secret?: readonly string[];
  /** Handed on to staff alone: what tells of hidden tests. */
  readonly staff?: readonly string[];
  /** All of it is staff's. */
  readonly staffOnly?: true;
  /** A narrower condition for the person. */
  readonly forPerson?: string;
  /** It stays when the person is erased; the account's id, which then names nobody, is all it holds of the person. */
  readonly staysErased?: true;
}

const own = "SELECT id FROM submissions WHERE user_id = @userId";
const ownRuns = `SELECT id FROM runs WHERE submission_id IN (${own})`;
const ofSubmissions = `submission_id IN (${own})`;
const ofPerson = { where: "user_id = @userId" } as const;

/**
 * Every table that holds something of a person. A test walks the schema: a table that leads to an account and is not here
 * fails it, and so does one whose rows an erasure leaves behind.
 */
export const personTables: Readonly<Record<string, PersonTable>> = {
  users: { where: "id = @userId", staff: ["last_turn", "slow_until"], staysErased: true },
  tokens: { ...ofPerson, secret: ["hash"] },
  invitations: { ...ofPerson, secret: ["hash"] },
  browser_sessions: { ...ofPerson, secret: ["hash"] },
  identities: ofPerson,
  submissions: ofPerson,
  submission_files: { where: ofSubmissions },
  // The texts are handed on as files.
  file_contents: {
    where: "id IN (SELECT content_id FROM account_contents WHERE user_id = @userId)",
    secret: ["text"],
  },
  account_contents: ofPerson,
  submission_states: ofPerson,
  load_checks: { where: ofSubmissions },
  jobs: {
    ...ofPerson,
    staff: ["seed", "last_error", "lease_owner", "lease_expires_at", "repeats_run_id"],
  },
  runs: {
    where: ofSubmissions,
    staff: ["seed", "report", "sandbox", "hashes", "timings"],
    forPerson: "id IN (SELECT run_id FROM standing_runs)",
  },
  run_tests: { where: `run_id IN (${ownRuns})`, staffOnly: true },
  run_consoles: { where: `run_id IN (${ownRuns})`, staffOnly: true },
  standing_runs: { where: ofSubmissions },
  regrades: { where: "created_by = @userId", staysErased: true },
  assignments: { where: "set_by = @userId OR removed_by = @userId", staysErased: true },
  exceptions: { ...ofPerson, staff: ["made_by", "removed_by"] },
  late_day_grants: { ...ofPerson, staff: ["made_by", "removed_by"] },
  regrade_kept: { where: ofSubmissions },
  audit: {
    where: `actor = @userId OR subject = @userId OR subject IN (${own}) OR subject IN (SELECT id FROM tokens WHERE user_id = @userId) OR detail ->> '$.studentId' = @userId`,
    staff: ["actor", "detail"],
    staysErased: true,
  },
  // Where another wrote it, the person has it by the work or the question that it is about.
  comments: { where: ofSubmissions, forPerson: "waits = 0 AND removed_at IS NULL" },
  comment_versions: {
    where: `author_id = @userId OR comment_id IN (SELECT id FROM comments WHERE ${ofSubmissions})`,
    staff: ["author_id"],
    // What was said before and taken back is not theirs to read, here as little as beside their code.
    forPerson: `comment_id IN (SELECT id FROM comments WHERE waits = 0 AND removed_at IS NULL)
      AND version = (SELECT max(later.version) FROM comment_versions later WHERE later.comment_id = comment_versions.comment_id)`,
    staysErased: true,
  },
  questions: ofPerson,
  question_entries: {
    where: "author_id = @userId OR question_id IN (SELECT id FROM questions WHERE user_id = @userId)",
    staff: ["author_id"],
  },
  handed_in_for: { where: `by_user_id = @userId OR ${ofSubmissions}`, staff: ["by_user_id"] },
  similarity_reports: { where: "started_by = @userId", staysErased: true },
  similarity_pairs: { where: `left_id IN (${own}) OR right_id IN (${own})`, staffOnly: true },
  similarity_unread: { where: ofSubmissions, staffOnly: true },
  events: ofPerson,
  deliveries: { ...ofPerson, staff: ["webhook_id", "channel", "last_error"] },
  notification_choices: ofPerson,
  notification_addresses: ofPerson,
  webhooks: { where: "created_by = @userId", secret: ["secret"], staysErased: true },
};
