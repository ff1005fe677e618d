import { randomUUID } from "node:crypto";
import type { api, Role } from "@tinytorch/api";
import type { SubmittedFiles } from "@tinytorch/course";
import type { NewInvitation } from "../features/credentials/invitations.ts";
import type { NewSession } from "../features/credentials/sessions.ts";

/** Whose data a route is tried on, with what there is of theirs, made when it is asked for. */
export interface Made {
  readonly id: string;
  readonly role: Role;
  submission(): string;
  /** One that its owner chose to count. */
  chosen(): string;
  run(): string;
  rerun(): number;
  regrade(): string;
  deadLetter(): number;
  token(): string;
  /** The one link of theirs that works. */
  invitation(): Pick<NewInvitation, "id" | "secret">;
  session(): Pick<NewSession, "id" | "secret">;
  comment(): string;
  /** One that was answered; none of theirs is open then. */
  question(): string;
  webhook(): string;
  deadDelivery(): number;
  /** A comparison of submissions with one pair; none is running then. */
  comparison(): string;
  /** One that is running. */
  running(): string;
  /** An excuse that holds. */
  exception(): string;
  /** Late days that are granted, of which none is spent. */
  grant(): string;
  /** A day of them that is spent. */
  spend(): void;
  /** Decides something about the module. */
  decide(): void;
}

/** Who calls, and on whose data. */
export interface Situation {
  readonly owner: Made;
  readonly caller: Made;
  readonly module: string;
  readonly files: SubmittedFiles;
  /** Whether the caller reaches further than the own. */
  readonly beyondOwn: boolean;
  /** Another text at every call. */
  readonly fresh: string;
}

export interface Call {
  /**
   * Whom the answer is about: `caller`, whoever it is tried on; `owner`, whose data it names; `list`, everybody the caller may see;
   * `students`, those of them who are students; `new`, somebody of the owner's role; `import`, whoever a file names.
   */
  readonly about: "caller" | "owner" | "list" | "students" | "new" | "import";
  /** What it answers where the role may do it to some, and not to this owner: 404 unless the owner may be seen. */
  readonly refusal?: 403;
  /** Called with the cookie of a browser, and with no token. */
  readonly bySession?: true;
  /** Done for students alone: 400 for whoever is none. */
  readonly ofStudents?: true;
  path(situation: Situation): string;
  body?(situation: Situation): unknown;
}

/** What nobody has: ids that are asked for as others'. */
export const nothing: Made = {
  id: randomUUID(),
  role: "student",
  submission: randomUUID,
  chosen: randomUUID,
  run: randomUUID,
  rerun: () => 999_999,
  regrade: randomUUID,
  deadLetter: () => 999_999,
  token: randomUUID,
  invitation: () => ({ id: randomUUID(), secret: "A".repeat(43) }),
  session: () => ({ id: randomUUID(), secret: "A".repeat(43) }),
  comment: randomUUID,
  question: randomUUID,
  webhook: randomUUID,
  deadDelivery: () => 999_999,
  comparison: randomUUID,
  running: randomUUID,
  exception: randomUUID,
  grant: randomUUID,
  spend: () => undefined,
  decide: () => undefined,
};

const base64 = (text: string) => Buffer.from(text).toString("base64");
const saying = ({ fresh }: Situation) => ({ because: fresh });
const importing = ({ owner, fresh }: Situation) => ({ file: base64(`Login,Name\n${nameOf(owner)},${fresh}\n`) });

/** The login of whoever a route is tried on. */
export function nameOf({ id }: Pick<Made, "id">): string {
  return `login-${id.slice(0, 8)}`;
}

/** How each route is called on somebody's data. A route that is not here is a type error. */
export const calls: Readonly<Record<keyof typeof api, Call>> = {
  submit: {
    about: "caller",
    path: () => "/v1/submissions",
    body: ({ module, files }) => ({ module, files }),
  },
  submissions: {
    about: "list",
    path({ owner, beyondOwn }) {
      owner.submission();
      return `/v1/submissions?limit=100&scope=${beyondOwn ? "all" : "own"}`;
    },
  },
  submission: { about: "owner", path: ({ owner }) => `/v1/submissions/${owner.submission()}` },
  submissionFiles: { about: "owner", path: ({ owner }) => `/v1/submissions/${owner.submission()}/files` },
  events: { about: "owner", path: ({ owner }) => `/v1/submissions/${owner.submission()}/events` },
  grades: { about: "caller", path: () => "/v1/grades" },
  gradebook: { about: "students", path: () => "/v1/gradebook?format=json" },
  gradebookCsv: { about: "students", path: () => "/v1/gradebook?format=csv" },
  modules: { about: "caller", path: () => "/v1/modules" },
  standing: { about: "caller", path: ({ module }) => `/v1/modules/${module}/standing` },
  modulePage: { about: "caller", path: ({ module }) => `/v1/modules/${module}/page` },
  starter: { about: "caller", path: ({ module }) => `/v1/modules/${module}/starter.tgz` },
  moduleWorkbench: { about: "caller", path: ({ module }) => `/v1/modules/${module}/workbench` },
  solution: {
    about: "caller",
    path({ caller, module }) {
      caller.run();
      return `/v1/modules/${module}/solution`;
    },
  },
  courseArchive: { about: "caller", path: () => "/v1/course.tgz" },
  run: { about: "owner", path: ({ owner }) => `/v1/runs/${owner.run()}` },
  startRerun: { about: "owner", path: ({ owner }) => `/v1/runs/${owner.run()}/rerun` },
  rerun: { about: "owner", path: ({ owner }) => `/v1/reruns/${owner.rerun()}` },
  startRegrade: {
    about: "owner",
    path: () => "/v1/regrades",
    body: ({ module, owner }) => ({ module, which: "one", submissionId: owner.submission() }),
  },
  regrades: { about: "owner", path: () => "/v1/regrades" },
  regrade: { about: "owner", path: ({ owner }) => `/v1/regrades/${owner.regrade()}` },
  applyRegrade: { about: "owner", path: ({ owner }) => `/v1/regrades/${owner.regrade()}/apply` },
  cancelRegrade: { about: "owner", path: ({ owner }) => `/v1/regrades/${owner.regrade()}/cancel` },
  queue: { about: "owner", path: () => "/v1/queue" },
  deadLetters: { about: "owner", path: () => "/v1/dead-letters" },
  retryDeadLetter: { about: "owner", path: ({ owner }) => `/v1/dead-letters/${owner.deadLetter()}/retry` },
  me: { about: "caller", path: () => "/v1/me" },
  users: { about: "list", path: () => "/v1/users" },
  createUser: {
    about: "new",
    refusal: 403,
    path: () => "/v1/users",
    body: ({ owner, fresh }) => ({ name: fresh, role: owner.role }),
  },
  createToken: { about: "owner", refusal: 403, path: ({ owner }) => `/v1/users/${owner.id}/tokens` },
  tokens: { about: "owner", path: ({ owner }) => `/v1/tokens?user=${owner.id}` },
  createOwnToken: { about: "caller", path: () => "/v1/tokens", body: () => ({}) },
  invite: {
    about: "owner",
    refusal: 403,
    path: () => "/v1/invitations",
    body: ({ owner }) => ({ users: [owner.id] }),
  },
  invitations: {
    about: "list",
    path({ owner }) {
      owner.invitation();
      return "/v1/invitations";
    },
  },
  revokeInvitation: { about: "owner", path: ({ owner }) => `/v1/invitations/${owner.invitation().id}` },
  redeemInvitation: {
    about: "owner",
    path: () => "/v1/sign-in/invitation",
    body: ({ owner }) => ({ invitation: owner.invitation().secret, as: "token" }),
  },
  signInWays: { about: "caller", path: () => "/v1/sign-in" },
  startSession: { about: "caller", path: () => "/v1/sessions" },
  currentSession: { about: "caller", bySession: true, path: () => "/v1/session" },
  signOut: { about: "caller", bySession: true, path: () => "/v1/session" },
  sessions: { about: "caller", path: () => "/v1/sessions" },
  endSession: { about: "owner", path: ({ owner }) => `/v1/sessions/${owner.session().id}` },
  revokeToken: { about: "owner", path: ({ owner }) => `/v1/tokens/${owner.token()}` },
  audit: { about: "owner", path: ({ owner }) => `/v1/audit?subject=${owner.id}` },
  people: { about: "list", path: () => "/v1/people?dropped=all" },
  person: { about: "owner", path: ({ owner }) => `/v1/people/${owner.id}` },
  changePerson: {
    about: "owner",
    refusal: 403,
    path: ({ owner }) => `/v1/people/${owner.id}`,
    body: ({ fresh }) => ({ name: fresh }),
  },
  renamePerson: {
    about: "owner",
    refusal: 403,
    path: ({ owner }) => `/v1/people/${owner.id}/login`,
    body: ({ fresh }) => ({ login: fresh }),
  },
  dropPerson: { about: "owner", refusal: 403, path: ({ owner }) => `/v1/people/${owner.id}/drop` },
  restorePerson: { about: "owner", refusal: 403, path: ({ owner }) => `/v1/people/${owner.id}/restore` },
  previewRoster: { about: "import", path: () => "/v1/roster/preview", body: importing },
  applyRoster: { about: "import", path: () => "/v1/roster/apply", body: importing },
  submitFor: {
    about: "owner",
    ofStudents: true,
    path: ({ owner }) => `/v1/users/${owner.id}/submissions`,
    body: ({ module, files }) => ({ module, files }),
  },
  previousSubmission: {
    about: "owner",
    path({ owner }) {
      owner.submission();
      return `/v1/submissions/${owner.submission()}/previous`;
    },
  },
  comments: { about: "owner", path: ({ owner }) => `/v1/submissions/${owner.submission()}/comments` },
  addComment: {
    about: "owner",
    path: ({ owner }) => `/v1/submissions/${owner.submission()}/comments`,
    body: ({ fresh }) => ({ text: fresh }),
  },
  comment: { about: "owner", path: ({ owner }) => `/v1/comments/${owner.comment()}` },
  editComment: {
    about: "owner",
    path: ({ owner }) => `/v1/comments/${owner.comment()}`,
    body: ({ fresh }) => ({ text: fresh }),
  },
  removeComment: { about: "owner", path: ({ owner }) => `/v1/comments/${owner.comment()}` },
  releaseComments: { about: "owner", path: ({ module }) => `/v1/modules/${module}/comments/release` },
  ask: {
    about: "caller",
    path({ caller }) {
      caller.question();
      return "/v1/questions";
    },
    body: ({ module, fresh }) => ({ module, text: fresh }),
  },
  questions: {
    about: "list",
    path({ owner }) {
      owner.question();
      return "/v1/questions?limit=100";
    },
  },
  question: { about: "owner", path: ({ owner }) => `/v1/questions/${owner.question()}` },
  answerQuestion: {
    about: "owner",
    path: ({ owner }) => `/v1/questions/${owner.question()}/answer`,
    body: ({ fresh }) => ({ text: fresh }),
  },
  closeQuestion: { about: "owner", path: ({ owner }) => `/v1/questions/${owner.question()}/close` },
  reopenQuestion: {
    about: "owner",
    path: ({ owner }) => `/v1/questions/${owner.question()}/reopen`,
    body: ({ fresh }) => ({ text: fresh }),
  },
  notifications: { about: "caller", path: () => "/v1/me/notifications" },
  setNotifications: {
    about: "caller",
    path: () => "/v1/me/notifications",
    body: () => ({ on: ["submission.received"] }),
  },
  myData: { about: "caller", path: () => "/v1/me/data" },
  personData: { about: "owner", path: ({ owner }) => `/v1/users/${owner.id}/data` },
  webhooks: { about: "owner", path: () => "/v1/webhooks" },
  addWebhook: { about: "owner", path: () => "/v1/webhooks", body: () => ({ url: "https://receiver.invalid/hook" }) },
  removeWebhook: { about: "owner", path: ({ owner }) => `/v1/webhooks/${owner.webhook()}` },
  testWebhook: { about: "owner", path: ({ owner }) => `/v1/webhooks/${owner.webhook()}/test` },
  deadDeliveries: { about: "owner", path: () => "/v1/dead-deliveries" },
  retryDelivery: { about: "owner", path: ({ owner }) => `/v1/dead-deliveries/${owner.deadDelivery()}/retry` },
  startSimilarity: {
    about: "owner",
    path({ owner, module }) {
      owner.comparison();
      return `/v1/modules/${module}/similarity`;
    },
    body: () => ({}),
  },
  similarityReports: { about: "owner", path: ({ module }) => `/v1/modules/${module}/similarity` },
  similarityReport: { about: "owner", path: ({ owner }) => `/v1/similarity/${owner.comparison()}` },
  similarPair: { about: "owner", path: ({ owner }) => `/v1/similarity/${owner.comparison()}/pairs/1` },
  cancelSimilarity: { about: "owner", path: ({ owner }) => `/v1/similarity/${owner.running()}/cancel` },
  statistics: { about: "owner", path: ({ module }) => `/v1/modules/${module}/statistics` },
  assignments: { about: "caller", path: () => "/v1/assignments" },
  changeAssignment: {
    about: "owner",
    path: ({ module }) => `/v1/assignments/${module}`,
    body: ({ fresh }) => ({ coolDownMinutes: 0, because: fresh }),
  },
  undoAssignment: {
    about: "owner",
    path({ caller, module }) {
      caller.decide();
      return `/v1/assignments/${module}/undo`;
    },
    body: saying,
  },
  exceptions: {
    about: "list",
    path({ owner }) {
      owner.exception();
      return "/v1/exceptions";
    },
  },
  grantException: {
    about: "owner",
    ofStudents: true,
    path: () => "/v1/exceptions",
    body: ({ owner, module, fresh }) => ({ kind: "excuse", student: owner.id, module, because: fresh }),
  },
  withdrawException: {
    about: "owner",
    path: ({ owner }) => `/v1/exceptions/${owner.exception()}/undo`,
    body: saying,
  },
  chooseSubmission: {
    about: "owner",
    path: ({ owner }) => `/v1/submissions/${owner.submission()}/count`,
    body: saying,
  },
  unchooseSubmission: {
    about: "owner",
    path: ({ owner }) => `/v1/submissions/${owner.chosen()}/count/undo`,
    body: saying,
  },
  lateDays: { about: "students", path: () => "/v1/late-days" },
  grantLateDays: {
    about: "owner",
    ofStudents: true,
    path: () => "/v1/late-days",
    body: ({ owner, fresh }) => ({ student: owner.id, days: 1, because: fresh }),
  },
  withdrawLateDays: { about: "owner", path: ({ owner }) => `/v1/late-days/${owner.grant()}/undo`, body: saying },
  spendLateDays: {
    about: "caller",
    path({ caller }) {
      caller.grant();
      return "/v1/late-days/spends";
    },
    body: ({ module }) => ({ module, days: 1 }),
  },
  takeBackLateDays: {
    about: "caller",
    path({ caller, module }) {
      caller.spend();
      return `/v1/late-days/spends/${module}/undo`;
    },
  },
  makeExport: { about: "owner", path: () => "/v1/exports", body: () => ({ format: "csv" }) },
  health: { about: "caller", path: () => "/healthz" },
  ready: { about: "caller", path: () => "/readyz" },
};
