/** What `lab-programs.ts` of the build makes of a file that exports a lab. */
declare module "*?lab" {
  import type { CompiledModule } from "@tinytorch/workbench";

  const program: CompiledModule;
  export default program;
}
