import { jsKernels, replaceKernels } from "@tinytorch/tensor/internal";

// The set-up of every test file that runs a second time: on plain JavaScript kernels without fused steps of training, so that
// optimizers and losses take the way of single operations. The fused ones are run with the units.
const { training: _, ...kernels } = jsKernels;
replaceKernels(kernels);
