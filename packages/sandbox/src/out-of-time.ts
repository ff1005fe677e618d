import type { CodePlace } from "./messages.ts";

/** Work in an isolate had used up its processor time and was ended. */
export class OutOfTimeError extends Error {
  override readonly name = "OutOfTimeError";
  /** The function that did not return, and the line it was at; null when that is not known. */
  readonly where: CodePlace | null;
  /** It could not be ended: whoever asks the isolate for something at once would wait for it. */
  readonly isStuck: boolean;

  constructor(where: CodePlace | null, isStuck = false) {
    super("processor time: it must be enough, got no more");
    this.where = where;
    this.isStuck = isStuck;
  }
}
