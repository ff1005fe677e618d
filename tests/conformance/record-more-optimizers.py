"""Records what PyTorch's further optimizers, averages of weights and schedules do, into vectors/more-optimizers.json.

    python3 tests/conformance/record-more-optimizers.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers. Adafactor and Muon, which are younger,
are not asked but computed here in float64 from the equations of their documentation (of PyTorch 2.9), by other ways than a step
takes: Adafactor by outer products of sums, Muon by the singular values. `formula` says of which cases that is so.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F
from torch.optim import swa_utils

torch.set_default_dtype(torch.float64)
torch.manual_seed(18)


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


def trajectory(name, options, shapes, steps=12, formula=None):
    """Parameters after every step, given the gradients of every step; the second parameter has none at every fourth."""
    params = [leaf(*shape) for shape in shapes]
    init = [param.tolist() for param in params]
    optimizer = formula(params, **options) if formula else getattr(torch.optim, name)(params, **options)
    recorded = []
    for step in range(steps):
        grads = [torch.randn_like(param) for param in params]
        for position, (param, grad) in enumerate(zip(params, grads)):
            param.grad = None if position == 1 and step % 4 == 3 else grad
        optimizer.step()
        recorded.append(
            {
                "grads": [None if param.grad is None else param.grad.tolist() for param in params],
                "params": [param.tolist() for param in params],
            }
        )
    return {"optimizer": name, "options": options, "init": init, "steps": recorded, "formula": formula is not None}


class Formula:
    """An update rule by its equations, one parameter at a time."""

    def __init__(self, params, **options):
        self.params, self.options = params, options
        self.memory = [{"t": 0} for _ in params]

    def step(self):
        for param, memory in zip(self.params, self.memory):
            if param.grad is None:
                continue
            memory["t"] += 1
            with torch.no_grad():
                param.copy_(self.moved(param.detach(), param.grad, memory, **self.options))


def rms(x):
    return math.sqrt((x * x).sum().item() / x.numel())


class Adafactor(Formula):
    def moved(self, x, g, memory, lr=0.01, beta2_decay=-0.8, eps=(None, 1e-3), d=1.0, weight_decay=0.0, maximize=False):
        t = memory["t"]
        eps1 = 2.0**-52 if eps[0] is None else eps[0]
        g = -g if maximize else g
        beta = 1 - t**beta2_decay
        alpha = max(eps[1], rms(x)) * min(lr, 1 / math.sqrt(t))
        if x.dim() > 1:
            # Sums of squares, as in the paper; their product over their sum is that of the means but for a factor.
            n, m = x.shape[-2:]
            rows = memory["R"] = beta * memory.get("R", 0) + (1 - beta) * (g * g).sum(-1)
            columns = memory["C"] = beta * memory.get("C", 0) + (1 - beta) * (g * g).sum(-2)
            total = (rows.sum(-1) / (n * m)).clamp(min=eps1)
            v = torch.einsum("...i,...j,...->...ij", rows / m, columns / n, 1 / total)
        else:
            v = memory["V"] = beta * memory.get("V", 0) + (1 - beta) * g * g
        u = g / torch.maximum(v.sqrt(), torch.tensor(eps1))
        return x - lr * weight_decay * x - alpha * u / max(1, rms(u) / d)


class Muon(Formula):
    def moved(
        self, x, g, memory, lr=1e-3, weight_decay=0.1, momentum=0.95, nesterov=True,
        ns_coefficients=(3.4445, -4.7750, 2.0315), eps=1e-7, ns_steps=5, adjust_lr_fn="original",
    ):
        buffer = memory["B"] = momentum * memory.get("B", 0) + (1 - momentum) * g
        u = momentum * buffer + (1 - momentum) * g if nesterov else buffer
        # The iteration leaves the singular vectors and moves the singular values alone.
        left, values, right = torch.linalg.svd(u, full_matrices=False)
        values = values / max(values.square().sum().sqrt().item(), eps)
        a, b, c = ns_coefficients
        for _ in range(ns_steps):
            values = a * values + b * values**3 + c * values**5
        n, m = x.shape
        factor = math.sqrt(max(1, n / m)) if adjust_lr_fn == "original" else 0.2 * math.sqrt(max(n, m))
        return x - lr * weight_decay * x - lr * factor * (left * values) @ right


def rosenbrock(params):
    x = torch.cat([param.reshape(-1) for param in params])
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


inputs, targets = torch.randn(8, 3), torch.randn(8).sign()


def logistic(params):
    weight, bias = params
    scores = inputs @ weight + bias
    return F.softplus(-targets * scores).mean() + 0.01 * (weight * weight).sum()


losses = {"rosenbrock": (rosenbrock, [[-1.2, 1.0], [0.5, 1.5]]), "logistic": (logistic, [[0.1, -0.2, 0.3], [0.0]])}


def minimized(loss_name, options, steps=5):
    loss, init = losses[loss_name]
    params = [torch.tensor(values, requires_grad=True) for values in init]
    optimizer = torch.optim.LBFGS(params, **options)

    def closure():
        optimizer.zero_grad()
        value = loss(params)
        value.backward()
        return value

    recorded = []
    for _ in range(steps):
        value = optimizer.step(closure).item()
        state = optimizer.state[params[0]]
        recorded.append(
            {
                "loss": value,
                "evaluations": state["func_evals"],
                "iterations": state["n_iter"],
                "params": [param.tolist() for param in params],
            }
        )
    return {"loss": loss_name, "options": options, "init": init, "steps": recorded}


def network():
    return torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3), torch.nn.Linear(3, 1))


def weights(model):
    return {name: value.tolist() for name, value in model.state_dict().items()}


def averaged(avg_fn, use_buffers):
    """The weights of a model at every step, and what is averaged of them."""
    model = network()
    average = swa_utils.AveragedModel(model, avg_fn=avg_fn, use_buffers=use_buffers)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    batches = [torch.randn(4, 2) for _ in range(5)]
    recorded = []
    for batch in batches:
        optimizer.zero_grad()
        model(batch).square().mean().backward()
        optimizer.step()
        average.update_parameters(model)
        recorded.append({"model": weights(model), "average": weights(average.module)})
    average.module.eval()
    swa_utils.update_bn([(batch, None) for batch in batches], average.module)
    return {
        "steps": recorded,
        "batches": [batch.tolist() for batch in batches],
        "updated": weights(average.module),
        "output": average.module(batches[0]).tolist(),
    }


def rates(name, options, base, make, steps):
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": lr} for lr in base]
    optimizer = torch.optim.SGD(groups, lr=1, momentum=0.5)
    scheduler = make(optimizer)
    seen = []
    for _ in range(steps):
        seen.append({"lrs": [group["lr"] for group in optimizer.param_groups], "momentum": optimizer.param_groups[0]["momentum"]})
        optimizer.step()
        scheduler.step()
    return {"scheduler": name, "options": options, "base": base, "steps": seen}


def swa_lr(**options):
    return rates("SWALR", options, [0.5, 0.1], lambda optimizer: swa_utils.SWALR(optimizer, **options), 8)


def one_cycle(**options):
    def make(optimizer):
        return torch.optim.lr_scheduler.OneCycleLR(optimizer, **options)

    return rates("OneCycleLR", options, [0.1], make, 12)


def split(length, fractions):
    parts = torch.utils.data.random_split(range(length), fractions)
    return {"length": length, "fractions": fractions, "sizes": [len(part) for part in parts]}


trajectories = [
    trajectory("Rprop", {}, [(4,), (2, 3)]),
    trajectory("Rprop", {"lr": 0.3, "etas": (0.4, 1.7), "step_sizes": (0.05, 0.9)}, [(4,), (2, 3)]),
    trajectory("Rprop", {"lr": 0.1, "maximize": True}, [(4,), (2,)]),
    trajectory("ASGD", {}, [(4,), (2, 3)]),
    trajectory("ASGD", {"lr": 0.2, "lambd": 0.1, "alpha": 0.6, "t0": 4, "weight_decay": 0.05}, [(4,), (2, 3)]),
    trajectory("ASGD", {"lr": 0.1, "t0": 0, "maximize": True}, [(4,), (2,)]),
    trajectory("Adafactor", {}, [(4,), (3, 2), (2, 3, 4)], formula=Adafactor),
    trajectory("Adafactor", {"lr": 0.5, "weight_decay": 0.1, "maximize": True}, [(4,), (3, 2)], formula=Adafactor),
    trajectory(
        "Adafactor", {"lr": 2.0, "beta2_decay": -0.3, "eps": (0.5, 0.7), "d": 1.5}, [(4,), (3, 2)], formula=Adafactor
    ),
    trajectory("Muon", {}, [(3, 3), (2, 4)], formula=Muon),
    trajectory("Muon", {"lr": 0.1, "weight_decay": 0.0, "nesterov": False, "momentum": 0.5}, [(5, 2), (2, 4)], formula=Muon),
    trajectory("Muon", {"lr": 0.1, "adjust_lr_fn": "match_rms_adamw", "ns_steps": 3}, [(5, 2), (2, 4)], formula=Muon),
    trajectory("Muon", {"lr": 0.1, "ns_coefficients": (2.0, -1.5, 0.5), "eps": 10.0}, [(2, 3)], formula=Muon),
]

searches = [
    minimized("rosenbrock", {"line_search_fn": "strong_wolfe", "max_iter": 5}),
    minimized("rosenbrock", {"line_search_fn": "strong_wolfe", "history_size": 2, "max_iter": 4, "lr": 0.5}, 6),
    minimized("rosenbrock", {"line_search_fn": "strong_wolfe", "max_iter": 8, "max_eval": 4}, 6),
    minimized("rosenbrock", {"lr": 0.01, "max_iter": 5}),
    minimized("logistic", {}),
    minimized("logistic", {"line_search_fn": "strong_wolfe"}),
    minimized("logistic", {"line_search_fn": "strong_wolfe", "lr": 40, "max_iter": 3}),
    minimized("logistic", {"lr": 0.5, "max_iter": 3, "history_size": 3, "tolerance_grad": 1e-3}),
    minimized("logistic", {"max_iter": 6, "tolerance_change": 1e-4}),
]

content = {
    "source": f"torch {torch.__version__}",
    "dtype": "float64",
    "note": "trajectories with formula true are computed by the script, not by torch",
    "trajectories": trajectories,
    "data": {"inputs": inputs.tolist(), "targets": targets.tolist()},
    "searches": searches,
    "averages": [
        {"average": "swa", "useBuffers": False, **averaged(None, False)},
        {"average": "swa", "useBuffers": True, **averaged(None, True)},
        {"average": "ema", "decay": 0.75, "useBuffers": False, **averaged(lambda a, x, n: 0.75 * a + 0.25 * x, False)},
    ],
    "schedules": [
        rates(
            "MultiplicativeLR", {}, [1.0, 0.5],
            lambda optimizer: torch.optim.lr_scheduler.MultiplicativeLR(optimizer, lambda epoch: 1 - 0.1 * epoch), 6,
        ),
        swa_lr(swa_lr=0.05, anneal_epochs=5),
        swa_lr(swa_lr=[0.05, 0.3], anneal_epochs=4, anneal_strategy="linear"),
        swa_lr(swa_lr=0.05, anneal_epochs=0),
        one_cycle(max_lr=1.0, epochs=4, steps_per_epoch=3),
        one_cycle(max_lr=0.5, epochs=3, steps_per_epoch=4, three_phase=True, anneal_strategy="linear"),
    ],
    "splits": [
        split(length, fractions)
        for length, fractions in [
            (10, [0.8, 0.2]), (11, [0.5, 0.5]), (7, [0.3, 0.3, 0.4]), (2, [0.3, 0.3, 0.4]), (103, [0.1] * 10), (5, [0.0, 1.0]),
            (1, [1.0]), (100, [0.29, 0.71]), (17, [1 / 3, 1 / 3, 1 / 3]),
        ]
    ],
}
path = pathlib.Path(__file__).parent / "vectors" / "more-optimizers.json"
path.write_text(json.dumps(content, indent=1) + "\n")
