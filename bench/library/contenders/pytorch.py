"""PyTorch as a contender: the same jobs by the same protocol (see ../protocol.ts), on one thread."""

import gc
import json
import math
import os
import statistics
import sys
import time


def say(message):
    print(json.dumps(message), flush=True)


try:
    import torch
except ImportError as error:
    say({"state": "absent", "detail": str(error)})
    sys.exit(0)

torch.set_num_threads(1)
try:
    torch.set_num_interop_threads(1)
except RuntimeError:
    pass

from pytorch_networks import built

F = torch.nn.functional
NAME, FOLDER = sys.argv[1:3]
FUSED = NAME.endswith("fused")


def read(name, *shape):
    path = os.path.join(FOLDER, f"{name}.f32")
    return torch.from_file(path, size=math.prod(shape), dtype=torch.float32).reshape(shape).clone()


def write(result):
    path = os.path.join(FOLDER, NAME.replace(" ", "-") + ".f64")
    flat = result.detach().reshape(-1)
    torch.from_file(path, shared=True, size=flat.numel(), dtype=torch.float64).copy_(flat)


def optimizer_for(rule, parameters, rate):
    options = {"lr": rate, **({"fused": True} if FUSED else {})}
    if rule == "adam":
        return torch.optim.Adam(parameters, **options)
    return torch.optim.SGD(parameters, momentum=0.9, **options)


def operation(job):
    kind = job["kind"]
    if kind == "matmul":
        a, b = read("a", job["size"], job["size"]), read("b", job["size"], job["columns"])
        return lambda: a @ b
    if kind == "elementwise":
        x, y = (read(name, 1000, 1000) for name in "xy")
        return {
            "add": lambda: x + y,
            "relu": lambda: torch.relu(x),
            "elu": lambda: F.elu(x),
            "exp": lambda: torch.exp(x),
            "sin": lambda: torch.sin(x),
            "softmax": lambda: torch.softmax(x, 1),
        }[job["operation"]]
    if kind == "sum":
        x = read("x", job["size"], job["size"])
        return lambda: x.sum(job["axis"])
    if kind == "conv2d":
        x = read("x", job["batch"], job["channels"], job["side"], job["side"])
        weight = read("weight", job["outChannels"], job["channels"] // job["groups"], 3, 3)
        return lambda: F.conv2d(x, weight, padding=1, groups=job["groups"])
    if kind == "maxPool2d":
        x = read("x", job["batch"], job["channels"], job["side"], job["side"])
        return lambda: F.max_pool2d(x, 2)
    raise ValueError(f"pytorch: a job must be of a known kind, got {kind}")


def training(job, rate):
    layers, batch, loss = job["layers"], job["batch"], job["loss"]
    x = read("x", batch, layers[0])
    targets = read("targets", batch, layers[-1]) if loss == "mse" else read("targets", batch).long()
    loss_of = F.mse_loss if loss == "mse" else F.cross_entropy
    parts = []
    for index, (inputs, outputs) in enumerate(zip(layers, layers[1:])):
        if index > 0:
            parts.append(torch.nn.ReLU())
        linear = torch.nn.Linear(inputs, outputs)
        with torch.no_grad():
            linear.weight.copy_(read(f"weight{index}", outputs, inputs))
            linear.bias.copy_(read(f"bias{index}", outputs))
        parts.append(linear)
    model = torch.nn.Sequential(*parts)
    optimizer = optimizer_for(job["rule"], list(model.parameters()), rate)

    def run():
        value = loss_of(model(x), targets)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        return value.item()

    return run, lambda: torch.cat([each.detach().reshape(-1) for each in model.parameters()])


def network_training(job, rate):
    model, x, targets = built(job["network"], read)
    optimizer = optimizer_for("adam", list(model.parameters()), rate)

    def run():
        value = F.cross_entropy(model(x), targets)
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        return value.item()

    return run, lambda: torch.cat([each.detach().reshape(-1) for each in model.drawn()])


def updates(job, rate):
    parameters = read("parameters", job["count"]).requires_grad_()
    parameters.grad = read("gradient", job["count"])
    optimizer = optimizer_for(job["rule"], [parameters], rate)
    return optimizer.step, lambda: parameters


def prepare(job, rate):
    if job["kind"] == "train":
        return training(job, rate)
    if job["kind"] == "network":
        return network_training(job, rate)
    if job["kind"] == "update":
        return updates(job, rate)
    compute = operation(job)

    def run():
        with torch.no_grad():
            compute()

    return run, compute


def products_rate():
    """How fast its products are: some builds multiply by a library that was never meant to be fast."""
    a, seconds = torch.ones(256, 256), []
    for _ in range(3):
        started = time.perf_counter()
        a @ a
        seconds.append(time.perf_counter() - started)
    return f"{2 * 256**3 / min(seconds) / 1e9:.0f} GFLOP/s in products"


def measure(run, seconds, sample_seconds):
    """As measure.ts does it."""
    samples, per_sample, runs = [], 1, 0
    begun = time.perf_counter()
    while not samples or time.perf_counter() - begun < seconds:
        started = time.perf_counter()
        for _ in range(per_sample):
            run()
        elapsed = time.perf_counter() - started
        runs += per_sample
        if elapsed >= sample_seconds:
            samples.append(elapsed / per_sample)
        else:
            per_sample = min(2 * per_sample, math.ceil(1.2 * per_sample * sample_seconds / elapsed))
    return {"median": statistics.median(samples), "minimum": min(samples), "runs": runs}


def main():
    with open(os.path.join(FOLDER, "task.json"), encoding="utf8") as file:
        task = json.load(file)
    try:
        run, result = prepare(task["job"], task["checkRate"])
        for _ in range(task["checkSteps"]):
            run()
    except (RuntimeError, TypeError) as error:
        if not FUSED:
            raise
        # Fused steps for processors are not in every version.
        say({"state": "cannot", "detail": str(error)})
        return
    write(result())
    run, _ = prepare(task["job"], task["timedRate"])
    say({"state": "ready", "detail": f"PyTorch {torch.__version__}{', fused' if FUSED else ''}, {products_rate()}"})
    for line in sys.stdin:
        gc.collect()
        say(measure(run, float(line), task["sampleSeconds"]))


main()
