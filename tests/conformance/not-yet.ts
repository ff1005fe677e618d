/** What PyTorch's recordings hold and the library does not have yet, with the number of cases that wait for it. */
export const notYet: Record<
  "operations" | "optimizers" | "schedulers" | "training",
  Record<string, number>
> = {
  operations: {},
  optimizers: {
    Adadelta: 8,
    Adagrad: 10,
    Adamax: 6,
    NAdam: 10,
    RAdam: 10,
    RMSprop: 12,
  },
  schedulers: {
    "ChainedScheduler(ConstantLR(factor=0.1,total_iters=2),ExponentialLR(gamma=0.9))": 1,
    ConstantLR: 1,
    CosineAnnealingWarmRestarts: 1,
    CyclicLR: 1,
    ExponentialLR: 1,
    MultiStepLR: 1,
    OneCycleLR: 2,
    PolynomialLR: 1,
    ReduceLROnPlateau: 4,
    "SequentialLR(LinearLR(start_factor=0.1,total_iters=3),CosineAnnealingLR(T_max=6);milestones=[3])": 1,
  },
  training: {},
};
