// What a page of the browser test does: asks for as many threads as its address says, trains a little, and says how that went.
import { data, nn, optimizers, tensor } from "/library.js";

const { Generator, getNumThreads, kernelsInUse, randn, scope, setNumThreads, useKernels } = tensor;

const refusal = await setNumThreads(Number(location.hash.slice(1))).then(() => null, String);

const generator = new Generator(0);
const [inputs, classes] = data.spirals({ generator }).tensors;
const model = new nn.Sequential(
  new nn.Linear(2, 32, { generator }),
  new nn.Tanh(),
  new nn.Linear(32, 2, { generator }),
);
const adam = new optimizers.Adam(model.parameters(), { learningRate: 0.05 });
const losses = [];
for (let step = 0; step < 200; step++) {
  scope(() => {
    const loss = nn.crossEntropy(model.forward(inputs), classes);
    adam.zeroGrad();
    loss.backward();
    adam.step();
    losses.push(loss.item());
  });
}

const [a, b] = [randn([300, 200], { generator }), randn([200, 250], { generator })];
const kernels = kernelsInUse();
const product = a.matmul(b);
useKernels("js");
const furthest = product.sub(a.matmul(b)).abs().max().item();

window.said = { refusal, threads: getNumThreads(), kernels, firstLoss: losses[0], lastLoss: losses.at(-1), furthest };
