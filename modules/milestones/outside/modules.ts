/** All modules whose code a training by the trainer runs through. */
export const allModules: readonly string[] = [
  "01-tensor",
  "02-activations",
  "03-layers",
  "04-networks",
  "05-cnn",
  "06-dataloader",
  "07-autograd",
  "08-optimizers",
  "09-training",
];
