"""Fits BG/NBD and Gamma-Gamma to uncollapsed customers with scipy; prints JSON. Arguments: directory, start as r,alpha,a,b.

Columns are little-endian float64 files: x.f64, tx.f64, T.f64 (weeks), mean.f64 (minor units).
"""

import json
import sys
import time

try:
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import betaln, gammaln
except ImportError:
    print(json.dumps({"missing": "python3-scipy"}))
    sys.exit(0)

folder, start = sys.argv[1], np.log([float(part) for part in sys.argv[2].split(",")])
x, tx, T, mean = (np.fromfile(f"{folder}/{name}.f64", "<f8") for name in ("x", "tx", "T", "mean"))
bought = x > 0


def behaviour(logs):
    r, alpha, a, b = np.exp(logs)
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
    stays = -(r + x) * np.log(alpha + T)
    leaves = np.where(bought, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + tx), -np.inf)
    return -np.sum(common + np.logaddexp(stays, leaves))


buyers, means = x[bought & (mean > 0)], mean[bought & (mean > 0)]
unit = means.mean() if len(means) else 1.0


def spend(logs):
    p, q, v = np.exp(logs)
    shape, m = p * buyers, means / unit
    own = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    rest = (shape - 1) * np.log(m) + shape * np.log(buyers) - (shape + q) * np.log(v + buyers * m)
    return -np.sum(own + rest)


# With many customers the sum is large: scaled for each customer, and climbed until a and b hold to about 1e-4.
STRICT = {
    "L-BFGS-B": {"ftol": 1e-14, "gtol": 1e-8, "maxfun": 5000},
    "Nelder-Mead": {"fatol": 1e-11, "xatol": 1e-5, "maxfev": 5000},
}


def fit(function, at, method):
    cpu, wall = time.process_time(), time.perf_counter()
    best = minimize(lambda logs: function(logs) / len(x), at, method=method, options=STRICT[method])
    return {
        "parameters": np.exp(best.x).tolist(),
        "ll": -float(function(best.x)),
        "evaluations": int(best.nfev),
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
    }


spent = fit(spend, np.log([2.0, 3.0, 1.0]), "L-BFGS-B")
spent["parameters"][2] *= unit
spent["ll"] -= len(means) * float(np.log(unit))
print(
    json.dumps(
        {
            "L-BFGS-B": fit(behaviour, start, "L-BFGS-B"),
            "Nelder-Mead": fit(behaviour, start, "Nelder-Mead"),
            "spend": spent,
        }
    )
)
