import { Command } from "@commander-js/extra-typings";
import { grantLateDays } from "./grant.ts";
import { showLateDays } from "./show.ts";
import { spendLateDays } from "./spend.ts";
import { takeBackLateDays } from "./take-back.ts";
import { withdrawLateDays } from "./withdraw.ts";

export const lateDays = new Command("late-days")
  .description("days late that cost nothing, for you to spend; instructors grant them")
  .helpCommand(false)
  .addCommand(showLateDays)
  .addCommand(spendLateDays)
  .addCommand(takeBackLateDays)
  .addCommand(grantLateDays)
  .addCommand(withdrawLateDays)
  .addHelpText("after", "\nExample:\n  tito late-days spend 08");
