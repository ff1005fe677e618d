import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Store } from "../../store.ts";
import type { StoredTimings } from "../runs/store.ts";

const phases = ["queue", "sandbox", "tests", "store"] as const;
const seconds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300];

/** Graders that are up, and how the engine between them and this server is getting on. */
export interface GraderCounts {
  readonly here: number;
  readonly elsewhere: number;
  /** What is given to the engine or to graders elsewhere. */
  readonly given: number;
  /** Offers that the engine had lost, and was given again. */
  readonly forgotten: number;
}

/** What a monitor is told: numbers by kind, and nothing of anybody. */
export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** From here on the graders are told of too. */
  follow(graders: () => GraderCounts): void;
  /** A run was stored. */
  graded(timings: StoredTimings): void;
  /** An attempt broke the grader, and what became of its job. */
  attemptBroke(then: string): void;
  /** A request was answered; `code` is that of the refusal, null without one. */
  answered(status: number, code: string | null): void;
}

/** Of one server; what can be looked up is looked up when it is asked for. */
export function openMetrics({ load, deliveries }: Pick<Store, "load" | "deliveries">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const durations = new Histogram({
    name: "tinytorch_run_phase_seconds",
    help: "Where the time of a stored run went",
    labelNames: ["phase"],
    buckets: seconds,
    registers,
  });
  const broken = new Counter({
    name: "tinytorch_attempts_broken_total",
    help: "Attempts that broke the grader, by what became of the job",
    labelNames: ["then"],
    registers,
  });
  const answers = new Counter({
    name: "tinytorch_answers_total",
    help: "Answers by the class of their status",
    labelNames: ["class"],
    registers,
  });
  const errors = new Counter({
    name: "tinytorch_errors_total",
    help: "Refused and failed requests by their error code",
    labelNames: ["code"],
    registers,
  });
  new Gauge({
    name: "tinytorch_queue_jobs",
    help: "Grading work that is not done",
    labelNames: ["kind", "state"],
    registers,
    collect() {
      this.reset();
      for (const { kind, queued, leased, dead } of load.queue()) {
        this.set({ kind, state: "queued" }, queued);
        this.set({ kind, state: "leased" }, leased);
        this.set({ kind, state: "dead" }, dead);
      }
    },
  });
  new Gauge({
    name: "tinytorch_queue_oldest_seconds",
    help: "How long the oldest queued work waits",
    labelNames: ["kind"],
    registers,
    collect() {
      this.reset();
      for (const { kind, oldestSeconds } of load.queue()) this.set({ kind }, oldestSeconds);
    },
  });
  let graders: () => GraderCounts = () => ({ here: 0, elsewhere: 0, given: 0, forgotten: 0 });
  new Gauge({
    name: "tinytorch_graders",
    help: "Submissions that can be graded at once, on this machine and elsewhere",
    labelNames: ["where"],
    registers,
    collect() {
      const { here, elsewhere } = graders();
      this.set({ where: "here" }, here);
      this.set({ where: "elsewhere" }, elsewhere);
    },
  });
  new Gauge({
    name: "tinytorch_graders_wanted",
    help: "Graders that would begin all that waits now within a minute",
    registers,
    collect() {
      this.set(load.wantedGraders());
    },
  });
  new Gauge({
    name: "tinytorch_given_jobs",
    help: "Grading work that is given to the queue's engine or to graders elsewhere",
    registers,
    collect() {
      this.set(graders().given);
    },
  });
  new Gauge({
    name: "tinytorch_forgotten_offers_total",
    help: "Offers that the queue's engine had lost, and was given again",
    registers,
    collect() {
      this.set(graders().forgotten);
    },
  });
  new Gauge({
    name: "tinytorch_outbox_deliveries",
    help: "Messages that are not delivered",
    labelNames: ["channel", "state"],
    registers,
    collect() {
      this.reset();
      for (const { channel, waiting, dead } of deliveries.load()) {
        this.set({ channel, state: "waiting" }, waiting);
        this.set({ channel, state: "dead" }, dead);
      }
    },
  });
  new Gauge({
    name: "tinytorch_outbox_oldest_seconds",
    help: "How long the oldest message waits",
    labelNames: ["channel"],
    registers,
    collect() {
      this.reset();
      for (const { channel, oldestSeconds } of deliveries.load()) this.set({ channel }, oldestSeconds);
    },
  });
  new Gauge({
    name: "tinytorch_database_bytes",
    help: "The size of the database",
    registers,
    collect() {
      this.set(load.databaseBytes());
    },
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    follow(counts) {
      graders = counts;
    },
    graded(timings) {
      for (const phase of phases) durations.observe({ phase }, timings[phase] / 1000);
    },
    attemptBroke: (then) => broken.inc({ then }),
    answered(status, code) {
      answers.inc({ class: `${Math.floor(status / 100)}xx` });
      if (code !== null) errors.inc({ code });
    },
  };
}
