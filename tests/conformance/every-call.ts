import * as autograd from "@tinytorch/autograd";
import { Variable } from "@tinytorch/autograd";
import * as data from "@tinytorch/data";
import * as nn from "@tinytorch/nn";
import * as optimizers from "@tinytorch/optimizers";
import * as tensors from "@tinytorch/tensor";
import { Generator, ones, Tensor, tensor, zeros } from "@tinytorch/tensor";

/** One call that works: what is called, on what (nothing for a function or a class), with what. */
export interface Call {
  readonly name: string;
  /** Everything anew, since a call may write into it. */
  make(): { readonly call: (...args: readonly unknown[]) => unknown; readonly args: readonly unknown[] };
}

const generator = new Generator(1);
const drawn = { generator };
const matrix = () =>
  tensor([
    [1, 2],
    [3, 4],
  ]);
const whole = () => tensor([1, 0], { dtype: "int32" });
const indices = () => zeros([2, 2], { dtype: "int32" });
const half = () => tensor([0.5, 0.25]);
const variable = () => new Variable(matrix());
const images = () => zeros([1, 1, 4, 4]);
const sequences = () => zeros([1, 1, 4]);
const words = () => ones([1, 2, 2]);
const dataset = () => new data.TensorDataset(zeros([3, 2]), zeros([3]));
const linear = () => new nn.Linear(2, 2, drawn);
const list = () => new nn.ModuleList([linear()]);
const dictionary = () => new nn.ModuleDict({ first: linear() });
const parameter = () => {
  const made = new Variable([1]);
  made.grad = new Variable([1], { requiresGrad: false });
  return made;
};
const sgd = () => new optimizers.SGD([parameter()]);
const steps = (optimizer = sgd()) => new optimizers.StepLR(optimizer, { stepSize: 1 });
const inTurn = () => {
  const optimizer = sgd();
  return [steps(optimizer), steps(optimizer)];
};
const sequential = () => new optimizers.SequentialLR(inTurn(), { milestones: [1] });
const averaged = () => new optimizers.AveragedModel(linear());
const stepped = () => {
  const optimizer = new optimizers.LBFGS([parameter()], { lineSearch: "strongWolfe", maxIter: 2 });
  optimizer.step(() => 1);
  return optimizer;
};
const plateau = () => new optimizers.ReduceLROnPlateau(sgd());
const double = autograd.unary("double", { forward: (x) => x.mul(2), gradient: (g) => g.mul(2) });

/** The arguments of every function and class, by package and name; a class is called with `new`. */
const functions: Readonly<Record<string, readonly [face: object, args: Readonly<Record<string, () => unknown[]>>]>> = {
  tensor: [
    tensors,
    {
      arange: () => [0, 4, 1, { dtype: "float64" }],
      broadcastShapes: () => [[2, 1], [3]],
      cat: () => [[matrix(), matrix()], 0],
      cumsum: () => [matrix(), 0],
      einsum: () => ["ij,jk->ik", matrix(), matrix()],
      eye: () => [2, 3, { dtype: "int32" }],
      flip: () => [matrix(), 0],
      full: () => [[2], 1, { dtype: "int32" }],
      fullLike: () => [matrix(), 1],
      Generator: () => [1],
      keep: () => [matrix()],
      linspace: () => [0, 1, 3, { dtype: "float64" }],
      logSoftmax: () => [matrix(), 0],
      logSumExp: () => [matrix(), 0, { keepdim: true }],
      normal: () => [[2], 0, 1, drawn],
      ones: () => [[2], { dtype: "int32" }],
      onesLike: () => [matrix()],
      pad: () => [matrix(), [1, 1], 0],
      rand: () => [[2], drawn],
      randint: () => [0, 2, [2], drawn],
      randn: () => [[2], drawn],
      randperm: () => [3, drawn],
      scope: () => [() => 1],
      softmax: () => [matrix(), 0],
      stack: () => [[matrix(), matrix()], 0],
      tensor: () => [[1, 2], { dtype: "float32", shape: [2] }],
      tril: () => [matrix(), 0],
      triu: () => [matrix(), 0],
      uniform: () => [[2], 0, 1, drawn],
      useKernels: () => [tensors.kernelsInUse()],
      variance: () => [matrix(), 0, { correction: 0 }],
      where: () => [matrix().gt(2), matrix(), matrix()],
      zeros: () => [[2], { dtype: "bool" }],
      zerosLike: () => [matrix()],
    },
  ],
  autograd: [
    autograd,
    {
      apply: () => [double, [variable()], undefined],
      asVariable: () => [matrix()],
      cat: () => [[variable(), matrix()], 0],
      einsum: () => ["ij,jk->ik", variable(), matrix()],
      enableGrad: () => [() => 1],
      grad: () => {
        const x = variable();
        return [x.sum(), x, { gradOutputs: ones([]), allowUnused: true }];
      },
      hessian: () => [(x: Variable) => x.square().sum(), matrix(), { createGraph: true }],
      jacobian: () => [(x: Variable) => x.sum(), matrix(), { createGraph: true }],
      jvp: () => [(x: Variable) => x.sum(), matrix(), matrix(), { createGraph: true }],
      linear: () => [variable(), matrix(), half()],
      noGrad: () => [() => 1],
      stack: () => [[variable(), matrix()], 0],
      Variable: () => [[1, 2], { requiresGrad: true, dtype: "float64" }],
      vjp: () => [(x: Variable) => x.sum(), matrix(), ones([]), { createGraph: true }],
      where: () => [matrix().gt(2), variable(), matrix()],
    },
  ],
  nn: [
    nn,
    {
      AdaptiveAvgPool1d: () => [3],
      AdaptiveAvgPool2d: () => [[3, null]],
      AdaptiveMaxPool2d: () => [[3, null]],
      AvgPool1d: () => [2, { stride: 1, ceilMode: true }],
      AvgPool2d: () => [2, { stride: 1 }],
      adaptiveAvgPool1d: () => [sequences(), 3],
      adaptiveAvgPool2d: () => [images(), [3, null]],
      adaptiveMaxPool2d: () => [images(), [3, null]],
      avgPool1d: () => [sequences(), 2, { stride: 1, padding: 1, countIncludePad: false }],
      avgPool2d: () => [images(), 2, { stride: 1, padding: 1 }],
      BCELoss: () => [{ weight: ones([1]) }],
      BCEWithLogitsLoss: () => [{ posWeight: ones([1]) }],
      BatchNorm1d: () => [2, { eps: 1e-5 }],
      BatchNorm2d: () => [2, { eps: 1e-5 }],
      binaryCrossEntropy: () => [half(), half(), { reduction: "sum" }],
      binaryCrossEntropyWithLogits: () => [half(), half(), { posWeight: ones([1]) }],
      ConvTranspose1d: () => [1, 1, 2, { ...drawn, stride: 2, outputPadding: 1 }],
      ConvTranspose2d: () => [1, 1, 2, { ...drawn, stride: 2, outputPadding: 1 }],
      CrossEntropyLoss: () => [{ weight: ones([2]), labelSmoothing: 0.1 }],
      convTranspose1d: () => [sequences(), zeros([1, 1, 2]), zeros([1]), { stride: 2, padding: 1, groups: 1 }],
      convTranspose2d: () => [images(), zeros([1, 1, 2, 2]), zeros([1]), { stride: 2, padding: 1, dilation: 2 }],
      Conv1d: () => [1, 1, 2, { ...drawn, stride: 1 }],
      conv1d: () => [sequences(), zeros([1, 1, 2]), zeros([1]), { stride: 1, padding: 0 }],
      Conv2d: () => [1, 1, 2, { ...drawn, padding: 1 }],
      conv2d: () => [images(), zeros([1, 1, 2, 2]), zeros([1]), { stride: 1, padding: 0, dilation: 1, groups: 1 }],
      crossEntropy: () => [matrix(), [0, 1], { weight: ones([2]), ignoreIndex: 5, labelSmoothing: 0.1 }],
      Dropout: () => [0.5, drawn],
      ELU: () => [1],
      elu: () => [matrix(), 1],
      Embedding: () => [2, 2, drawn],
      embedding: () => [whole(), matrix(), { paddingIdx: 1 }],
      Flatten: () => [],
      GRU: () => [2, 2, { ...drawn, numLayers: 2, dropout: 0.1 }],
      GRUCell: () => [2, 2, { ...drawn, bias: false }],
      GroupNorm: () => [1, 2, { eps: 1e-5 }],
      groupNorm: () => [matrix(), 1, { weight: ones([2]), bias: ones([2]) }],
      HuberLoss: () => [{ delta: 1 }],
      Identity: () => [],
      InstanceNorm1d: () => [2, { trackRunningStats: true }],
      InstanceNorm2d: () => [2, { affine: true }],
      KLDivLoss: () => [{ logTarget: true }],
      L1Loss: () => [{ reduction: "sum" }],
      LSTM: () => [2, 2, { ...drawn, bidirectional: true }],
      LSTMCell: () => [2, 2, { ...drawn, bias: false }],
      MSELoss: () => [{ reduction: "sum" }],
      MaxPool1d: () => [2, { stride: 1, ceilMode: true }],
      ModuleDict: () => [{ first: linear() }],
      ModuleList: () => [[linear(), linear()]],
      maxPool1d: () => [sequences(), 2, { stride: 1, padding: 1 }],
      NLLLoss: () => [{ weight: ones([2]) }],
      ParameterList: () => [[variable()]],
      RMSNorm: () => [[2], { eps: 1e-5 }],
      RNN: () => [2, 2, { ...drawn, nonlinearity: "relu" }],
      RNNCell: () => [2, 2, { ...drawn, nonlinearity: "relu" }],
      rmsNorm: () => [matrix(), [2], { weight: ones([2]) }],
      SmoothL1Loss: () => [{ beta: 1 }],
      GELU: () => [{ approximate: "tanh" }],
      gainFor: () => ["leakyRelu", 0.1],
      gelu: () => [matrix(), { approximate: "tanh" }],
      heNormal: () => [variable(), drawn],
      heUniform: () => [variable(), drawn],
      huberLoss: () => [half(), half(), { delta: 1 }],
      klDivLoss: () => [half(), half(), { logTarget: true }],
      l1Loss: () => [half(), half(), {}],
      LayerNorm: () => [[2], { eps: 1e-5 }],
      layerNorm: () => [matrix(), [2], { weight: ones([2]), bias: ones([2]) }],
      LeakyReLU: () => [0.1],
      layerOf: () => [(x: nn.Input) => autograd.asVariable(x)],
      leakyRelu: () => [matrix(), 0.1],
      Linear: () => [2, 2, { ...drawn, bias: false }],
      LogSoftmax: () => [1],
      logSigmoid: () => [matrix()],
      MaxPool2d: () => [2, { stride: 1 }],
      maxPool2d: () => [images(), 2, { stride: 1, padding: 1 }],
      MultiheadAttention: () => [2, 1, drawn],
      mseLoss: () => [half(), half(), {}],
      nllLoss: () => [matrix(), [0, 1], { weight: ones([2]) }],
      ReLU: () => [],
      Sequential: () => [linear(), new nn.ReLU()],
      SiLU: () => [],
      Sigmoid: () => [],
      scaledDotProductAttention: () => [matrix(), matrix(), matrix(), { causal: true, mask: ones([2, 2]) }],
      silu: () => [matrix()],
      smoothL1Loss: () => [half(), half(), { beta: 1 }],
      Softmax: () => [1],
      Softplus: () => [{ beta: 1 }],
      softplus: () => [matrix(), { beta: 1 }],
      Tanh: () => [],
      xavierNormal: () => [variable(), drawn],
      xavierUniform: () => [variable(), drawn],
    },
  ],
  optimizers: [
    optimizers,
    {
      ...Object.fromEntries(
        "Adadelta Adafactor Adagrad Adam AdamW Adamax ASGD LBFGS Lion NAdam RAdam RMSprop Rprop SGD"
          .split(" ")
          .map((name) => [name, () => [[parameter()], { learningRate: 0.1 }]]),
      ),
      AveragedModel: () => [linear(), { avgFn: optimizers.getEmaAvgFn(), useBuffers: true }],
      ChainedScheduler: () => [[steps()]],
      ConstantLR: () => [sgd(), { factor: 0.5 }],
      CosineAnnealingLR: () => [sgd(), { tMax: 3 }],
      CosineAnnealingWarmRestarts: () => [sgd(), { t0: 3 }],
      CyclicLR: () => [sgd(), { baseLr: 0.1, maxLr: 1, cycleMomentum: false }],
      clipGradNorm: () => [[parameter()], 1, { normType: 2 }],
      clipGradValue: () => [[parameter()], 1],
      ExponentialLR: () => [sgd(), { gamma: 0.5 }],
      getEmaAvgFn: () => [0.9],
      getSwaAvgFn: () => [],
      gradientDescentStep: () => [parameter(), 0.1],
      LambdaLR: () => [sgd(), { lrLambda: () => 1 }],
      LinearLR: () => [sgd(), { startFactor: 0.5 }],
      MultiplicativeLR: () => [sgd(), { lrLambda: () => 1 }],
      MultiStepLR: () => [sgd(), { milestones: [1] }],
      Muon: () => [[variable()], { learningRate: 0.1, nsSteps: 2 }],
      OneCycleLR: () => [sgd(), { maxLr: 1, totalSteps: 3, cycleMomentum: false }],
      PolynomialLR: () => [sgd(), { power: 2 }],
      ReduceLROnPlateau: () => [sgd(), { patience: 1 }],
      SequentialLR: () => [inTurn(), { milestones: [1] }],
      StepLR: () => [sgd(), { stepSize: 1 }],
      SWALR: () => [sgd(), { swaLr: 0.1 }],
      updateBn: () => [[matrix()], new nn.BatchNorm1d(2)],
    },
  ],
  data: [
    data,
    {
      ChainDataset: () => [[[half()]]],
      ConcatDataset: () => [[dataset(), dataset()]],
      compose: () => [(x: Tensor) => x],
      DataLoader: () => [dataset(), { batchSize: 2, dropLast: true }],
      defaultCollate: () => [[{ x: half(), y: 1, name: "a" }]],
      decodeCheckpoint: () => [data.encodeCheckpoint({ a: 1 })],
      decodeIdx: () => [new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1, 7])],
      decodeNpy: () => [data.encodeNpy(half())],
      decodeSafetensors: () => [data.encodeSafetensors({ a: half() })],
      digits: () => [{ ...drawn, count: 1 }],
      encodeCheckpoint: () => [{ a: half() }],
      encodeNpy: () => [half(), { descr: ">f4", fortranOrder: true }],
      encodeSafetensors: () => [{ a: half() }, { note: "text" }],
      MappedDataset: () => [dataset(), (sample: readonly Tensor[]) => sample],
      normalize: () => [0, 1],
      oneHot: () => [whole(), 2],
      RandomSampler: () => [3, { ...drawn, replacement: true }],
      randomHorizontalFlip: () => [drawn],
      randomShift: () => [{ ...drawn, by: 1 }],
      randomSplit: () => [dataset(), [1, 2], drawn],
      SequentialSampler: () => [3],
      Subset: () => [dataset(), [0, 1]],
      spirals: () => [{ ...drawn, perClass: 1 }],
      stackSamples: () => [[[half()], [half()]]],
      TensorDataset: () => [zeros([3, 2]), zeros([3])],
      WeightedRandomSampler: () => [[1, 2], 2, drawn],
    },
  ],
};

/** What is not called with anything: bases of classes, and what starts threads or reads what a call has set. */
export const notCalled: Readonly<Record<string, readonly string[]>> = {
  tensor: ["Tensor", "getNumThreads", "kernelsInUse", "setNumThreads"],
  autograd: ["isGradEnabled", "unary"],
  nn: ["Module"],
  optimizers: ["Optimizer", "Scheduler", "bufferOf", "optimizerWith"],
  data: [],
};

const operand = () => [matrix()];
const reduction = () => [0, { keepdim: true }];
const none = () => [];

/** The arguments of what tensors and variables have alike. */
const shared: Readonly<Record<string, () => unknown[]>> = {
  ...Object.fromEntries(
    "sub mul div pow maximum minimum matmul eq ne lt le gt ge".split(" ").map((name) => [name, operand]),
  ),
  ...Object.fromEntries(
    ["sum", "mean", "max", "min", "argmax", "argmin", "any", "all", "prod"].map((name) => [name, reduction]),
  ),
  ...Object.fromEntries(
    "neg exp expm1 log log1p sqrt abs sign floor ceil trunc frac sin cos tanh relu sigmoid erf square reciprocal"
      .concat(" isnan nonzero toString toJSON t")
      .split(" ")
      .map((name) => [name, none]),
  ),
  ...Object.fromEntries(["outer", "dot"].map((name) => [name, () => [half()]])),
  ...Object.fromEntries(["var", "std"].map((name) => [name, () => [0, { correction: 0 }]])),
  ...Object.fromEntries(["sort", "argsort"].map((name) => [name, () => [0, { descending: true, stable: true }]])),
  ...Object.fromEntries(["cumsum", "cumprod", "flip", "tril", "triu"].map((name) => [name, () => [0]])),
  ...Object.fromEntries(["repeat", "tile"].map((name) => [name, () => [[2, 1]]])),
  ...Object.fromEntries(["scatter", "scatterAdd"].map((name) => [name, () => [0, indices(), matrix()]])),
  add: () => [matrix(), { alpha: 2 }],
  norm: () => [3, 0, { keepdim: true }],
  round: () => [{ decimals: 1 }],
  topk: () => [1, 0, { largest: false, sorted: true }],
  split: () => [[1, 1], 0],
  chunk: () => [2, 0],
  roll: () => [
    [1, 1],
    [0, 1],
  ],
  maskedFill: () => [matrix().gt(2), 0],
  maskedSelect: () => [matrix().gt(2)],
  item: none,
  clamp: () => [{ min: 0, max: 1 }],
  reshape: () => [[4]],
  flatten: () => [0, 1],
  permute: () => [[1, 0]],
  transpose: () => [0, 1],
  broadcastTo: () => [[3, 2, 2]],
  expand: () => [[3, -1, 2]],
  unsqueeze: () => [0],
  squeeze: () => [0],
  select: () => [0, 1],
  slice: () => [0, 0, 1, 1],
  indexSelect: () => [0, [1, 0]],
  gather: () => [0, indices()],
  unfold2d: () => [2, { stride: 1, fill: 1 }],
  to: () => ["float64"],
};

const ofTensor: Readonly<Record<string, () => unknown[]>> = {
  ...shared,
  ...Object.fromEntries(["sub_", "mul_", "div_", "maximum_", "copy_"].map((name) => [name, operand])),
  ...Object.fromEntries("toArray clone contiguous sqrt_ neg_ zero_".split(" ").map((name) => [name, none])),
  add_: () => [matrix(), { alpha: 2 }],
  clamp_: () => [{ min: 0 }],
  fill_: () => [1],
  lerp_: () => [matrix(), 0.5],
  addcmul_: () => [matrix(), matrix(), { value: 2 }],
  addcdiv_: () => [matrix(), matrix(), { value: 2 }],
  indexAdd_: () => [0, [1, 0], matrix()],
  scatterAdd_: () => [0, indices(), matrix()],
};

const ofVariable: Readonly<Record<string, () => unknown[]>> = {
  ...shared,
  ...Object.fromEntries("detach zeroGrad retainGrad".split(" ").map((name) => [name, none])),
  backward: () => [ones([2, 2]), { retainGraph: true }],
  accumulateGrad: operand,
  registerHook: () => [() => undefined],
  logSumExp: reduction,
  softmax: () => [0],
  logSoftmax: () => [0],
  pad: () => [[1, 1], 0],
};

const ofGenerator = {
  uniform: () => [0, 1],
  normal: () => [0, 1],
  integer: () => [3],
  permutation: () => [3],
  loadState: () => [generator.saveState()],
  nextUint32: none,
  saveState: none,
};

const ofModule = {
  forward: () => [ones([2, 2])],
  train: () => [true],
  loadStateDict: () => [linear().stateDict(), { strict: false }],
  registerBuffer: () => ["mask", matrix(), { persistent: false }],
  namedChildren: none,
  parameters: none,
  namedBuffers: none,
  namedParameters: none,
  eval: none,
  toString: none,
  zeroGrad: none,
  stateDict: none,
};

const ofOptimizer = {
  addParamGroup: () => [{ params: [parameter()], learningRate: 1 }],
  zeroGrad: () => [{ setToNull: false }],
  step: () => [() => 1],
  toString: none,
  stateDict: none,
  loadStateDict: () => [sgd().stateDict()],
};

const ofLayers: Readonly<Record<string, readonly [receiver: () => object, args: () => unknown[]]>> = {
  AdaptiveMaxPool2d: [() => new nn.AdaptiveMaxPool2d(3), () => [images()]],
  AvgPool1d: [() => new nn.AvgPool1d(2), () => [sequences()]],
  BCEWithLogitsLoss: [() => new nn.BCEWithLogitsLoss({ posWeight: ones([2]) }), () => [half(), half()]],
  BatchNorm1d: [() => new nn.BatchNorm1d(2), () => [matrix()]],
  BatchNorm2d: [() => new nn.BatchNorm2d(1), () => [images()]],
  ConvTranspose1d: [() => new nn.ConvTranspose1d(1, 1, 2, drawn), () => [sequences()]],
  ConvTranspose2d: [() => new nn.ConvTranspose2d(1, 1, 2, drawn), () => [images()]],
  CrossEntropyLoss: [() => new nn.CrossEntropyLoss({ weight: ones([2]) }), () => [matrix(), [0, 1]]],
  GRU: [() => new nn.GRU(2, 2, drawn), () => [words(), zeros([1, 2, 2])]],
  GRUCell: [() => new nn.GRUCell(2, 2, drawn), () => [matrix(), matrix()]],
  GroupNorm: [() => new nn.GroupNorm(1, 2), () => [matrix()]],
  Identity: [() => new nn.Identity(), () => [matrix()]],
  InstanceNorm2d: [() => new nn.InstanceNorm2d(1), () => [images()]],
  LSTM: [() => new nn.LSTM(2, 2, drawn), () => [words(), [zeros([1, 2, 2]), zeros([1, 2, 2])]]],
  LSTMCell: [() => new nn.LSTMCell(2, 2, drawn), () => [matrix(), [matrix(), matrix()]]],
  RMSNorm: [() => new nn.RMSNorm(2), () => [matrix()]],
  Conv1d: [() => new nn.Conv1d(1, 1, 2, drawn), () => [sequences()]],
  Conv2d: [() => new nn.Conv2d(1, 1, 2, drawn), () => [images()]],
  Dropout: [() => new nn.Dropout(0.5, drawn), () => [matrix()]],
  Embedding: [() => new nn.Embedding(2, 2, drawn), () => [whole()]],
  Flatten: [() => new nn.Flatten(), () => [images()]],
  LayerNorm: [() => new nn.LayerNorm(2), () => [matrix()]],
  MaxPool2d: [() => new nn.MaxPool2d(2), () => [images()]],
  MultiheadAttention: [() => new nn.MultiheadAttention(2, 1, drawn), () => [words(), words(), words()]],
  Sequential: [() => new nn.Sequential(linear()), () => [matrix()]],
};

const ofData: Readonly<Record<string, readonly [receiver: () => object, args: () => unknown[]]>> = {
  "ConcatDataset.at": [() => new data.ConcatDataset([dataset()]), () => [1]],
  "ConcatDataset.batch": [() => new data.ConcatDataset([dataset()]), () => [[1]]],
  "TensorDataset.at": [dataset, () => [1]],
  "TensorDataset.batch": [dataset, () => [[0, 1]]],
  "Subset.at": [() => new data.Subset(dataset(), [0, 1]), () => [1]],
  "Subset.batch": [() => new data.Subset(dataset(), [0, 1]), () => [[1]]],
  "MappedDataset.at": [() => new data.MappedDataset(dataset(), (sample) => sample), () => [1]],
  "MappedDataset.batch": [() => new data.MappedDataset(dataset(), (sample) => sample), () => [[1]]],
  "StepLR.loadStateDict": [steps, () => [steps().stateDict()]],
  "SequentialLR.loadStateDict": [sequential, () => [sequential().stateDict()]],
  "OneCycleLR.step": [
    () => new optimizers.OneCycleLR(sgd(), { maxLr: 1, epochs: 1, stepsPerEpoch: 3, cycleMomentum: false }),
    () => [],
  ],
  "LBFGS.step": [() => new optimizers.LBFGS([parameter()]), () => [() => 1]],
  "LBFGS.loadStateDict": [() => new optimizers.LBFGS([parameter()]), () => [stepped().stateDict()]],
  "AveragedModel.updateParameters": [averaged, () => [linear()]],
  "AveragedModel.loadStateDict": [averaged, () => [averaged().stateDict()]],
  "ReduceLROnPlateau.step": [plateau, () => [1]],
  "ReduceLROnPlateau.loadStateDict": [plateau, () => [plateau().stateDict()]],
  "CosineAnnealingWarmRestarts.step": [() => new optimizers.CosineAnnealingWarmRestarts(sgd(), { t0: 3 }), () => [1.5]],
  "ModuleDict.delete": [dictionary, () => ["first"]],
  "ModuleDict.get": [dictionary, () => ["first"]],
  "ModuleDict.has": [dictionary, () => ["first"]],
  "ModuleDict.set": [dictionary, () => ["second", linear()]],
  "ModuleList.append": [list, () => [linear()]],
  "ModuleList.at": [list, () => [-1]],
  "ModuleList.extend": [list, () => [[linear()]]],
  "ModuleList.insert": [list, () => [1, linear()]],
  "ParameterList.append": [() => new nn.ParameterList(), () => [variable()]],
  "ParameterList.at": [() => new nn.ParameterList([variable()]), () => [-1]],
  "MultiheadAttention.attend": [
    () => new nn.MultiheadAttention(2, 1, drawn),
    () => [words(), words(), words(), { mask: tensor([true, true]) }],
  ],
};

/** What is made, as it is used afterwards. */
const used: Readonly<Record<string, readonly [use: (...args: readonly never[]) => unknown, args: () => unknown[]]>> = {
  "compose, applied": [data.compose(data.normalize(0, 1), (x) => x.mul(2)), operand],
  "normalize, applied": [data.normalize([0, 1], [1, 1]), operand],
  "randomHorizontalFlip, applied": [data.randomHorizontalFlip(drawn), operand],
  "randomShift, applied": [data.randomShift({ ...drawn, by: 1 }), operand],
};

function receiverFor(method: string): Tensor {
  if (method === "unfold2d") return images();
  if (method === "outer" || method === "dot") return half();
  return method === "item" ? tensor(1) : matrix();
}

const methods: Readonly<Record<string, readonly [receiver: (name: string) => object, args: object]>> = {
  Tensor: [receiverFor, ofTensor],
  Variable: [(name) => new Variable(receiverFor(name)), ofVariable],
  Generator: [() => new Generator(1), ofGenerator],
  Module: [linear, ofModule],
  Optimizer: [sgd, ofOptimizer],
};

/** Methods that a rule has for itself. */
const ofRules: readonly string[] = [
  ..."check checkParameter checkStates memoryOf requireOptions shapeOf stateOf".split(" "),
];

/** The classes whose every method is called, with a base of theirs where it has methods of its own. */
export const classes: Readonly<Record<string, readonly string[]>> = {
  Tensor: ownMethods(Tensor),
  Variable: ownMethods(Variable),
  Generator: ownMethods(Generator),
  Module: ownMethods(nn.Module),
  Optimizer: ownMethods(optimizers.Optimizer).filter((name) => !ofRules.includes(name)),
};

/** The names that are called, by package or class. */
export const called: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...Object.entries(functions).map(([name, [, args]]) => [name, Object.keys(args)]),
  ...Object.entries(methods).map(([name, [, args]]) => [name, Object.keys(args)]),
]);

/** The exports that can be called, by package. */
export const exported: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(functions).map(([name, [face]]) => [
    name,
    Object.entries(face)
      .filter(([, value]) => typeof value === "function")
      .map(([key]) => key),
  ]),
);

/** What is told the name of whoever asks, first. */
const withName: Readonly<Record<string, unknown>> = {
  broadcastShapes: (a: tensors.Shape, b: tensors.Shape) => tensors.broadcastShapes("broadcastShapes", a, b),
};

/** Every call. */
export const calls: readonly Call[] = [
  ...Object.entries(functions).flatMap(([name, [face, args]]) =>
    Object.entries(args).map(([key, make]) =>
      functionCall(`${name}.${key}`, withName[key] ?? Reflect.get(face, key), make),
    ),
  ),
  ...Object.entries(methods).flatMap(([name, [receiver, args]]) =>
    Object.entries(args).map(([key, make]) => methodCall(`${name}.${key}`, key, () => receiver(key), make)),
  ),
  ...Object.entries(ofLayers).map(([name, [receiver, make]]) =>
    methodCall(`${name}.forward`, "forward", receiver, make),
  ),
  ...Object.entries(used).map(([name, [use, make]]) => functionCall(name, use, make)),
  ...Object.entries(ofData).map(([name, [receiver, make]]) =>
    methodCall(name, name.split(".")[1] ?? "", receiver, make),
  ),
];

function functionCall(name: string, fn: unknown, make: () => unknown[]): Call {
  if (typeof fn !== "function") throw new Error(`functionCall: ${name} must be a function, got ${typeof fn}`);
  const isClass = /^class\b/.test(String(fn));
  return {
    name,
    make: () => ({
      call: (...args) => (isClass ? Reflect.construct(fn, args) : Reflect.apply(fn, undefined, args)),
      args: make(),
    }),
  };
}

function methodCall(name: string, key: string, receiver: () => object, make: () => unknown[]): Call {
  return {
    name,
    make() {
      const owner = receiver();
      return { call: (...args) => Reflect.apply(Reflect.get(owner, key), owner, args), args: make() };
    },
  };
}

function ownMethods({ prototype }: { prototype: object }): readonly string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => typeof value === "function" && name !== "constructor")
    .map(([name]) => name);
}
