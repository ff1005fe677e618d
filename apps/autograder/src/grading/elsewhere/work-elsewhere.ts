import type { Report } from "@tinytorch/course";
import type { GradeProgress } from "@tinytorch/grader";
import {
  type Announcement,
  announceMilliseconds,
  type CarriedJob,
  type Claim,
  type CourseBundle,
  type Offers,
  type QueueMark,
  type Task,
  type Welcome,
} from "@tinytorch/work-queue";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../../clock.ts";
import { Alarm } from "../alarm.ts";
import type { Elsewhere } from "../dispatcher.ts";
import type { SharedSlot } from "../first-shares.ts";
import type { Outcomes } from "../outcomes.ts";
import { type Lease, leaseMilliseconds, type Queue } from "../queue.ts";
import type { SlotRun } from "../slots.ts";
import type { Standard } from "../standard.ts";
import type { GradingKeys } from "./grading-keys.ts";

/** Whose leases those of graders on other machines are, whichever server gave them out: they hold over its restart. */
export const elsewhereOwner = "graders elsewhere";

/** How often offers are looked at without anything having happened. */
const tendMilliseconds = 1_000;
/** A grader that was not heard of for so long is not there. */
const absentMilliseconds = 3 * announceMilliseconds;
/** An offer that nobody claims within this time is taken back, wherever it is. */
const claimMilliseconds = 10_000;
/** After that nothing is offered for a while, so that graders here come to it. */
const restMilliseconds = 5_000;
/** For so long an engine may be away before what it was given is taken back, for whoever is here. */
const awayMilliseconds = 3_000;

/** Work that was given to the engine, or to a grader on another machine. */
interface Given extends SharedSlot {
  readonly id: string;
  /** Undefined once it was given up. */
  lease: Lease | undefined;
  run: SlotRun | undefined;
  /** Who claimed it; of what an earlier server gave out, whoever comes first with its ticket. */
  instance: string | null;
  readonly offeredAt: number;
  renewedAt: number;
  heardAt: number;
}

/** What the routes of graders work with. */
export interface GradersDoor {
  /** Whose token it is; undefined when it is no grader's. */
  nameOf(token: string): string | undefined;
  welcome(): Welcome;
  /** The packed course of this hash; undefined when the server grades by another. */
  course(sha256: string): Buffer | undefined;
  /** Why a grader may not take work, in words; undefined when it may, and is there from now on. */
  announce(announcement: Announcement): string | undefined;
  leave(instance: string): void;
  /** Undefined when it is not to be had: it was claimed, or its lease is over. */
  claim(jobId: number, claim: Claim): Task | undefined;
  /** Whether it is still theirs. */
  keep(jobId: number, claim: Claim, progress: GradeProgress | null): boolean;
  handIn(jobId: number, claim: Claim, report: Report): Promise<boolean>;
  fail(jobId: number, claim: Claim, reason: string): boolean;
  giveBack(jobId: number, claim: Claim): boolean;
}

export interface WorkElsewhereOptions {
  readonly queue: Queue;
  readonly outcomes: Outcomes;
  readonly standard: Standard;
  readonly keys: GradingKeys;
  readonly bundle: CourseBundle;
  readonly offers: Offers;
  readonly mark: QueueMark;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  /** How many submissions this machine grades at once. */
  readonly gradersHere: number;
}

/** How a server with an engine is getting on with it. */
export interface ElsewhereLoad {
  /** What is given to the engine or to them. */
  readonly given: number;
  /** Offers that the engine had lost, and was given again. */
  readonly forgotten: number;
}

/**
 * Gives work to graders on other machines. Which work is next is the queue's to say, as for graders here: the engine is given no more than
 * they can grade at once, so its own order decides nothing. Each offer is under a lease of the queue, and whatever comes back counts under
 * its fencing token alone: what the engine forgets is offered again, what it doubles is stored once.
 */
export class WorkElsewhere implements Elsewhere, GradersDoor {
  readonly owner = elsewhereOwner;
  readonly #options: WorkElsewhereOptions;
  readonly #present = new Map<string, { readonly places: number; readonly seenAt: number }>();
  readonly #given = new Map<string, Given>();
  /** Rings when there is work, and when there is a place for it. */
  readonly #alarm = new Alarm();
  readonly #tendAlarm = new Alarm();
  #rings = 0;
  readonly #signed: string;
  #forgotten = 0;
  /** When the engine last took something or answered; whether it does now. */
  #upAt: number;
  #isUp = true;
  /** When something was last claimed; whether what was offered since was taken by nobody, and when it is tried again. */
  #claimedAt = Number.NEGATIVE_INFINITY;
  #isUntaken = false;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #isStopped = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: WorkElsewhereOptions) {
    this.#options = options;
    this.#signed = options.keys.sign(options.bundle.sha256);
    this.#upAt = options.clock.steady();
  }

  /** Takes up what an earlier server gave out, and goes on giving until it is stopped. */
  start(): void {
    const { queue, clock } = this.#options;
    for (const lease of queue.heldBy(elsewhereOwner)) {
      queue.heartbeat(lease);
      this.#remember(lease, clock.steady());
    }
    this.#loop = this.#work();
  }

  /** Takes back what nobody has claimed. What is being graded goes on: its graders come back to the next server. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#tendAlarm.ring();
    this.wake();
    await this.#loop;
    for (const given of [...this.#given.values()]) if (given.run === undefined) await this.#takeBack(given);
    await this.#options.mark.letGo().catch(() => {});
  }

  wake(): void {
    this.#rings += 1;
    this.#alarm.ring();
  }

  /** While they take nothing, as with their line to the engine cut or with a key in wrong hands, it is one: an offer shows when they do again. */
  get places(): number {
    let sum = 0;
    for (const { places } of this.#present.values()) sum += places;
    return this.#isUntaken ? Math.min(sum, 1) : sum;
  }

  get slots(): readonly SharedSlot[] {
    const free: SharedSlot = { grader: {}, lease: undefined, run: undefined };
    return [...this.#given.values(), ...(this.places > this.#given.size ? [free] : [])];
  }

  get load(): ElsewhereLoad {
    return { given: this.#given.size, forgotten: this.#forgotten };
  }

  nameOf(token: string): string | undefined {
    return this.#options.keys.nameOf(token);
  }

  welcome(): Welcome {
    const { keys, bundle, standard } = this.#options;
    const signed = { sha256: bundle.sha256, signature: this.#signed };
    return { queue: keys.queue, bundle: signed, layers: [...standard.layers], version: standard.version };
  }

  course(sha256: string): Buffer | undefined {
    const { bundle } = this.#options;
    return sha256 === bundle.sha256 ? bundle.bytes : undefined;
  }

  announce({ instance, places, layers, version, bundle }: Announcement): string | undefined {
    const { standard, clock } = this.#options;
    const lost = standard.layers.filter((layer) => !layers.includes(layer));
    if (lost.length > 0) {
      return `sandbox: a grader must have the layers of its server, got one without ${lost.join(", ")}; install what is missing (tito doctor says what)`;
    }
    if (bundle !== this.#options.bundle.sha256)
      return "course: a grader must grade by its server's course, got another";
    if (version !== standard.version) {
      return "grader: it must grade by the same programs as its server, got others; install the release and the Node that the server has";
    }
    const isNew = !this.#present.has(instance);
    this.#present.set(instance, { places, seenAt: clock.steady() });
    if (isNew) this.#options.log.info({ grader: instance, places }, "a grader of another machine is there");
    this.#count();
    this.wake();
    return undefined;
  }

  leave(instance: string): void {
    if (this.#present.delete(instance))
      this.#options.log.info({ grader: instance }, "a grader of another machine left");
    this.#count();
  }

  claim(jobId: number, claim: Claim): Task | undefined {
    const given = this.#find(jobId, claim);
    if (given?.lease === undefined) return undefined;
    if (given.run === undefined) {
      const now = this.#options.clock.steady();
      this.#begin(given, claim.instance, now);
      this.#taken(now);
      this.#options.outcomes.begun(given.lease);
    }
    // Who did not hear the answer asks again.
    if (given.instance !== claim.instance) return undefined;
    const { module, sha256, seed, files } = given.lease;
    return { module, sha256, seed, files: { ...files } };
  }

  keep(jobId: number, claim: Claim, progress: GradeProgress | null): boolean {
    const given = this.#of(jobId, claim);
    if (given?.lease === undefined) return false;
    const now = this.#options.clock.steady();
    given.heardAt = now;
    if (now - given.renewedAt > leaseMilliseconds / 3) {
      if (!this.#options.queue.heartbeat(given.lease)) return this.#drop(given);
      given.renewedAt = now;
    }
    if (progress !== null) this.#options.outcomes.progressed(given.lease, progress);
    return true;
  }

  async handIn(jobId: number, claim: Claim, report: Report): Promise<boolean> {
    const given = this.#of(jobId, claim);
    const lease = given?.lease;
    if (given === undefined || lease === undefined) return false;
    if (report.sha256 !== lease.sha256 || report.seed !== lease.seed || report.module !== lease.module) {
      this.fail(jobId, claim, "grade: the report must be of the work that was given, got another's");
      return false;
    }
    const answeredAt = this.#options.clock.steady();
    const startedAt = given.run?.startedAt ?? answeredAt - report.timings.total;
    if (given.run !== undefined) given.run.isAnswered = true;
    const isStored = await this.#options.outcomes.finished(lease, { report, startedAt, answeredAt });
    this.#ended(given, lease, answeredAt - startedAt);
    return isStored;
  }

  fail(jobId: number, claim: Claim, reason: string): boolean {
    const given = this.#of(jobId, claim);
    if (given?.lease === undefined) return false;
    const { lease } = given;
    this.#options.outcomes.failed(lease, reason);
    this.#ended(given, lease, this.#options.clock.steady() - (given.run?.startedAt ?? given.offeredAt));
    return true;
  }

  giveBack(jobId: number, claim: Claim): boolean {
    const given = this.#find(jobId, claim);
    if (given?.lease === undefined || (given.instance !== null && given.instance !== claim.instance)) return false;
    const { lease } = given;
    this.#given.delete(given.id);
    const isBack = this.#options.queue.release(lease);
    if (isBack) this.#options.outcomes.waitsAgain(lease);
    this.wake();
    return isBack;
  }

  /** What a ticket is for, as long as its lease holds. */
  #find(jobId: number, { fence, bundle, ticket }: Claim): Given | undefined {
    const { keys, bundle: current } = this.#options;
    if (bundle !== current.sha256 || !keys.isTicket(ticket, { jobId, fence, bundle })) return undefined;
    return this.#given.get(idOf(jobId, fence));
  }

  /** … and is in these hands. */
  #of(jobId: number, claim: Claim): Given | undefined {
    const given = this.#find(jobId, claim);
    if (given?.run !== undefined && given.instance === null) given.instance = claim.instance;
    return given?.instance === claim.instance ? given : undefined;
  }

  /** Of what an earlier server gave out it is not known whether somebody claimed it: the engine says so. */
  #remember(lease: Lease, now: number): Given {
    const given: Given = {
      ...{ id: idOf(lease.jobId, lease.fencingToken), grader: undefined, lease, run: undefined, instance: null },
      ...{ offeredAt: now, renewedAt: now, heardAt: now },
    };
    this.#given.set(given.id, given);
    return given;
  }

  #begin(given: Given, instance: string | null, now: number): void {
    const run: SlotRun = { startedAt: now, cancel: new AbortController(), isAnswered: false };
    // Whoever needs its place for others has given the lease back already.
    run.cancel.signal.addEventListener("abort", () => this.#given.delete(given.id));
    given.run = run;
    given.instance = instance;
    given.heardAt = now;
  }

  #ended(given: Given, lease: Lease, milliseconds: number): void {
    this.#given.delete(given.id);
    this.#options.queue.took(lease, milliseconds);
    this.wake();
  }

  #drop(given: Given): false {
    this.#given.delete(given.id);
    this.wake();
    return false;
  }

  async #work(): Promise<void> {
    await this.#takeUp();
    await Promise.all([this.#goOn(() => this.#tend(), this.#tendAlarm), this.#goOn(() => this.#give(), this.#alarm)]);
  }

  /** Does its work at each ring of the alarm, one that comes while it works too, and each second. */
  async #goOn(work: () => Promise<void>, alarm: Alarm): Promise<void> {
    while (!this.#isStopped) {
      const rings = this.#rings;
      try {
        await work();
      } catch (error) {
        this.#options.log.error({ err: error }, "work for other machines could not be tended; trying again");
      }
      if (alarm === this.#tendAlarm || rings === this.#rings) await alarm.sleep(tendMilliseconds);
    }
  }

  /** What waits in the engine since before this server's start is taken back: it may be for another course. What is with graders goes on. */
  async #takeUp(): Promise<void> {
    for (const given of [...this.#given.values()]) {
      const state = await this.#stateOf(given);
      if (given.run !== undefined || !this.#given.has(given.id)) continue;
      if (state === "waiting") await this.#takeBack(given);
      else this.#begin(given, null, this.#options.clock.steady());
    }
  }

  /** Offers as much as can be graded elsewhere at once. */
  async #give(): Promise<void> {
    const { queue, offers, clock } = this.#options;
    if (clock.steady() < this.#restsUntil) return;
    while (this.#isUp && !this.#isStopped && this.#given.size < this.places) {
      const lease = queue.lease(elsewhereOwner);
      if (lease === undefined) return;
      const given = this.#remember(lease, clock.steady());
      try {
        await offers.offer(this.#carried(lease));
        this.#isThere();
      } catch (error) {
        this.#isGone(error);
        await this.#takeBack(given);
      }
    }
  }

  async #tend(): Promise<void> {
    const now = this.#options.clock.steady();
    for (const [instance, { seenAt }] of this.#present) if (now - seenAt > absentMilliseconds) this.leave(instance);
    await this.#hold();
    for (const given of [...this.#given.values()]) await this.#look(given, now);
  }

  /** Keeps this server's mark on the engine. */
  async #hold(): Promise<void> {
    try {
      const holds = await this.#options.mark.hold();
      if (holds) this.#isThere();
      else this.#isGone(new Error("another server gives its work to this queue: one of the two must end"));
    } catch (error) {
      this.#isGone(error);
    }
  }

  async #look(given: Given, now: number): Promise<void> {
    const { queue, log } = this.#options;
    const { lease } = given;
    if (lease === undefined) return void this.#drop(given);
    if (given.run !== undefined) {
      if (now - given.heardAt <= leaseMilliseconds) return;
      log.warn(
        { submissionId: lease.submissionId, grader: given.instance },
        "a grader of another machine was not heard of",
      );
      this.#given.delete(given.id);
      return void queue.release(lease);
    }
    if (now - given.renewedAt > leaseMilliseconds / 3) {
      if (!queue.heartbeat(lease)) {
        this.#drop(given);
        return await this.#options.offers.withdraw(given.id).catch(() => {});
      }
      given.renewedAt = now;
    }
    if (this.places === 0 || (!this.#isUp && now - this.#upAt > awayMilliseconds)) return await this.#takeBack(given);
    if (!this.#isUp || now - given.offeredAt < tendMilliseconds) return;
    const state = await this.#stateOf(given);
    // It may have been claimed meanwhile.
    if (given.run !== undefined || !this.#given.has(given.id)) return;
    if (now - given.offeredAt > claimMilliseconds) return await this.#untaken(given, now);
    if (state !== "missing") return;
    this.#forgotten += 1;
    log.warn({ submissionId: lease.submissionId }, "the queue's engine has forgotten work; it is offered again");
    await this.#options.offers.offer(this.#carried(lease)).catch((error: unknown) => this.#isGone(error));
  }

  #taken(now: number): void {
    this.#claimedAt = now;
    if (!this.#isUntaken) return;
    this.#options.log.info("graders of other machines take what is offered again");
    this.#isUntaken = false;
    this.#restsUntil = now;
    this.#count();
    this.wake();
  }

  async #untaken(given: Given, now: number): Promise<void> {
    if (this.#claimedAt < given.offeredAt) {
      if (!this.#isUntaken)
        this.#options.log.warn("graders of other machines take nothing of what is offered; it is graded here");
      this.#isUntaken = true;
      this.#restsUntil = now + restMilliseconds;
      this.#count();
    }
    await this.#takeBack(given);
  }

  /** Undefined while the engine does not answer. */
  #stateOf(given: Given): Promise<"waiting" | "taken" | "missing" | undefined> {
    return this.#options.offers.state(given.id).catch((error: unknown) => {
      this.#isGone(error);
      return undefined;
    });
  }

  /** The queue has it again, as if it had not been given out; whatever comes of it counts no more. */
  async #takeBack(given: Given): Promise<void> {
    this.#given.delete(given.id);
    if (given.lease !== undefined) this.#options.queue.release(given.lease);
    // What an engine that is away still has is of no use to anybody who takes it.
    if (this.#isUp) await this.#options.offers.withdraw(given.id).catch(() => {});
  }

  #carried(lease: Lease): CarriedJob {
    const { keys, bundle } = this.#options;
    const { jobId, fencingToken: fence, priority } = lease;
    const ticketed = { jobId, fence, bundle: bundle.sha256 };
    const path = `/grading/jobs/${jobId}`;
    const ticket = keys.ticket(ticketed);
    return { id: idOf(jobId, fence), ...ticketed, priority, path, ticket };
  }

  #isThere(): void {
    if (!this.#isUp) this.#options.log.warn("the queue's engine is there again");
    this.#isUp = true;
    this.#upAt = this.#options.clock.steady();
  }

  #isGone(error: unknown): void {
    if (this.#isUp)
      this.#options.log.error({ err: error }, "the queue's engine cannot be used; work is graded here alone");
    this.#isUp = false;
  }

  #count(): void {
    this.#options.queue.setGraders(this.#options.gradersHere + this.places);
  }
}

function idOf(jobId: number, fence: number): string {
  return `${jobId}-${fence}`;
}
