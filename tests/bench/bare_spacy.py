"""Bare spaCy on an archive: the yardstick. A script of its own, that imports nothing of the project.

    bare_spacy.py SEEDS MODEL --ops numpy|blis --processes N --batch N --unit paragraph|document --how pipe|split

`split` gives each process its share of the text and lets it keep what it read: faster than nlp.pipe's own processes,
which send every Doc back. The text is read in the same archive that the build reads; what comes out is thrown away.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
from collections import deque
from collections.abc import Iterable
from pathlib import Path


def units(seeds: Path, unit: str, share: int = 0, shares: int = 1) -> Iterable[str]:
    """The texts of an archive, whole or by paragraph; every `shares`-th article from `share` on."""
    number = 0
    for path in sorted(seeds.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if number % shares == share:
                    text = json.loads(line)["text"]
                    yield from (text.split("\n\n") if unit == "paragraph" else [text])
                number += 1


def load(model: str, ops: str):
    import spacy

    if ops == "numpy":
        from thinc.api import NumpyOps, set_current_ops
        from threadpoolctl import threadpool_limits

        set_current_ops(NumpyOps(use_blis=False))
        threadpool_limits(limits=1, user_api="blas")  # two processes with a thread a core each take far longer
    return spacy.load(model)


def read_share(seeds: Path, model: str, ops: str, batch: int, unit: str, share: int, shares: int) -> None:
    deque(load(model, ops).pipe(units(seeds, unit, share, shares), batch_size=batch), maxlen=0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seeds", type=Path)
    parser.add_argument("model")
    parser.add_argument("--ops", choices=("numpy", "blis"), default="numpy")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--unit", choices=("paragraph", "document"), default="paragraph")
    parser.add_argument("--how", choices=("pipe", "split"), default="pipe")
    given = parser.parse_args()
    if given.how == "split" and given.processes > 1:
        shared = (given.seeds, given.model, given.ops, given.batch, given.unit)
        workers = [
            multiprocessing.get_context("spawn").Process(target=read_share, args=(*shared, share, given.processes))
            for share in range(given.processes)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            raise SystemExit("a reading process failed")
    else:
        nlp = load(given.model, given.ops)
        read = nlp.pipe(units(given.seeds, given.unit), batch_size=given.batch, n_process=given.processes)
        deque(read, maxlen=0)


if __name__ == "__main__":
    main()
