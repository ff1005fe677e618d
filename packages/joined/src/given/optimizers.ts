/** What stands for `@tinytorch/optimizers` where modules are joined. */
export * from "@tinytorch/module-08-optimizers";
