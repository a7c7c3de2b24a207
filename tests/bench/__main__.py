"""Measure the build against the project's goals and write one page.

    python -m tests.bench                        everything: the archive, and ten times as much of it
    python -m tests.bench --quick                a smoke run on a few articles, its figures mean nothing
    python -m tests.bench --times 3 --rounds 1   smaller

Writes bench.md, bench.json and growth.svg. A run that was stopped goes on where it was; --fresh begins anew. Measure on a
machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

from tests.bench.bench import GROUPS, WAYS, Bench, Plan
from tests.bench.code import PROJECT
from tests.bench.corpus import Article, generated_articles, read_articles
from tests.bench.machine import machine
from tests.bench.measure import CommandFailedError
from tests.bench.page import page
from tests.bench.plot import draw
from tests.bench.results import results

QUICK_ARTICLES = 12
GENERATED = 2000


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: the page is written; 1: a measured command failed, or with --check a goal is missed."""
    given = _parse(arguments)
    articles = _articles(given.corpus, given.articles or (QUICK_ARTICLES if given.quick else None))
    plan = Plan(
        articles=articles,
        times=given.times or (2 if given.quick else 10),
        rounds=given.rounds or (1 if given.quick else 3),
        changes=1 if given.quick else 3,
        sample=QUICK_ARTICLES if given.quick else 250,
        sentences=40 if given.quick else 500,
        between=() if given.quick else tuple(n for n in (3,) if n < (given.times or 10)),
        groups=frozenset(given.only or GROUPS) - ({"peers", "cluster"} if given.quick and not given.only else set()),
        ways=WAYS[5:6] if given.quick else WAYS,
    )
    work = (given.work or given.out).absolute()
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(plan, work, given.peers.absolute(), _say)
    if given.fresh:
        shutil.rmtree(bench.run, ignore_errors=True)
        bench = Bench(plan, work, given.peers.absolute(), _say)
    before = machine()
    try:
        bench.measure_all()
    except CommandFailedError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    found = results(bench, before)
    given.out.mkdir(parents=True, exist_ok=True)
    picture = given.out / "growth.svg"
    draw(found["growth"], picture)
    text = page(found, picture.name)
    (given.out / "bench.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (given.out / "bench.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"written: {given.out / 'bench.md'}, bench.json, growth.svg")
    return 1 if given.check and any(goal["met"] is False for goal in found["goals"]) else 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        default=Path(os.environ.get("NEWSCLAIMS_CORPUS") or "../shared/corpus/bbc.jsonl.gz"),
        help="articles, one a row with id and text (default: NEWSCLAIMS_CORPUS, else ../shared/corpus/bbc.jsonl.gz; "
        "if it isn't there, articles are made of those in seeds/)",
    )
    parser.add_argument("--articles", type=int, help="use only so many of them, spread evenly")
    parser.add_argument("--times", type=int, help="how many times as much the large archive has (default: 10)")
    parser.add_argument("--rounds", type=int, help="rounds of what is measured on the archive as it is (default: 3)")
    parser.add_argument("--quick", action="store_true", help="a smoke run: few articles, no peers, no cluster")
    parser.add_argument(
        "--only", type=_groups, metavar="GROUP,…", help=f"measure only the cold build and these: {', '.join(GROUPS)}"
    )
    parser.add_argument("--fresh", action="store_true", help="forget what a stopped run has measured")
    parser.add_argument("--check", action="store_true", help="exit code 1 if a goal is missed")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="where to write (default: build/bench)")
    parser.add_argument("--work", type=Path, help="where archives and datasets are made (default: as --out)")
    parser.add_argument("--peers", type=Path, default=Path("build/peers"), help="where peers are installed")
    return parser.parse_args(arguments)


def _groups(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in GROUPS]:
        raise argparse.ArgumentTypeError(f"no group {unknown[0]!r}: there are {', '.join(GROUPS)}")
    return names


def _articles(corpus: Path, count: int | None) -> list[Article]:
    if corpus.is_file():
        articles = read_articles(corpus)
    else:
        _say(f"no {corpus}: articles are made of those in seeds/")
        seeds = sorted((PROJECT / "seeds").glob("*.txt"))
        if not seeds:
            raise SystemExit("bench: no article in seeds/ to make others of: name a corpus with --corpus")
        articles = generated_articles(seeds[0].read_text(encoding="utf-8"), count or GENERATED)
    return articles[:: max(1, len(articles) // count)][:count] if count else articles


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
