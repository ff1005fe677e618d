"""Records what PyTorch's layers and losses make of float64 numbers, and their gradients, into vectors/layers.json.

    python3 tests/conformance/record-layers.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers. RMSNorm, which came with
PyTorch 2.4, is computed here by its formula, and said to be.
"""

import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(18)
torch.set_default_dtype(torch.float64)

cases = []


def written(tensor):
    """A tensor by shape and elements; whole numbers are told by their type."""
    kind = {"dtype": "int32"} if not tensor.is_floating_point() else {}
    return {"shape": list(tensor.shape), "data": [float(f"{v:.12g}") + 0.0 for v in tensor.detach().flatten().tolist()], **kind}


def flat(result):
    return [part for item in result for part in flat(item)] if isinstance(result, tuple) else [result]


def rounded(tensor):
    """Inputs of few digits, which JSON holds as they are."""
    return (tensor * 1e6).round() / 1e6


def record(name, fn, inputs, parameters=(), options=None):
    """A case: outputs, and the gradients of the sum of their products with weights that are recorded too."""
    leaves = [t.detach().clone().requires_grad_(t.is_floating_point()) for t in inputs]
    outputs = flat(fn(*leaves))
    weights = [rounded(torch.randn(o.shape)) for o in outputs]
    total = sum((o * w).sum() for o, w in zip(outputs, weights))
    learned = [leaf for leaf in leaves if leaf.requires_grad]
    for _, parameter in parameters:
        parameter.grad = None
    total.backward()
    cases.append(
        {
            "name": name,
            "options": options or {},
            "inputs": [written(t) for t in leaves],
            "outputs": [written(o) for o in outputs],
            "weights": [written(w) for w in weights],
            "grads": [written(leaf.grad) for leaf in learned],
            "parameters": {key: written(p) for key, p in parameters},
            "parameterGrads": {key: written(p.grad) for key, p in parameters},
        }
    )


def layer(name, module, *inputs, call=None, options=None, training=True):
    module.train(training)
    for p in module.parameters():
        p.data = rounded(p.data + 0.1 * torch.randn(p.shape))
    if hasattr(module, "padding_idx") and module.padding_idx is not None:
        module.weight.data[module.padding_idx] = 0.5
    record(name, call or module, inputs, list(module.named_parameters()), options)


def randn(*shape):
    return rounded(torch.randn(*shape))


# Recurrent layers: every option, with and without a state, single sequences, both orders.
for kind, make, states in (("RNN", nn.RNN, 1), ("LSTM", nn.LSTM, 2), ("GRU", nn.GRU, 1)):

    def run(module, states=states):
        return lambda x, *s: module(x, (s if states == 2 else s[0]) if s else None)

    for label, options, shape, hidden in (
        ("defaults", {}, (4, 2, 3), None),
        ("a state", {}, (4, 2, 3), (1, 2, 5)),
        ("two layers", {"num_layers": 2}, (3, 2, 3), (2, 2, 5)),
        ("both directions", {"bidirectional": True}, (3, 2, 3), (2, 2, 5)),
        ("two layers of both directions", {"num_layers": 2, "bidirectional": True}, (5, 2, 3), (4, 2, 5)),
        ("batch first", {"batch_first": True, "num_layers": 2}, (2, 3, 3), (2, 2, 5)),
        ("no bias", {"bias": False}, (3, 2, 3), None),
        ("a single sequence", {"bidirectional": True}, (3, 3), (2, 5)),
        ("a single sequence, no state", {"batch_first": True}, (3, 3), None),
        ("one step", {}, (1, 2, 3), None),
    ):
        module = make(3, 5, **options)
        given = [] if hidden is None else [randn(*hidden) for _ in range(states)]
        layer(f"{kind}, {label}", module, randn(*shape), *given, call=run(module), options=options)
options = {"nonlinearity": "relu", "num_layers": 2}
layer("RNN, relu", nn.RNN(3, 5, **options), randn(3, 2, 3), options=options)

for kind, make, states in (("RNNCell", nn.RNNCell, 1), ("LSTMCell", nn.LSTMCell, 2), ("GRUCell", nn.GRUCell, 1)):
    for label, options, shape, hidden in (
        ("defaults", {}, (2, 3), None),
        ("a state", {}, (2, 3), (2, 5)),
        ("no bias", {"bias": False}, (2, 3), (2, 5)),
    ):
        module = make(3, 5, **options)
        given = [] if hidden is None else [randn(*hidden) for _ in range(states)]
        call = lambda x, *s, m=module, n=states: m(x, (s if n == 2 else s[0]) if s else None)
        layer(f"{kind}, {label}", module, randn(*shape), *given, call=call, options=options)
options = {"nonlinearity": "relu"}
layer("RNNCell, relu", nn.RNNCell(3, 5, **options), randn(2, 3), options=options)
layer("GRUCell, a single sample", nn.GRUCell(3, 5), randn(3), randn(5))

# Transposed convolutions.
for label, options in (
    ("defaults", {}),
    ("stride", {"stride": 2}),
    ("stride, padding and output padding", {"stride": (3, 2), "padding": (1, 2), "output_padding": (2, 1)}),
    ("dilation", {"dilation": (2, 3), "padding": 1}),
    ("output padding under the dilation", {"dilation": 3, "output_padding": 2}),
    ("groups", {"groups": 2, "stride": 2}),
    ("no bias", {"bias": False, "stride": (1, 2)}),
):
    layer(f"ConvTranspose2d, {label}", nn.ConvTranspose2d(4, 6, (3, 2), **options), randn(2, 4, 3, 4), options=options)
layer(
    "ConvTranspose2d, less than nothing but for the output padding",
    nn.ConvTranspose2d(2, 2, 1, stride=3, padding=1, output_padding=2),
    randn(1, 2, 1, 1),
    options={"stride": 3, "padding": 1, "output_padding": 2},
)
for label, options in (
    ("defaults", {}),
    ("all options", {"stride": 3, "padding": 2, "output_padding": 1, "groups": 2, "dilation": 2}),
):
    layer(f"ConvTranspose1d, {label}", nn.ConvTranspose1d(4, 6, 3, **options), randn(2, 4, 5), options=options)

# Pooling.
image = randn(2, 2, 7, 8)
for kernel, options in (
    ((3, 2), {}),
    ((3, 3), {"stride": 2, "ceil_mode": True}),
    ((3, 3), {"stride": (2, 3), "padding": 1, "ceil_mode": True}),
    ((2, 2), {"stride": (3, 4), "padding": 1, "ceil_mode": True}),
    ((4, 3), {"stride": (4, 3), "ceil_mode": True, "padding": (2, 0)}),
):
    record("MaxPool2d", nn.MaxPool2d(kernel, **options), [image], options={"kernel_size": kernel, **options})
    for include in (True, False):
        more = {**options, "count_include_pad": include}
        record("AvgPool2d", nn.AvgPool2d(kernel, **more), [image], options={"kernel_size": kernel, **more})
ties = torch.tensor([[[[1.0, 1.0, 0.0], [1.0, 2.0, 2.0], [2.0, 2.0, 2.0]]]])
record("MaxPool2d", nn.MaxPool2d(2, ceil_mode=True), [ties], options={"kernel_size": 2, "ceil_mode": True})
line = randn(2, 3, 9)
for kernel, options in (
    (3, {}),
    (3, {"stride": 2, "padding": 1}),
    (2, {"stride": 3, "ceil_mode": True}),
    (4, {"stride": 3, "padding": 2, "ceil_mode": True}),
):
    record("MaxPool1d", nn.MaxPool1d(kernel, **options), [line], options={"kernel_size": kernel, **options})
    for include in (True, False):
        more = {**options, "count_include_pad": include}
        record("AvgPool1d", nn.AvgPool1d(kernel, **more), [line], options={"kernel_size": kernel, **more})
for size in (1, 4, (2, 4), (3, 5), (None, 3), (10, 9)):
    record("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d(size), [image], options={"output_size": size})
    record("AdaptiveMaxPool2d", nn.AdaptiveMaxPool2d(size), [image], options={"output_size": size})
record("AdaptiveMaxPool2d", nn.AdaptiveMaxPool2d(2), [ties], options={"output_size": 2})
for size in (1, 3, 4, 11):
    record("AdaptiveAvgPool1d", nn.AdaptiveAvgPool1d(size), [line], options={"output_size": size})

# Normalizations.
for groups, options in ((1, {}), (2, {}), (4, {"eps": 0.1}), (2, {"affine": False})):
    layer(f"GroupNorm, {groups} groups {options}", nn.GroupNorm(groups, 4, **options), randn(3, 4, 2, 3), options={"groups": groups, **options})
layer("GroupNorm of rows", nn.GroupNorm(2, 4), randn(3, 4), options={"groups": 2})
for make, shape in ((nn.InstanceNorm1d, (2, 3, 5)), (nn.InstanceNorm2d, (2, 3, 4, 2))):
    for options in ({}, {"affine": True, "eps": 0.1}):
        layer(f"{make.__name__} {options}", make(3, **options), randn(*shape), options=options)
        layer(f"{make.__name__} {options}, evaluated", make(3, **options), randn(*shape), options=options, training=False)
running = []
for make, shape in ((nn.InstanceNorm1d, (2, 3, 5)), (nn.InstanceNorm2d, (2, 3, 4, 2)), (nn.BatchNorm2d, (2, 3, 4, 2))):
    module = make(3, track_running_stats=True, momentum=0.3)
    batches = [randn(*shape) for _ in range(3)]
    for batch in batches[:2]:
        module(batch)
    module.eval()
    running.append(
        {
            "layer": make.__name__,
            "batches": [written(b) for b in batches],
            "evaluated": written(module(batches[2])),
            "state": {key: written(value) for key, value in module.state_dict().items()},
        }
    )

for shape, eps in (((4,), None), ((3, 4), 0.1)):
    weight = randn(*shape)
    dims = tuple(range(-len(shape), 0))
    by_formula = lambda x, w, e=torch.finfo(torch.float64).eps if eps is None else eps, d=dims: (
        x / (x.pow(2).mean(d, keepdim=True) + e).sqrt() * w
    )
    options = {"normalized_shape": shape} if eps is None else {"normalized_shape": shape, "eps": eps}
    record("rms_norm, by its formula", by_formula, [randn(2, 3, 4), weight], options=options)

# Embeddings.
indices = torch.tensor([[0, 2, 1], [2, 3, 0]], dtype=torch.int32)
for padding in (None, 2, -4):
    layer("Embedding", nn.Embedding(4, 3, padding_idx=padding), indices, options={} if padding is None else {"padding_idx": padding})

# Losses.
weights = torch.tensor([0.5, 2.0, 1.25])
for shape in ((3,), (4, 3), (2, 3, 4), (2, 3, 2, 2)):
    places = shape[:1] + shape[2:] if len(shape) > 1 else ()
    logits, classes = randn(*shape), torch.randint(0, 3, places)
    for reduction in ("mean", "sum", "none"):
        for options in (
            {},
            {"weight": weights},
            {"ignore_index": 1},
            {"label_smoothing": 0.2},
            {"weight": weights, "ignore_index": 1, "label_smoothing": 0.2},
        ):
            if options.get("ignore_index") == 1 and bool((classes == 1).all()):
                continue
            shown = {k: v.tolist() if k == "weight" else v for k, v in options.items()}
            label = {"reduction": reduction, **shown}
            record("cross_entropy", lambda x, c, o=options, r=reduction: F.cross_entropy(x, c.long(), reduction=r, **o), [logits, classes.int()], options=label)
            if "label_smoothing" not in options:
                record("nll_loss", lambda x, c, o=options, r=reduction: F.nll_loss(x, c.long(), reduction=r, **o), [logits, classes.int()], options=label)
        probabilities = rounded(torch.randn(shape).softmax(min(1, len(shape) - 1)))
        for options in ({}, {"weight": weights}, {"label_smoothing": 0.2}, {"weight": weights, "label_smoothing": 0.2}):
            shown = {k: v.tolist() if k == "weight" else v for k, v in options.items()}
            record("cross_entropy", lambda x, t, o=options, r=reduction: F.cross_entropy(x, t, reduction=r, **o), [logits, probabilities], options={"reduction": reduction, **shown})

outputs, targets = rounded(torch.rand(3, 4) * 0.9 + 0.05), rounded(torch.rand(3, 4))
for shape in ((4,), (3, 1), (3, 4), ()):
    weight, positive = rounded(torch.rand(shape) + 0.5), rounded(torch.rand(shape) * 3)
    for reduction in ("mean", "sum", "none"):
        label = {"reduction": reduction, "weight": weight.tolist()}
        record("binary_cross_entropy", lambda p, r=reduction, w=weight: F.binary_cross_entropy(p, targets, weight=w, reduction=r), [outputs], options={**label, "target": written(targets)})
        record(
            "binary_cross_entropy_with_logits",
            lambda x, t, r=reduction, w=weight, p=positive: F.binary_cross_entropy_with_logits(x, t, weight=w, pos_weight=p, reduction=r),
            [randn(3, 4), targets],
            options={**label, "pos_weight": positive.tolist()},
        )

# Losses as modules.
for make, inputs, options in (
    (nn.MSELoss, [randn(3, 2), randn(3, 2)], {"reduction": "sum"}),
    (nn.L1Loss, [randn(3, 2), randn(3, 2)], {}),
    (nn.SmoothL1Loss, [randn(3, 2), randn(3, 2)], {"beta": 0.5}),
    (nn.HuberLoss, [randn(3, 2), randn(3, 2)], {"delta": 0.5, "reduction": "none"}),
    (nn.CrossEntropyLoss, [randn(3, 3), torch.tensor([0, 2, 1])], {"weight": [0.5, 2.0, 1.25], "label_smoothing": 0.1}),
    (nn.NLLLoss, [randn(3, 3), torch.tensor([0, 2, 1])], {"weight": [0.5, 2.0, 1.25], "ignore_index": 0}),
    (nn.BCELoss, [outputs, targets], {"weight": [0.5, 1.0, 1.5, 2.0]}),
    (nn.BCEWithLogitsLoss, [randn(3, 4), targets], {"pos_weight": [0.5, 1.0, 1.5, 2.0]}),
    (nn.KLDivLoss, [randn(3, 4).log_softmax(1), rounded(torch.randn(3, 4).softmax(1))], {"reduction": "batchmean"}),
):
    module = make(**{k: torch.tensor(v) if isinstance(v, list) else v for k, v in options.items()})
    call = lambda x, t, m=module: m(x, t if t.is_floating_point() else t.long())
    record(make.__name__, call, [rounded(i) if i.is_floating_point() else i.int() for i in inputs], options=options)

# The names and shapes of what PyTorch saves.
states = {
    "RNN": nn.RNN(2, 3, num_layers=2, bidirectional=True),
    "LSTM": nn.LSTM(2, 3, num_layers=2, bidirectional=True),
    "GRU": nn.GRU(2, 3, num_layers=2, bidirectional=True),
    "LSTMCell": nn.LSTMCell(2, 3),
    "ConvTranspose2d": nn.ConvTranspose2d(4, 6, (3, 2), groups=2),
    "ConvTranspose1d": nn.ConvTranspose1d(4, 6, 3),
    "GroupNorm": nn.GroupNorm(2, 4),
    "InstanceNorm1d": nn.InstanceNorm1d(3, affine=True, track_running_stats=True),
    "BatchNorm2d": nn.BatchNorm2d(3),
    "CrossEntropyLoss": nn.CrossEntropyLoss(weight=torch.ones(3)),
    "BCEWithLogitsLoss": nn.BCEWithLogitsLoss(pos_weight=torch.ones(3)),
    "ModuleList": nn.ModuleList([nn.Linear(1, 2), nn.Linear(2, 1)]),
    "ModuleDict": nn.ModuleDict({"first": nn.Linear(1, 2), "second": nn.Linear(2, 1)}),
    "ParameterList": nn.ParameterList([nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(3))]),
}

content = {
    "source": f"torch {torch.__version__}",
    "dtype": "float64",
    "note": "grads are those of the sum of outputs times weights, for the inputs that are floats and for the parameters; rms_norm is by its formula",
    "cases": cases,
    "running": running,
    "states": {name: {key: list(value.shape) for key, value in module.state_dict().items()} for name, module in states.items()},
}
path = pathlib.Path(__file__).parent / "vectors" / "layers.json"
path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
