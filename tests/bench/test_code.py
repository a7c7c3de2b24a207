"""Code is frozen as it is, but for one word more."""

from __future__ import annotations

from pathlib import Path

import yaml

from pipeline.reading import lexicon
from tests.bench.code import NEW_WORD, WORD_LIST, digest_of_code, freeze, with_changed_word_list


def test_frozen(tmp_path: Path) -> None:
    frozen = freeze(tmp_path)
    assert digest_of_code(frozen) == digest_of_code()
    assert freeze(tmp_path) == frozen


def test_one_word_more(tmp_path: Path) -> None:
    frozen = freeze(tmp_path)
    changed = with_changed_word_list(frozen)
    before, after = (yaml.safe_load((tree / WORD_LIST).read_text(encoding="utf-8")) for tree in (frozen, changed))
    assert before == lexicon.load_yaml(WORD_LIST.stem)
    more = {topic: words for topic, words in after.items() if words != before[topic]}
    assert len(more) == 1
    topic = next(iter(more))
    assert more[topic] == [NEW_WORD, *before[topic]]
    assert digest_of_code(changed) != digest_of_code(frozen)
