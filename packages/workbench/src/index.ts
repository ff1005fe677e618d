export {
  buildOrder,
  type Components,
  inOrder,
  type Rehearsal,
  type RehearsedTest,
  sayOutcome,
} from "@tinytorch/rehearsal/portable";
export type { CompiledModule } from "./modules/compiled-module.ts";
export { assetsIn, type ModuleAsset, moduleAssetSchema, type WorkbenchAssets } from "./page/assets.ts";
export {
  openWorkbench,
  type PictureOptions,
  type RunOptions,
  type Workbench,
  type WorkbenchOptions,
} from "./page/open-workbench.ts";
export type { Drawn, Picture } from "./page/picture.ts";
export type { Room } from "./runner/messages.ts";
