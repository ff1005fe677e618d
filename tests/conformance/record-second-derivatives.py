"""Records derivatives of gradients in PyTorch, and what its hooks see, into vectors/second-derivatives.json.

    python3 tests/conformance/record-second-derivatives.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers. Of hooks only that is recorded in
which PyTorch 1 and 2 agree: to the hooks of a variable that `grad` is asked about, only the second listens.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(7)


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value + 0.0


def written(tensor):
    return {"shape": list(tensor.shape), "data": [number(value) for value in tensor.detach().flatten().tolist()]}


def penalty(name, critic, parameters, x):
    """The loss of a critic whose slopes are held to 1 (Gulrajani et al., 2017), and its gradients."""
    x.requires_grad_(True)
    scores = critic(x, *parameters)
    (slopes,) = torch.autograd.grad(scores.sum(), x, create_graph=True)
    norms = slopes.flatten(1).square().sum(1).sqrt()
    loss = scores.mean() + 10 * (norms - 1).square().mean()
    grads = torch.autograd.grad(loss, parameters, allow_unused=True)
    return {
        "name": name,
        "x": written(x),
        "parameters": [written(parameter) for parameter in parameters],
        "loss": loss.item(),
        "grads": [written(torch.zeros_like(p) if g is None else g) for p, g in zip(parameters, grads)],
    }


def drawn(*shapes):
    return [(0.5 * torch.randn(shape)).requires_grad_(True) for shape in shapes]


def mlp(x, w1, b1, w2, b2):
    return F.linear(torch.tanh(F.linear(x, w1, b1)), w2, b2)


def normalized(x, w1, b1, scale, shift, w2, b2):
    hidden = F.layer_norm(F.linear(x, w1, b1), (5,), scale, shift)
    return F.linear(F.gelu(hidden), w2, b2)


def cnn(x, k1, b1, k2, b2, w, b):
    hidden = F.max_pool2d(F.leaky_relu(F.conv2d(x, k1, b1, padding=1), 0.2), 2)
    hidden = F.avg_pool2d(F.elu(F.conv2d(hidden, k2, b2, stride=1, padding=1)), 2, stride=1)
    return F.linear(hidden.flatten(1), w, b)


penalties = [
    penalty("mlp", mlp, drawn((6, 3), (6,), (1, 6), (1,)), torch.randn(4, 3)),
    penalty("normalized", normalized, drawn((5, 3), (5,), (5,), (5,), (1, 5), (1,)), torch.randn(4, 3)),
    penalty("cnn", cnn, drawn((3, 1, 3, 3), (3,), (2, 3, 3, 3), (2,), (1, 8), (1,)), torch.randn(2, 1, 6, 6)),
]


def edge(name, fn, *values):
    """Second derivatives where a function has a kink, a tie or an end: of the sum of the gradients, for inputs and what arrives."""
    inputs = [torch.tensor(value, requires_grad=True) for value in values]
    output = fn(*inputs)
    arriving = torch.linspace(1, 2, output.numel()).reshape(output.shape).requires_grad_(True)
    slopes = torch.autograd.grad(output, inputs, arriving, create_graph=True)
    total = sum((slope * torch.linspace(-1, 1.5, slope.numel()).reshape(slope.shape)).sum() for slope in slopes)
    grads = torch.autograd.grad(total, [*inputs, arriving], allow_unused=True)
    return {
        "name": name,
        "inputs": [written(x) for x in inputs],
        "slopes": [written(slope) for slope in slopes],
        "grads": [written(torch.zeros_like(x) + (0 if g is None else g)) for x, g in zip([*inputs, arriving], grads)],
    }


edges = [
    edge("relu", torch.relu, [-1.0, 0.0, 2.0]),
    edge("abs", torch.abs, [-1.0, 0.0, 2.0]),
    edge("clamp", lambda x: x.clamp(0, 1), [-1.0, 0.0, 0.5, 1.0, 2.0]),
    edge("pow 3", lambda x: x**3, [-2.0, 0.0, 2.0]),
    edge("pow 2", lambda x: x**2, [-2.0, 0.0, 2.0]),
    edge("pow 1", lambda x: x**1, [-2.0, 0.0, 2.0]),
    edge("pow", torch.pow, [2.0, 3.0, 0.5], [3.0, -1.5, 1.0]),
    edge("maximum", torch.maximum, [1.0, 2.0, 3.0], [2.0, 2.0, 2.0]),
    edge("minimum", torch.minimum, [1.0, 2.0, 3.0], [2.0, 2.0, 2.0]),
    edge("max of all", lambda x: x.max(), [3.0, 1.0, 3.0]),
    edge("max over 0", lambda x: x.max(0).values, [[3.0, 1.0], [3.0, 2.0]]),
    edge("sigmoid", torch.sigmoid, [-1000.0, 0.0, 1000.0]),
    edge("tanh", torch.tanh, [-1000.0, 0.0, 1000.0]),
    edge("softmax", lambda x: x.softmax(0), [-1000.0, 0.0, 1000.0]),
    edge("logSoftmax", lambda x: x.log_softmax(0), [-1000.0, 0.0, 1000.0]),
    edge("logSumExp", lambda x: x.logsumexp(0), [-1000.0, 0.0, 1.0]),
    edge("elu", F.elu, [-1000.0, 0.0, 1000.0]),
    edge("softplus", F.softplus, [-1000.0, 0.0, 1000.0]),
    edge("leakyRelu", lambda x: F.leaky_relu(x, 0.2), [-2.0, 0.0, 2.0]),
    edge("binaryCrossEntropyWithLogits", F.binary_cross_entropy_with_logits, [-1000.0, 0.0, 1000.0], [0.0, 0.25, 0.5]),
]


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def curve(x, y):
    return torch.stack([x[0] * y.sum(), (x * x).sum().exp(), y[0].sin() * x[1]])


point = torch.tensor([-1.2, 1.0, 0.5])
places = (torch.tensor([0.3, -0.4]), torch.tensor([0.5, 0.25]))
along = (torch.tensor([1.0, -2.0]), torch.tensor([0.5, 3.0]))
back = torch.tensor([1.0, 0.5, -1.0])
functional = {
    "point": written(point),
    "hessian": written(torch.autograd.functional.hessian(rosenbrock, point)),
    "places": [written(x) for x in places],
    "along": [written(x) for x in along],
    "back": written(back),
    "jacobian": [written(x) for x in torch.autograd.functional.jacobian(curve, places)],
    "jvp": written(torch.autograd.functional.jvp(curve, places, along)[1]),
    "vjp": [written(x) for x in torch.autograd.functional.vjp(curve, places, back)[1]],
}


class Listening:
    """Notes what hooks see, by name."""

    def __init__(self):
        self.log = []

    def to(self, name, tensor, answer=lambda g: None):
        def hook(gradient):
            self.log.append([name, gradient.tolist()])
            return answer(gradient)

        return tensor.register_hook(hook)


def leaf(*values):
    return torch.tensor(values, requires_grad=True)


def scenario(name, run):
    listening = Listening()
    result = run(listening)
    return {"name": name, "log": listening.log, "grads": [g.tolist() for g in result]}


def order(on):
    a, b = leaf(2.0), leaf(3.0)
    on.to("a", a), on.to("b", b), on.to("a again", a)
    y = a * b
    on.to("y", y)
    y.sum().backward()
    return a.grad, b.grad


def several_uses(on):
    a, b = leaf(2.0), leaf(3.0)
    on.to("a", a)
    y = a * b + b * a * a
    on.to("y", y)
    y.sum().backward()
    return a.grad, b.grad


def branches(on):
    x = leaf(2.0)
    u, v = x * 2, x * 3
    on.to("u", u), on.to("v", v), on.to("x", x)
    (v + u).sum().backward()
    return (x.grad,)


def replaced(on):
    x = leaf(2.0)
    on.to("x", x, lambda g: g * 2), on.to("x again", x, lambda g: g + 1)
    (x * 3).sum().backward()
    (x * 3).sum().backward()
    return (x.grad,)


def replaced_result(on):
    x = leaf(2.0)
    y = x * x
    on.to("y", y, lambda g: g * 10)
    y.retain_grad()
    (y * 3).sum().backward()
    return x.grad, y.grad


def removed(on):
    x = leaf(2.0)
    handle = on.to("x", x)
    (x * 3).sum().backward()
    handle.remove()
    (x * 3).sum().backward()
    return (x.grad,)


def removes_itself(on):
    x = leaf(2.0)
    handles = []
    handles.append(on.to("x", x, lambda g: handles[0].remove()))
    on.to("x again", x)
    (x * 3).sum().backward()
    (x * 3).sum().backward()
    return (x.grad,)


def through_grad(on):
    x, w = leaf(2.0), leaf(3.0)
    y = x * w
    on.to("y", y, lambda g: g * 5)
    return torch.autograd.grad((y * y).sum(), [x, w])


def twice_differentiated(on):
    x = leaf(2.0)
    y = x * x * x
    on.to("y", y, lambda g: g * x)
    (slope,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return slope.detach(), torch.autograd.grad(slope.sum(), x)[0]


def accumulated(on):
    x = leaf(2.0)
    on.to("x", x)
    (x * x * x).sum().backward(create_graph=True)
    (x * x).sum().backward(create_graph=True)
    slope = x.grad
    x.grad = None
    slope.sum().backward()
    return slope.detach(), x.grad


hooks = [
    scenario("order", order),
    scenario("several uses", several_uses),
    scenario("branches", branches),
    scenario("replaced", replaced),
    scenario("replaced result", replaced_result),
    scenario("removed", removed),
    scenario("removes itself", removes_itself),
    scenario("through grad", through_grad),
    scenario("twice differentiated", twice_differentiated),
    scenario("accumulated", accumulated),
]

content = {
    "source": f"torch {torch.__version__}",
    "dtype": "float64",
    "penalties": penalties,
    "edges": edges,
    "functional": functional,
    "hooks": hooks,
}
path = pathlib.Path(__file__).parent / "vectors" / "second-derivatives.json"
path.write_text(json.dumps(content, indent=1) + "\n")
