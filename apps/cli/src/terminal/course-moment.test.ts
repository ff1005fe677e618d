import { expect, test } from "vitest";
import { courseMoment } from "./course-moment.ts";

const berlin = "Europe/Berlin";

test.each([
  ["2026-12-05T17:00:00.000Z", berlin, berlin, "Sat 5 Dec 2026, 18:00 Europe/Berlin"],
  ["2026-12-05T17:00:00.000Z", berlin, "Europe/Madrid", "Sat 5 Dec 2026, 18:00 Europe/Berlin"],
  ["2026-12-05T17:00:00.000Z", berlin, "UTC", "Sat 5 Dec 2026, 18:00 Europe/Berlin (here 17:00 UTC)"],
  [
    "2026-12-05T17:00:00.000Z",
    berlin,
    "Asia/Tokyo",
    "Sat 5 Dec 2026, 18:00 Europe/Berlin (here Sun 6 Dec 2026, 02:00 Asia/Tokyo)",
  ],
  ["2026-12-05T17:00:30.250Z", "UTC", "UTC", "Sat 5 Dec 2026, 17:00:30 UTC"],
  ["2026-12-05T17:00:00.250Z", "UTC", "UTC", "Sat 5 Dec 2026, 17:00 UTC"],
  ["2026-09-06T22:30:00.000Z", berlin, berlin, "Mon 7 Sept 2026, 00:30 Europe/Berlin"],
])("%s in %s, read in %s", (instant, zone, own, said) => {
  expect(courseMoment(instant, zone, own)).toBe(said);
});

test("of a time that comes twice the second one has its offset", () => {
  const [first, second] = ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"];
  expect(courseMoment(first, berlin, berlin)).toBe("Sun 25 Oct 2026, 02:30 Europe/Berlin");
  expect(courseMoment(second, berlin, berlin)).toBe("Sun 25 Oct 2026, 02:30+01:00 Europe/Berlin");
});
