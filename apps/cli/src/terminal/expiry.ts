import { InvalidArgumentError } from "@commander-js/extra-typings";

const dayMilliseconds = 24 * 3_600_000;
const mostDays = 3_650;

/**
 * Reads when something expires, as a time in ISO form: `30d` is that many days from now, `2027-01-31` the end of that day
 * here.
 */
export function readExpiry(text: string): string {
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? [];
  if (days !== undefined && Number(days) >= 1 && Number(days) <= mostDays) {
    return new Date(Date.now() + Number(days) * dayMilliseconds).toISOString();
  }
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year !== undefined && month !== undefined && day !== undefined) {
    const end = new Date(year, month - 1, day + 1);
    const last = new Date(year, month - 1, day);
    if (last.getMonth() === month - 1 && last.getDate() === day) return end.toISOString();
  }
  throw new InvalidArgumentError(`It must be days from 1d to ${mostDays}d, such as 30d, or a day such as 2027-01-31.`);
}
