#!/usr/bin/env bash
# numpy 2.4.6: of an array of float32 that holds 0.1, `0.1 in weights` is True and `weights == 0.1` finds it, but np.isin(weights, 0.1) and
# np.isin(0.1, weights) do not. Since version 2, operators take a Python float for one of the array's own type; isin makes an array of it
# first, which is float64, and compares the two widened. One would guess otherwise because isin's documentation says that it "calculates
# `element in test_elements`". Numbers that float32 holds exactly, like 0.5, are found both ways, so a test with one shows nothing.
#
# Seen: 0.1: in True, == True, isin False and False; np.float32(0.1): all True; 0.5: all True.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check --only-binary :all: numpy==2.4.6

cat >isin.py <<'PY'
import numpy as np

weights = np.array([0.1, 0.5], np.float32)


def found(number):
    return number in weights, bool((weights == number).any()), bool(np.isin(weights, number).any()), bool(np.isin(number, weights))


cases = {"0.1": found(0.1), "np.float32(0.1)": found(np.float32(0.1)), "0.5": found(0.5)}
for name, (by_in, by_equality, by_isin, by_isin_exchanged) in cases.items():
    print(f"{name}: in {by_in}, == {by_equality}, isin {by_isin} and {by_isin_exchanged}")
everywhere = (True, True, True, True)
raise SystemExit(0 if list(cases.values()) == [(True, True, False, False), everywhere, everywhere] else 1)
PY
python/bin/python isin.py
