import { Command } from "@commander-js/extra-typings";
import { grantExtension } from "./extend-grant.ts";
import { listExtensions } from "./extend-list.ts";
import { removeExtension } from "./extend-remove.ts";

export const extend = new Command("extend")
  .description("more time or more attempts for one student")
  .helpCommand(false)
  .addCommand(grantExtension)
  .addCommand(listExtensions)
  .addCommand(removeExtension)
  .addHelpText(
    "after",
    '\nExample:\n  tito extend grant ada 08 --due "2026-12-09 18:00" --reason "Ill, with a certificate."',
  );
