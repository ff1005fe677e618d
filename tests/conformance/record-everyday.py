"""Records what PyTorch does in everyday operations that operations.json lacks, into vectors/everyday.json, in its form.

    python3 tests/conformance/record-everyday.py

PyTorch may be Debian's: apt-get install python3-torch. Its version is written beside the numbers. Everything is in float64; a case that
says `float32` was recorded in that.
"""

import json
import math
import pathlib

import torch

NAN, INF = math.nan, math.inf
torch.manual_seed(0)
cases = []


def written(value):
    """JSON has no NaN and no infinities; -0 is 0 here."""
    if isinstance(value, bool):
        return int(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value + 0


def recorded(tensor):
    return {"shape": list(tensor.shape), "data": [written(value) for value in tensor.flatten().tolist()]}


def case(op, fn, *inputs, grads=True, dtype=torch.float64, **attrs):
    """A case: the output and, where it has them, the gradients of sum(output · grad_output)."""
    leaves = [torch.as_tensor(values).to(dtype).clone().requires_grad_(grads) for values in inputs]
    output = fn(*leaves)
    entry = {"op": op, "attrs": attrs, "inputs": [recorded(leaf.detach()) for leaf in leaves], "output": recorded(output.detach())}
    if dtype == torch.float32:
        entry["dtype"] = "float32"
    if grads:
        arriving = torch.randn(output.shape, dtype=torch.float64).to(dtype)
        output.backward(arriving)
        entry["grad_output"] = recorded(arriving)
        entry["grads"] = [recorded(leaf.grad) for leaf in leaves]
    cases.append(entry)


def normal(*shape):
    return torch.randn(shape, dtype=torch.float64)


ROWS = normal(3, 4)
CUBE = normal(2, 3, 4)
TIES = [[2.0, 1.0, 2.0, 1.0], [0.0, -1.0, 3.0, 3.0], [5.0, 5.0, 5.0, 5.0]]
UNKNOWN = [[2.0, NAN, -INF, 1.0], [NAN, NAN, 3.0, INF], [0.0, -1.0, 3.0, 2.0]]
ZEROS = [[2.0, 0.0, 3.0, 4.0], [0.0, 5.0, 0.0, 6.0], [1.5, -2.0, 3.0, 0.5]]
HALVES = [-2.5, -1.5, -0.5, -0.3, 0.0, 0.3, 0.49999999999999994, 0.5, 1.5, 2.5, 1e30, INF, -INF]

for values in (ROWS, TIES, UNKNOWN):
    for dim in (None, 0, -1):
        for keepdim in (False, True) if dim is not None else (False,):
            case("argmin", lambda x: x.argmin(dim, keepdim), values, grads=False, dim=dim, keepdim=keepdim)
case("argmin", lambda x: x.argmin(None, False), 3.0, grads=False, dim=None, keepdim=False)

for values in (ROWS, ZEROS, UNKNOWN):
    case("prod", lambda x: x.prod(), values, dim=None, keepdim=False)
    for dim in (0, -1):
        for keepdim in (False, True):
            case("prod", lambda x: x.prod(dim, keepdim), values, dim=dim, keepdim=keepdim)
case("prod", lambda x: x.prod(1), CUBE, dim=1, keepdim=False)
case("prod", lambda x: x.prod(), 3.0, dim=None, keepdim=False)
case("prod", lambda x: x.prod(), torch.zeros(0), dim=None, keepdim=False)
case("prod", lambda x: x.prod(0), torch.zeros(0, 3), dim=0, keepdim=False)
case("prod", lambda x: x.prod(0), normal(7), dim=0, keepdim=False)
case("prod", lambda x: x.prod(0), normal(7), dtype=torch.float32, dim=0, keepdim=False)

for dim in (None, 0, -1, [0, 2]):
    for correction in (0, 1):
        for keepdim in (False, True):
            every = tuple(range(3)) if dim is None else dim
            case("std", lambda x: torch.std(x, every, correction=correction, keepdim=keepdim), CUBE, dim=dim, correction=correction, keepdim=keepdim)
case("std", lambda x: x.std(1), TIES, dim=1, correction=1, keepdim=False)
case("std", lambda x: x.std(1, keepdim=True), TIES, dtype=torch.float32, dim=1, correction=1, keepdim=True)
case("std", lambda x: x.std(1), UNKNOWN, grads=False, dim=1, correction=1, keepdim=False)

for p in (0, 0.5, 1, 1.5, 2, 3, -1, INF, -INF):
    for dim in (None, 0, [0, 2], -1):
        for keepdim in (False, True) if dim is not None else (False,):
            case("norm", lambda x: x.norm(p, dim, keepdim), CUBE, grads=p != 0, p=written(p), dim=dim, keepdim=keepdim)
    case("norm", lambda x: x.norm(p, 1), TIES, grads=p != 0, p=written(p), dim=1, keepdim=False)
    case("norm", lambda x: x.norm(p, 1), ZEROS, grads=p != 0, p=written(p), dim=1, keepdim=False)
    case("norm", lambda x: x.norm(p), torch.zeros(2, 3), grads=p != 0, p=written(p), dim=None, keepdim=False)
    case("norm", lambda x: x.norm(p, 1), UNKNOWN, grads=False, p=written(p), dim=1, keepdim=False)
    case("norm", lambda x: x.norm(p, 1), ROWS, grads=p != 0, dtype=torch.float32, p=written(p), dim=1, keepdim=False)
case("norm", lambda x: x.norm(), torch.zeros(0), p=2, dim=None, keepdim=False)
case("norm", lambda x: x.norm(2, 0), torch.zeros(0, 3), p=2, dim=0, keepdim=False)
case("norm", lambda x: x.norm(), -3.0, p=2, dim=None, keepdim=False)

for name in ("floor", "ceil", "round", "trunc", "frac"):
    for dtype in (torch.float64, torch.float32):
        case(name, getattr(torch, name), [*HALVES, NAN], dtype=dtype)
    case(name, getattr(torch, name), 2.5)
    case(name, getattr(torch, name), torch.zeros(0, 2))
case("sign", torch.sign, HALVES)
for decimals in (2, 1, -1):
    case("round", lambda x: x.round(decimals=decimals), [1.234, -5.678, 155.0, 144.0, 0.016], decimals=decimals)

for values in (ROWS, TIES, UNKNOWN):
    for dim in (0, -1):
        for descending in (False, True):
            kind = dict(dim=dim, descending=descending)
            case("sort", lambda x: torch.sort(x, stable=True, **kind).values, values, **kind)
            case("argsort", lambda x: torch.sort(x, stable=True, **kind).indices, values, grads=False, **kind)
    for k in (0, 1, 3):
        for largest in (False, True):
            kind = dict(k=k, largest=largest)
            case("topk", lambda x: x.topk(dim=0, **kind).values, values, grads=values is ROWS, dim=0, **kind)
            case("topk", lambda x: x.topk(dim=-1, **kind).values, values, grads=values is ROWS, dim=-1, **kind)
case("sort", lambda x: x.sort(1).values, CUBE, dim=1, descending=False)
case("sort", lambda x: x.sort().values, 3.0, dim=-1, descending=False)
case("argsort", lambda x: x.argsort(), 3.0, grads=False, dim=-1, descending=False)
case("sort", lambda x: x.sort(0).values, torch.zeros(0, 2), dim=0, descending=False)
case("sort", lambda x: x.sort(1).values, torch.zeros(2, 0), dim=1, descending=True)
case("argsort", lambda x: x.argsort(1), torch.zeros(2, 0), grads=False, dim=1, descending=False)
case("topk", lambda x: x.topk(1).values, 3.0, dim=-1, k=1, largest=True)

for part, sizes, dim in ((0, 2, 0), (1, 2, 0), (2, 2, 1), (1, [1, 3], -1), (0, [0, 2], 0), (2, 3, -1), (0, 9, 1)):
    x = normal(2, 7) if sizes == 3 else normal(2, 5) if dim == 1 else normal(2, 4) if dim == -1 else normal(4 if sizes == 2 else 2, 2)
    case("split", lambda x: x.split(sizes, dim)[part], x, sizes=sizes, dim=dim, part=part)
case("split", lambda x: x.split(2)[0], torch.zeros(0, 3), sizes=2, dim=0, part=0)
for part, chunks, dim in ((0, 3, 0), (2, 3, 0), (3, 4, 0), (1, 2, -1), (0, 9, 1)):
    case("chunk", lambda x: x.chunk(chunks, dim)[part], normal(7, 3), chunks=chunks, dim=dim, part=part)
case("chunk", lambda x: x.chunk(3)[2], torch.zeros(0, 3), chunks=3, dim=0, part=2)

for times in ([2, 3], [2, 1, 3], [1, 1], [0, 2], [4, 0, 1]):
    case("repeat", lambda x: x.repeat(times), ROWS, times=times)
    case("tile", lambda x: x.tile(times), ROWS, times=times)
case("repeat", lambda x: x.repeat([2, 2]), 3.0, times=[2, 2])
case("tile", lambda x: x.tile([2]), CUBE, times=[2])
case("tile", lambda x: x.tile([]), CUBE, times=[])

for shifts, dims in ((1, None), (-5, None), (2, 0), (-1, -1), ([1, -2], [0, 1]), ([1, 3], [1, 1]), (0, 0), (1001, 1)):
    case("roll", lambda x: x.roll(shifts, dims), ROWS, shifts=shifts, dim=dims)
case("roll", lambda x: x.roll(1), 3.0, shifts=1, dim=None)
case("roll", lambda x: x.roll(2, 0), torch.zeros(0, 3), shifts=2, dim=0)

COLUMNS = [[0, 2, 1], [3, 1, 0], [2, 3, 1]]
MEETING = [[0, 0, 1], [3, 3, 3], [2, 1, 2]]
DOWN = [[2, 0, 1, 1], [0, 1, 0, 2]]
for dim, index in ((1, COLUMNS), (-1, COLUMNS), (0, DOWN)):
    where = torch.tensor(index)
    source = normal(*where.shape)
    case("scatter", lambda x, s: x.scatter(dim, where, s), ROWS, source, dim=dim, index=index)
    case("scatter_value", lambda x: x.scatter(dim, where, 7.5), ROWS, dim=dim, index=index, value=7.5)
for dim, index in ((1, COLUMNS), (1, MEETING), (0, DOWN), (0, [[1], [1]])):
    where = torch.tensor(index)
    case("scatter_add", lambda x, s: x.scatter_add(dim, where, s), ROWS, normal(*where.shape), dim=dim, index=index)
small = torch.tensor([[0, 3]])
case("scatter", lambda x, s: x.scatter(1, small, s), ROWS, normal(3, 4), grads=False, dim=1, index=small.tolist())
case("scatter_add", lambda x, s: x.scatter_add(1, small, s), ROWS, normal(3, 4), grads=False, dim=1, index=small.tolist())

for values in (ZEROS, UNKNOWN, torch.zeros(2, 2), torch.zeros(2, 0), 0.0, 1.0, [0.0, 1.0]):
    case("nonzero", lambda x: x.nonzero(), values, grads=False)
for mask in ([[True, False, True, True]], [[True], [False], [True]], [[False] * 4] * 3, [[[True, False, False, True]] * 3, [[False, True, True, False]] * 3]):
    case("masked_select", lambda x: x.masked_select(torch.tensor(mask)), ROWS, mask=mask)

case("outer", torch.outer, normal(3), normal(4))
case("outer", torch.outer, normal(0), normal(4))
case("dot", torch.dot, normal(5), normal(5))
case("dot", torch.dot, normal(0), normal(0))

for values in (ROWS, ZEROS, UNKNOWN):
    for dim in (0, -1):
        case("cumprod", lambda x: x.cumprod(dim), values, grads=values is not UNKNOWN, dim=dim)
case("cumprod", lambda x: x.cumprod(0), torch.zeros(0, 2), dim=0)
case("cumprod", lambda x: x.cumprod(1), CUBE, dim=1)
for diagonal in (-4, -1, 0, 2, 9):
    case("tril_diagonal", lambda x: x.tril(diagonal), CUBE, diagonal=diagonal)
    case("triu_diagonal", lambda x: x.triu(diagonal), CUBE, diagonal=diagonal)

for equation, shapes in (
    ("ij,jk->ik", [(2, 3), (3, 4)]),
    ("ij,jk", [(2, 3), (3, 4)]),
    ("ij,jk->ki", [(2, 3), (3, 4)]),
    ("bij,bjk->bik", [(2, 2, 3), (2, 3, 4)]),
    ("...ij,...jk->...ik", [(2, 1, 2, 3), (5, 3, 4)]),
    ("...ij,...jk", [(2, 2, 3), (3, 4)]),
    ("bhqd,bhkd->bhqk", [(2, 2, 3, 4), (2, 2, 5, 4)]),
    ("i,i->", [(4,), (4,)]),
    ("i,i->i", [(4,), (4,)]),
    ("i,j->ij", [(3,), (4,)]),
    ("i,j", [(3,), (4,)]),
    ("ii", [(3, 3)]),
    ("ii->i", [(3, 3)]),
    ("iij->j", [(3, 3, 2)]),
    ("iji->j", [(3, 2, 3)]),
    ("iii->i", [(2, 2, 2)]),
    ("bii->b", [(4, 3, 3)]),
    ("...ii->...", [(2, 4, 3, 3)]),
    ("ij->", [(2, 3)]),
    ("ij->j", [(2, 3)]),
    ("ba", [(2, 3)]),
    ("aB", [(2, 3)]),
    ("i...->...", [(2, 3, 4)]),
    ("i...->i", [(2, 3, 4)]),
    ("...", [(2, 3)]),
    ("i...", [(2, 3, 4)]),
    (" i j -> j i ", [(2, 3)]),
    ("->", [()]),
    (",i->i", [(), (3,)]),
    ("ij,ij->ij", [(2, 3), (1, 3)]),
    ("ij,ij->i", [(2, 1), (2, 3)]),
    ("ij,jk,kl->il", [(2, 3), (3, 4), (4, 2)]),
    ("ij,kl,jk->il", [(2, 3), (4, 2), (3, 4)]),
    ("bi,bj,bk->bijk", [(2, 3), (2, 2), (2, 4)]),
    ("bn,anm,bm->ba", [(2, 3), (4, 3, 5), (2, 5)]),
    ("ik,jkl,il->ij", [(2, 3), (4, 3, 5), (2, 5)]),
    ("ii,ij->j", [(3, 3), (3, 4)]),
    ("ij,kj->ik", [(0, 3), (4, 3)]),
    ("ij,jk->ik", [(2, 0), (0, 4)]),
    ("i,j->", [(3,), (4,)]),
    ("ijk,jil->kl", [(2, 3, 4), (3, 2, 5)]),
):
    case("einsum", lambda *xs: torch.einsum(equation, *xs), *(normal(*shape) for shape in shapes), equation=equation)

content = {
    "source": f"torch {torch.__version__}",
    "dtype": "float64",
    "note": "grads are those of sum(output * grad_output)",
    "cases": cases,
}
path = pathlib.Path(__file__).parent / "vectors" / "everyday.json"
path.write_text(json.dumps(content) + "\n")
