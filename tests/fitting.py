"""What the scripts that fit weights share: logistic regression drawn to a prior, and how well it does on what it hasn't seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STEPS = 30
SETTLED = 1e-4


def fit(x: np.ndarray, y: np.ndarray, shares: np.ndarray, prior: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Logistic regression by iteratively reweighted least squares.

    x: one row an example; y: 0 or 1; shares: how much an example counts; prior: where the weights are drawn to;
    ridge: how strongly, one value a weight (0: free).
    """
    weights = prior.copy()
    for _ in range(STEPS):
        p = probabilities(x, weights)
        hessian = x.T @ (x * (shares * p * (1 - p))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(hessian, x.T @ (shares * (y - p)) - ridge * (weights - prior))
        weights += step
        if np.abs(step).max() < SETTLED:
            break
    return weights


def across(
    x: np.ndarray, y: np.ndarray, shares: np.ndarray, prior: np.ndarray, ridge: np.ndarray, groups: np.ndarray
) -> np.ndarray:
    """The probability of each example by weights fitted without its group."""
    p = np.zeros(len(y))
    for group in np.unique(groups):
        held = groups == group
        p[held] = probabilities(x[held], fit(x[~held], y[~held], shares[~held], prior, ridge))
    return p


def probabilities(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-x @ weights))
    return result


def lines(names: Sequence[str], weights: np.ndarray, indent: str = "  ") -> list[str]:
    """The weights as lines of YAML, those that come to nothing left out."""
    return [f"{indent}{name}: {w:.2f}" for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005]
