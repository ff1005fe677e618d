"""Records what PyTorch does in float32 at NaN, at infinities, at ties and at sizes near the ends, into vectors/extremes.json.

    python3 tests/conformance/record-extremes.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

NAN, INF = math.nan, math.inf


def written(value):
    """JSON has no NaN and no infinities; -0 is 0 here."""
    if isinstance(value, list):
        return [written(item) for item in value]
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value + 0.0


def gradients(name, fn, *inputs):
    """A case: the output, and the gradient of its sum for each input."""
    leaves = [torch.tensor(values, dtype=torch.float32, requires_grad=True) for values in inputs]
    output = fn(*leaves)
    output.backward(torch.ones_like(output))
    return {
        "name": name,
        "inputs": [written(leaf.tolist()) for leaf in leaves],
        "output": written(output.tolist()),
        "grads": [written(leaf.grad.tolist()) for leaf in leaves],
    }


def whole(name, fn, *inputs):
    output = fn(*(torch.tensor(values, dtype=torch.int32) for values in inputs))
    return {"name": name, "inputs": list(inputs), "output": output.tolist()}


def rates(make, steps):
    """The rate before each step of a schedule, to the epochs given."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    scheduler = make(optimizer)
    seen = [optimizer.param_groups[0]["lr"]]
    for epoch in steps:
        optimizer.step()
        scheduler.step() if epoch is None else scheduler.step(epoch)
        seen.append(optimizer.param_groups[0]["lr"])
    return seen


SPECIAL = [NAN, 1.0, NAN, 2.0, INF, -INF, INF]
OTHER = [1.0, NAN, NAN, 2.0, INF, INF, 1.0]
IGNORED = torch.tensor([0, -100, -100])

cases = [
    gradients("maximum", torch.maximum, SPECIAL, OTHER),
    gradients("minimum", torch.minimum, SPECIAL, OTHER),
    gradients("max of all", lambda x: x.max(), [NAN, 1.0, NAN, 3.0]),
    gradients("min of all", lambda x: x.min(), [1.0, NAN, 3.0]),
    gradients("max of all, tied", lambda x: x.max(), [3.0, 1.0, 3.0]),
    gradients("max over 0", lambda x: x.max(0).values, [1.0, NAN, NAN, 3.0]),
    gradients("min over 0", lambda x: x.min(0).values, [1.0, NAN, NAN, 3.0]),
    gradients("max over several", lambda x: x.amax((0, 1)), [[[NAN, 1.0], [2.0, 7.0]], [[2.0, 7.0], [0.0, 1.0]]]),
    gradients("relu", torch.relu, [NAN, INF, -INF, 0.0]),
    gradients("clamp", lambda x: x.clamp(0, 1), [NAN, INF, -INF, 0.0, 1.0]),
    gradients("elu", F.elu, [NAN, -INF, -100.0, INF]),
    gradients("leakyRelu", F.leaky_relu, [NAN, -INF, 0.0]),
    gradients("abs", torch.abs, [-INF, 0.0, INF]),
    gradients("exp", torch.exp, [-86.9, -87.0, -87.5, -88.0, -95.0, -103.0, -104.0, 88.7, -INF, NAN]),
    gradients("div", torch.div, [1.0, 1.0, 1e-30, 0.0, 3e38], [2e19, 1e-18, 1e-20, 2.0, 3e38]),
    gradients("pow", torch.pow, [0.0, 0.0, 2.0, -2.0, 1e-20], [0.0, 2.0, 0.0, 3.0, 1.5]),
    gradients("pow 0", lambda x: x**0, [INF, NAN, 0.0, 2.0]),
    gradients("crossEntropy", lambda x: F.cross_entropy(x, torch.tensor([2, 0])), [[-INF, 1.0, 2.0], [200.0, -200.0, 0.0]]),
]

# Of rows that are ignored PyTorch's loss knows nothing; its gradient in them is NaN, and ours 0.
rows = torch.tensor([[1.0, 2.0, 3.0], [NAN, NAN, NAN], [-INF, 0.0, 1.0]])
losses = {
    "crossEntropy": F.cross_entropy(rows, IGNORED).item(),
    "crossEntropy, none": F.cross_entropy(rows, IGNORED, reduction="none").tolist(),
    "crossEntropy, smooth": F.cross_entropy(rows, IGNORED, label_smoothing=0.1).item(),
    "nllLoss": F.nll_loss(rows, IGNORED).item(),
}

wholes = [
    whole("mul", torch.mul, [123456789, -5], [987654321, 2**31 - 1]),
    whole("add", torch.add, [123456789, -(2**31)], [2**31 - 1, -1]),
    whole("sub", torch.sub, [-(2**31), 0], [1, -(2**31)]),
    whole("matmul", torch.matmul, [[123456789, 3]], [[987654321], [2**31 - 1]]),
    whole("sum", lambda x: x.sum(dtype=torch.int32), [2**31 - 1, 1, 5]),
]

restarts = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts
fractions = [0.25, 0.5, 2.75, 3.0, 3.5, 9.25, None, None]
schedules = [
    {"t0": 3, "tMult": tMult, "etaMin": 0.01, "epochs": fractions, "rates": rates(lambda o: restarts(o, 3, tMult, 0.01), fractions)}
    for tMult in (1, 2)
]

content = {
    "source": f"torch {torch.__version__}",
    "dtype": "float32",
    "note": "grads are those of the sum of the output",
    "cases": cases,
    "losses": {"rows": written(rows.tolist()), "classes": IGNORED.tolist(), "values": losses},
    "wholes": wholes,
    "restarts": schedules,
}
path = pathlib.Path(__file__).parent / "vectors" / "extremes.json"
path.write_text(json.dumps(content, indent=1) + "\n")
