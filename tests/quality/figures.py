"""All figures of the page, computed once, as plain values."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.peers.catalogue import PEERS
from tests.peers.environments import CannotInstallError, environment_of
from tests.peers.run import CannotRunError, read_with
from tests.quality.built import Built, build, numbered, read_built, spacy_entities
from tests.quality.judge import confidences, detection_counts, field_counts, judge, scored, status_confusion
from tests.quality.labelled import BLIND, BLIND_PARTS, Labelled, held_out, in_view
from tests.quality.reliability import brier, calibration_error, reliability

Say = Callable[[str], None]
NEWSQUANT = ("value", "value_unit", "value_change", "concept")


def figures(labelled: Labelled, work: Path, peers_below: Path | None, say: Say) -> dict[str, Any]:
    """Everything that the page shows; `peers_below` is where peers are installed, None to leave them out."""
    say("articles: build")
    articles, errors = article_figures(labelled, work / "articles")
    say("articles and sentences written blind: build")
    blind = blind_figures(labelled, work / "blind")
    say("NewsQuant: build")
    newsquant, nq_errors = newsquant_figures(labelled, work / "newsquant")
    peers = {}
    for peer in PEERS if peers_below else ():
        say(f"{peer.title}: read NewsQuant")
        peers[peer.title] = peer_figures(labelled, peer, peers_below)
    (work / "errors.txt").write_text(errors + nq_errors, encoding="utf-8")
    return {
        "versions": {name: importlib.metadata.version(name) for name in ("newsclaims", "spacy")}
        | {"python": platform.python_version()},
        "articles": articles,
        "blind": blind,
        "newsquant": newsquant,
        "peers": peers,
    }


def article_figures(labelled: Labelled, folder: Path) -> tuple[dict[str, Any], str]:
    """The labelled articles: per part, F1s, fields, confusion, reliability; and the errors of the part in view."""
    scorer = labelled.scorer("articles")
    documents = scorer.load(labelled.articles)
    texts = {name: text for name, (text, _, _) in documents.items()}
    built = read_built(scorer, build(texts, folder))
    bare = spacy_entities(texts)
    names = list(documents)
    parts = {"in view": in_view(names), "held out": held_out(names)}
    shown = {part: _article_part(scorer, documents, chosen, built, bare) for part, chosen in parts.items()}
    seen = {name: documents[name] for name in parts["in view"]}
    _, errors = scored(scorer, seen, built.claims, built.entities, built.comparisons, True)
    judged = judge(scorer, seen, built.claims)
    confusion = [
        {"labelled": wanted, "read": got, "count": count}
        for (wanted, got), count in sorted(status_confusion(judged).items())
    ]
    return {"documents": len(names), "refused": built.rejected, "parts": shown, "status_confusion": confusion}, errors


def _article_part(
    scorer: Any, documents: dict[str, Any], chosen: Sequence[str], built: Built, bare: dict[str, Any]
) -> dict[str, Any]:
    part = {name: documents[name] for name in chosen}
    summary, printed = scored(scorer, part, built.claims, built.entities, built.comparisons)
    of_spacy, _ = scored(scorer, part, {}, bare, {})
    rated = confidences(judge(scorer, part, built.claims))
    bins = reliability(rated)
    return {
        "documents": len(chosen),
        "summary": summary,
        "counts": detection_counts(printed),
        "fields": {name: {"right": right, "labelled": all_} for name, (right, all_) in field_counts(printed).items()},
        "spacy_entities": of_spacy["entities"],
        "reliability": [dataclasses.asdict(one) for one in bins],
        "calibration_error": calibration_error(bins),
        "brier": brier(rated),
    }


def blind_figures(labelled: Labelled, folder: Path) -> dict[str, Any]:
    """What was written blind, by part: the summaries of the articles and of the sentences, and how many there are."""
    articles, newsquant = labelled.scorer("articles"), labelled.scorer("newsquant")
    found = {}
    for part, name in BLIND_PARTS.items():
        documents = articles.load(BLIND / "articles" / name)
        texts = {document: text for document, (text, _, _) in documents.items()}
        built = read_built(articles, build(texts, folder / f"articles_{name}"))
        items = json.loads((BLIND / "sentences" / f"{name}.json").read_text(encoding="utf-8"))
        sentences = numbered([item["text"] + "\n" for item in items])
        claims = newsquant.load_predictions(build(sentences, folder / f"sentences_{name}"))
        found[part] = {
            "documents": len(documents),
            "articles": scored(articles, documents, built.claims, built.entities, built.comparisons)[0],
            "sentences": len(items),
            "newsquant": scored(newsquant, items, numbered([claims.get(name, []) for name in sentences]))[0],
        }
    return found


def newsquant_figures(labelled: Labelled, folder: Path) -> tuple[dict[str, Any], str]:
    """NewsQuant's sentences, each a seed: F1s per part; and the errors of the part in view."""
    scorer = labelled.scorer("newsquant")
    items = labelled.sentences()
    texts = numbered([item["text"] + "\n" for item in items])
    claims = scorer.load_predictions(build(texts, folder))
    found = [claims.get(name, []) for name in texts]
    parts = {"in view": in_view, "held out": held_out}
    shown = {part: scored(scorer, of(items), numbered(of(found)))[0] for part, of in parts.items()}
    _, errors = scored(scorer, in_view(items), numbered(in_view(found)), True)
    return {"sentences": len(items), "parts": shown}, errors


def peer_figures(labelled: Labelled, peer: Any, below: Path | None) -> dict[str, Any]:
    """A peer on the same sentences; or, where it can't be had, why."""
    scorer = labelled.scorer("newsquant")
    items = labelled.sentences()
    try:
        if below is None:
            raise CannotInstallError("not asked for")
        reading = read_with(environment_of(peer, below), [item["text"] for item in items])
    except (CannotInstallError, CannotRunError) as error:
        return {"missing": str(error)}
    parts = {"in view": in_view, "held out": held_out}
    return {
        "failed_sentences": reading.failed,
        "parts": {part: scored(scorer, of(items), numbered(of(reading.rows)))[0] for part, of in parts.items()},
    }
