import * as library from "@tinytorch/data";
import { borrowed } from "./between.ts";

/** What stands for `@tinytorch/data` where modules are joined. */
export * from "@tinytorch/module-06-dataloader";
export const oneHot = borrowed(library.oneHot);
