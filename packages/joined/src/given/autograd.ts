/** What stands for `@tinytorch/autograd` where modules are joined. */
export * from "@tinytorch/module-07-autograd";
