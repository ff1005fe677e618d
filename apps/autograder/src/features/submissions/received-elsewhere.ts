import { ApiError, type SubmitForRequest } from "@tinytorch/api";
import { sayTime } from "@tinytorch/course";
import type { Assignment } from "@tinytorch/gradebook";

const day = 24 * 60 * 60_000;
/** A course and the time in which what went wrong in it is put right. */
const mostDays = 400;

/**
 * The time that is to count as that of the receipt: not after now, and not before there was anything to hand in.
 * @throws ApiError `invalid-request` for one that cannot be.
 */
export function receivedElsewhere(
  { at, reason }: NonNullable<SubmitForRequest["received"]>,
  { module, zone = "UTC", release = null }: Assignment,
  now: number,
): { readonly at: number; readonly reason: string } {
  const time = Date.parse(at);
  if (time > now) throw refused(`after now, got ${at}`);
  if (release === null && time < now - mostDays * day)
    throw refused(`more than ${mostDays} days before now, got ${at}`);
  if (release !== null && time < release) {
    throw refused(`before the release of ${module} at ${sayTime(release, zone)}, got ${at}`);
  }
  return { at: time, reason };
}

function refused(what: string): ApiError {
  const field = "received.at";
  return new ApiError("invalid-request", { message: `${field}: it must not be ${what}.`, field });
}
