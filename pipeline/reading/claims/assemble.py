"""From a document's quantities to its claims: each field by the module of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.claims.actors import find_agent
from pipeline.reading.claims.attribution import Attribution
from pipeline.reading.claims.attribution_weigh import Weigher, likeliest
from pipeline.reading.claims.change import find_change
from pipeline.reading.claims.claim import Claim, DocumentClaims
from pipeline.reading.claims.confidence import find_confidence
from pipeline.reading.claims.lists import leading
from pipeline.reading.claims.metric import find_metric
from pipeline.reading.claims.metric_evidence import topics_of
from pipeline.reading.claims.names import Names
from pipeline.reading.claims.quotes import find_quotes
from pipeline.reading.claims.statistic import find_statistic
from pipeline.reading.claims.status import find_status
from pipeline.reading.claims.when import Times
from pipeline.reading.claims.where import find_place
from pipeline.reading.entities.mention import Mention
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.numbers.home import home_of
from pipeline.reading.numbers.quantity import Quantity, RejectedNumber
from pipeline.reading.parse import Document, Paragraph, Sentence

# What may stand between a figure and the same in another unit.
RESTATED = re.compile(r"\s*[(\[;/]\s*(?:(?:about|around|or|some|roughly|nearly|approximately|just over|just under) )?")
RESTATED_FIELDS = (
    "status agent agent_entity_id source source_entity_id inner_source time_text time_start time_end place "
    "place_entity_id".split()
)
# Parts of a page that are about it, not in it: what they count is no news.
STATE_NOTHING = frozenset({"boilerplate", "metadata"})


def read_claims(document: Document, mentions: Sequence[Mention], weigher: Weigher = likeliest) -> DocumentClaims:
    """Read a document's claims, in text order; `mentions` are the document's own, linked to entities.

    weigher: who says a figure that no construction credits.
    """
    quotes = find_quotes(document)
    names = Names(document, mentions, quotes)
    attribution = Attribution(document, names, quotes, weigher)
    times = Times(document.text, document.published_at)
    claims: list[Claim] = []
    rejected: list[tuple[str, RejectedNumber]] = []
    home = home_of(document.text)
    topics = topics_of(document)
    for paragraph in document.paragraphs:
        quantities, numbers = find_quantities(paragraph, home)
        preceding = last_sentence_before(document, paragraph)
        if paragraph.role in STATE_NOTHING:
            numbers = _all_rejected(numbers, quantities, paragraph.role)
            quantities = []
        rejected += [(paragraph.paragraph_id, number) for number in numbers]
        for quantity in quantities:
            quantity.change, _ = find_change(quantity, quantities)
            metric, subject = find_metric(quantity, claims, paragraph, preceding, topics)
            quantity.statistic, _ = find_statistic(quantity)
            sentence = quantity.sentence
            quoted = quotes.around(quantity.start, quantity.end) is not None
            before = paragraph.parse.sentences[sentence.index - 1] if sentence.index else None
            status, status_rule = find_status(
                quantity,
                previous=before,
                following=sentence_after(document, paragraph, sentence),
                leading=leading(document, paragraph),
            )
            credit = attribution.of(quantity, paragraph)
            if status_rule == "would" and credit.name is None:
                credit = attribution.free_indirect(quantity, paragraph)
                if credit.name is not None:
                    status, status_rule = "forecast", "free_indirect_speech"
            asked = attribution.ask(quantity, status) if credit.rule is None else None
            attribution.note(quantity, credit)
            if asked is not None:
                credit = attribution.likely(asked)
            agent = find_agent(quantity, names, attribution.speaker_token(quantity), metric)
            time = times.of(quantity, quantities, status)
            place = find_place(quantity, names)
            claims.append(
                Claim(
                    claim_id=f"{document.document_id}#c{quantity.start}-{quantity.end}",
                    document_id=document.document_id,
                    paragraph_id=paragraph.paragraph_id,
                    paragraph_role=paragraph.role,
                    sentence_index=sentence.index,
                    sentence=document.text[sentence.start : sentence.end],
                    quantity=quantity,
                    metric=metric,
                    subject=subject,
                    status=status,
                    agent=agent.name,
                    agent_entity_id=agent.entity_id,
                    source=credit.name,
                    source_entity_id=credit.entity_id,
                    inner_source=credit.inner,
                    quoted=quoted,
                    time_text=time.text,
                    time_start=time.start,
                    time_end=time.end,
                    place=place.name,
                    place_entity_id=place.entity_id,
                    rules=rules_of(
                        status=status_rule,
                        source=credit.rule if credit.name else None,
                        agent=agent.rule,
                        time_text=time.rule,
                        place=place.rule,
                    ),
                )
            )
            if len(claims) > 1 and restates(document.text, claims[-2].quantity, quantity):
                _take_over(claims[-1], claims[-2])
            claims[-1].confidence = find_confidence(claims[-1])
    return DocumentClaims(claims, rejected)


def restates(text: str, before: Quantity, quantity: Quantity) -> bool:
    """ "1bn euros ($1.3bn; £690m)": the same figure in another unit, in brackets or behind a stroke."""
    if before.sentence is not quantity.sentence or before.kind != quantity.kind or before.unit == quantity.unit:
        return False
    return before.unit is not None and RESTATED.fullmatch(text[before.end : quantity.start]) is not None


def _take_over(claim: Claim, before: Claim) -> None:
    """A figure restated is claimed as the figure is: by whom, of whom, in which sense, when and where."""
    for field in RESTATED_FIELDS:
        setattr(claim, field, getattr(before, field))
    claim.rules |= dict.fromkeys(sorted(claim.rules.keys() & before.rules.keys()), "restated")


def _all_rejected(numbers: list[RejectedNumber], quantities: list[Quantity], role: str) -> list[RejectedNumber]:
    """The numbers of a paragraph that isn't the article's: what would be a quantity is one of its role."""
    others = [RejectedNumber(quantity.start, quantity.end, quantity.text, role) for quantity in quantities]
    return sorted([*numbers, *others], key=lambda number: (number.start, number.end))


def sentence_after(document: Document, paragraph: Paragraph, sentence: Sentence) -> Sentence | None:
    """The next sentence of the paragraph, else the first of the next one."""
    sentences = paragraph.parse.sentences
    if sentence.index + 1 < len(sentences):
        return sentences[sentence.index + 1]
    if paragraph.index + 1 < len(document.paragraphs):
        return next(iter(document.paragraphs[paragraph.index + 1].parse.sentences), None)
    return None


def last_sentence_before(document: Document, paragraph: Paragraph) -> Sentence | None:
    """The last sentence of the paragraph before."""
    before = document.paragraphs[paragraph.index - 1] if paragraph.index else None
    return before.parse.sentences[-1] if before is not None and before.parse.sentences else None


def rules_of(**rules: str | None) -> dict[str, str]:
    """The rules that gave something, by field."""
    return {field: rule for field, rule in rules.items() if rule is not None}
