import { Command } from "@commander-js/extra-typings";
import { removeOverride } from "./override-remove.ts";
import { setOverride } from "./override-set.ts";
import { showOverrides } from "./override-show.ts";

export const override = new Command("override")
  .description("points given by hand, which no submission, regrade or due date changes")
  .helpCommand(false)
  .addCommand(setOverride)
  .addCommand(removeOverride)
  .addCommand(showOverrides)
  .addHelpText("after", '\nExample:\n  tito override set ada 08 97 --reason "Shown on paper."');
