import { useKernels } from "@tinytorch/tensor";

// The set-up of every test file that runs a second time, on plain JavaScript kernels.
useKernels("js");
