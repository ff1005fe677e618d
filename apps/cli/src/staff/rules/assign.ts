import { Command } from "@commander-js/extra-typings";
import { exportAssignments } from "./assign-export.ts";
import { setAssignment } from "./assign-set.ts";
import { showAssignments } from "./assign-show.ts";
import { undoAssignment } from "./assign-undo.ts";

export const assign = new Command("assign")
  .description("what is decided about modules: dates, points, attempts, which submission counts, late work")
  .helpCommand(false)
  .addCommand(showAssignments)
  .addCommand(setAssignment)
  .addCommand(undoAssignment)
  .addCommand(exportAssignments)
  .addHelpText(
    "after",
    '\nExample:\n  tito assign set 08 --due "2026-12-06 18:00" --reason "The hall was closed on Friday."',
  );
