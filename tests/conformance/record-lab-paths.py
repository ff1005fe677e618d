"""Records where PyTorch's optimizers go on the lab's surfaces, in float64, into apps/web/src/features/lab/vectors/torch-*.json.

    python3 tests/conformance/record-lab-paths.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers. Starts, rates and steps are the
lab's own; apps/web/src/workers/race/recorded-paths.test.ts says when they are no more.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

VECTORS = pathlib.Path(__file__).parents[2] / "apps/web/src/features/lab/vectors"
STEPS = 200
BEYOND = 1e9
NETWORK = json.loads((VECTORS / "network.json").read_text())


def float64(values):
    return torch.tensor(values, dtype=torch.float64)


def beale(x, y):
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def network(x, y):
    """The loss of the network that x and y mix of the three recorded ones."""
    trained, other, untrained = (float64(NETWORK[name]) for name in ("trained", "other", "untrained"))
    weights = trained + x * (other - trained) + y * (untrained - trained)
    values, begin, hidden = float64(NETWORK["inputs"]).reshape(-1, 2), 0, NETWORK["hidden"]
    for layer, (into, out) in enumerate([(2, hidden), (hidden, hidden), (hidden, 1)]):
        bias = begin + into * out
        inputs = values if layer == 0 else torch.tanh(values)
        values = F.linear(inputs, weights[begin:bias].reshape(out, into), weights[bias : bias + out])
        begin = bias + out
    return F.binary_cross_entropy_with_logits(values.reshape(-1), float64(NETWORK["labels"]))


SURFACES = {
    "quadratic": ([-9, 2], lambda x, y: x**2 / 2 + 10 * y**2),
    "rosenbrock": ([-1.2, 1], lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2),
    "beale": ([0.5, 1.4], beale),
    "himmelblau": ([-0.5, -0.5], lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2),
    "saddle": ([-2.5, 0.001], lambda x, y: x**2 / 2 - y**2 / 2 + y**4 / 16),
    "network": ([0, 1], network),
}

# PyTorch has no Lion, and NAdam multiplies by one momentum too many before 2.0 (mu_product * mu * mu_next).
RULES = {
    "sgd": (0.001, torch.optim.SGD, {}),
    "momentum": (0.0005, torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (0.0005, torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "adam": (0.1, torch.optim.Adam, {}),
    "adamw": (0.1, torch.optim.AdamW, {}),
    "radam": (0.1, torch.optim.RAdam, {}),
    "rmsprop": (0.05, torch.optim.RMSprop, {}),
    "adagrad": (0.5, torch.optim.Adagrad, {}),
}

# What the lab shows to begin with.
FIRST = {"beale": [("sgd", 0.01, "constant"), ("momentum", 0.002, "constant"), ("adam", 0.1, "cosine")]}

SCHEDULES = {
    "constant": lambda optimizer: None,
    "cosine": lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=STEPS),
}


def record(surface, rule, rate, schedule):
    """One path: x and y before the first step and after each, to twelve digits, as long as they are numbers on a map."""
    start, loss_of = SURFACES[surface]
    _, make, options = RULES[rule]
    x, y = (float64([coordinate]).requires_grad_() for coordinate in start)
    optimizer = make([x, y], lr=rate, **options)
    changing = SCHEDULES[schedule](optimizer)
    path = []
    for _ in range(STEPS + 1):
        optimizer.zero_grad()
        loss = loss_of(x, y).sum()
        place = [x.item(), y.item()]
        if not all(math.isfinite(value) and abs(value) < BEYOND for value in [loss.item(), *place]):
            break
        path += [float(f"{value:.12g}") for value in place]
        loss.backward()
        optimizer.step()
        if changing:
            changing.step()
    return {"rule": rule, "rate": rate, "schedule": schedule, "steps": STEPS, "path": path}


for surface, (start, _) in SURFACES.items():
    runs = [(rule, rate, "constant") for rule, (rate, *_) in RULES.items()]
    content = {
        "source": f"torch {torch.__version__}",
        "dtype": "float64",
        "start": start,
        "runs": [record(surface, *run) for run in [*runs, *FIRST.get(surface, [])]],
    }
    (VECTORS / f"torch-{surface}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
