export type { Redis } from "ioredis";
export { type CourseBundle, packCourse, requireSignature, signBundle, unpackCourse } from "./course-bundle.ts";
export { type EngineQueueOptions, engineQueue } from "./engine-queue.ts";
export {
  createGraderToken,
  type GraderKey,
  hashGraderToken,
  queueNameOf,
  readGraderKey,
  writeGraderKey,
} from "./grader-key.ts";
export type { GraderQueue, Progress, Work } from "./grader-queue.ts";
export { connectServer, type GradingServer, ServerAwayError, TurnedAwayError } from "./grading-server.ts";
export { type OfferState, type Offers, openOffers } from "./offers.ts";
export { openRedis, placeOf } from "./open-redis.ts";
export {
  type Announcement,
  announceMilliseconds,
  announcementSchema,
  type CarriedJob,
  type Claim,
  claimSchema,
  failureSchema,
  handInSchema,
  heldSchema,
  keepMilliseconds,
  keepSchema,
  longestBody,
  refusalSchema,
  type Task,
  taskSchema,
  type Welcome,
  welcomeSchema,
} from "./protocol.ts";
export { QueueError } from "./queue-error.ts";
export { isMarked, openQueueMark, type QueueMark } from "./queue-mark.ts";
export { openTaker, type TakenOffer, type Taker } from "./taker.ts";
