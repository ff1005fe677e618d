"""Records the bytes of files that NumPy writes, into vectors/npy.json.

    python3 tests/conformance/record-npy.py

NumPy may be Debian's: apt-get install python3-numpy. Its version is written beside the files. Files of versions 2 and 3, which NumPy itself
writes only when it must, are asked of it by number.
"""

import base64
import io
import json
import math
import pathlib

import numpy as np
from numpy.lib import format as npy


def written(value):
    """JSON has no NaN and no infinities."""
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return int(value) if isinstance(value, bool) else value


def file(name, array, version=None):
    stream = io.BytesIO()
    npy.write_array(stream, array, version=version)
    return {
        "name": name,
        "descr": array.dtype.str,
        "shape": list(array.shape),
        "fortranOrder": bool(array.flags.f_contiguous and not array.flags.c_contiguous),
        "version": version[0] if version else 1,
        "values": written(array.tolist()),
        "file": base64.b64encode(stream.getvalue()).decode(),
    }


floats = [[0.1, -2.5, math.inf], [math.nan, 1e-8, -0.0]]
wholes = [[0, 1, 100], [127, 5, 6]]
files = [
    *[file(f"floats {descr}", np.array(floats, dtype=descr)) for descr in ["<f4", ">f4", "<f8", ">f8", "<f2", ">f2"]],
    *[
        file(f"whole numbers {descr}", np.array(wholes, dtype=descr))
        for descr in ["|i1", "|u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"]
    ],
    file("negative ones", np.array([-1, -128, -32768, -(2**31)], dtype=">i8")),
    file("truth values", np.array([[True, False], [False, True]])),
    file("one number", np.array(2.5)),
    file("no numbers", np.zeros((0, 3), dtype="<f4")),
    file("a vector", np.arange(5, dtype="<f4")),
    file("a vector in Fortran's order", np.asfortranarray(np.arange(5, dtype="<f4"))),
    file("a matrix in Fortran's order", np.asfortranarray(np.array(floats, dtype="<f8"))),
    file("a stack in Fortran's order", np.asfortranarray(np.arange(24, dtype=">i4").reshape(2, 3, 4))),
    file("a large one", np.ones((1, 1234, 1), dtype="|u1")),
    file("version 2", np.array(wholes, dtype="<i4"), (2, 0)),
    file("version 3", np.array(floats, dtype="<f8"), (3, 0)),
]


def refused(name, array):
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return {"name": name, "file": base64.b64encode(stream.getvalue()).decode()}


content = {
    "source": f"numpy {np.__version__}",
    "files": files,
    "refused": [
        refused("complex numbers", np.array([1j])),
        refused("texts", np.array(["ab"])),
        refused("objects", np.array([{}], dtype=object)),
        refused("a structure", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")])),
        refused("times", np.array(["2020-01-01"], dtype="datetime64[D]")),
        refused("a whole number that does not fit", np.array([2**31], dtype="<i8")),
    ],
}
path = pathlib.Path(__file__).parent / "vectors" / "npy.json"
path.write_text(json.dumps(content, indent=1) + "\n")
