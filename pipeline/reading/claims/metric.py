"""What a quantity counts or measures: the metric, a lemmatised noun phrase with its head last.

One function a construction; each answers with the noun that names the metric, with words, or with None where the
construction isn't there. `find_metric` asks them in order, the closest grammatical tie first (Huddleston & Pullum, The
Cambridge Grammar of the English Language, ch. 5 and 13, describes the constructions): the counted noun, complements with
"of", labels, appositions, predicates, objects of verbs of measuring; then ellipsis, where the noun stands with an earlier
figure ("187 by tender, 40 by auction"); then what the verb or the unit says. Cost: linear in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.reading import wordnet
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import OPENERS, Context, by_preposition, governing_verb, is_noun_at, make_context
from pipeline.reading.claims.phrase import (
    NAME_TAGS,
    NOUN_LIKE,
    NOUN_TAGS,
    SUBJECTS,
    clause_verb,
    is_name,
    is_noun,
    is_number_word,
    is_pronoun,
    is_time_noun,
    noun_lemma,
    noun_phrase,
    object_of,
    pobj,
    prep_child,
    subject_of,
    words,
)
from pipeline.reading.claims.subject import find_subject
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

# How many earlier claims, and paragraphs back, an elided noun is looked for in.
MAX_BACK = 24
MAX_PARAGRAPHS_BACK = 1

RUN_TAGS = NOUN_TAGS | {"JJ", "VBN", "VBG", "HYPH", "JJS", "AFX"}

Answer = Token | str | None
Rule = Callable[[Context], Answer]


def find_metric(
    quantity: Quantity, previous: Sequence[Claim] = (), paragraph_index: int | None = None
) -> tuple[str, str | None]:
    """The metric (lemmatised noun phrase, head last; never empty) and the subject (what the figure is of, if more is said).

    `previous` are the document's claims before this one, in text order: elided nouns are taken from them, out of this
    paragraph (the one at `paragraph_index`) and the one before. The rule's name is left in `quantity.rules["metric"]`.
    """
    context = make_context(quantity, previous, paragraph_index)
    for name, rule in rules_for(context):
        answer = rule(context)
        metric = answer if isinstance(answer, str) else noun_phrase(answer, context.tokens) if answer else ""
        if metric:
            quantity.rules["metric"] = name
            return metric, find_subject(
                context.top, context.tokens, answer if isinstance(answer, Token) else None, metric
            )
    quantity.rules["metric"] = "kind"
    return words_of_kind(quantity), find_subject(context.top, context.tokens, None, "")


def words_of_kind(quantity: Quantity) -> str:
    """The last resort: the unit's noun or a word for the kind ("area", "money"); "number" for a bare count."""
    kinds: dict[str, str] = load_yaml("metric")["kinds"]
    if quantity.unit and quantity.kind in (
        "duration",
        "length",
        "mass",
        "volume",
        "area",
        "other",
        "data",
        "energy",
    ):
        unit = quantity.unit.split(" per ")[0]
        return "area" if unit.startswith("square ") else unit
    return kinds.get(quantity.kind, quantity.unit or "number")


# --- helpers: resolving what a rule found -----------------------------------------------------------------------------


def same_kind(claim: Claim, quantity: Quantity) -> bool:
    """True if an earlier claim is of the same dimension, so that its noun can be understood here."""
    other = claim.quantity
    if quantity.kind in ("percent", "ratio") and other.kind in ("percent", "ratio"):
        return True
    if other.kind != quantity.kind:
        return False
    return (other.unit is None) == (quantity.unit is None) and (quantity.kind != "other" or other.unit == quantity.unit)


def earlier(context: Context, any_kind: bool = False) -> Iterator[Claim]:
    """Earlier claims whose noun may be understood, nearest first: of this paragraph and the one before."""
    index = context.paragraph_index
    for claim in context.previous[: -MAX_BACK - 1 : -1]:
        if claim.quantity.sentence is not context.sentence and index is not None:
            gap = index - paragraph_number(claim)
            if gap > MAX_PARAGRAPHS_BACK or gap < 0:
                return
        if claim.quantity.start >= context.quantity.start:
            continue
        if claim.quantity.rules.get("metric") in ("unit", "kind"):
            continue
        if any_kind or same_kind(claim, context.quantity):
            yield claim


def paragraph_number(claim: Claim) -> int:
    tail = claim.paragraph_id.rpartition("#p")[2]
    return int(tail) if tail.isdigit() else 0


def understood(context: Context, any_kind: bool = False) -> str | None:
    """The metric of the nearest earlier figure of the same kind; nights and weekends aren't what is counted on."""
    for claim in earlier(context, any_kind):
        last = claim.metric.rpartition(" ")[2]
        if context.is_count and last in words("times"):
            continue
        return claim.metric
    return None


def resolve(context: Context, noun: Token | None, depth: int = 4) -> Answer:
    """The noun a rule found, seen through: "the number of arrests" -> arrests, "it" or "the goal" -> what they stand for."""
    if noun is None:
        return None
    for _ in range(depth):
        if noun.i in {t.i for t in context.tokens}:
            return None
        if is_number_word(noun):
            for claim in earlier(context, any_kind=True):
                if any(t is noun for t in claim.quantity.tokens):
                    return claim.metric
            inner = complement_of(context, noun)
            if inner is None:
                return understood(context)
            noun = inner
            continue
        lemma = noun_lemma(noun).lower()
        if lemma in words("transparent"):
            inner = complement_of(context, noun)
            if inner is not None and not is_number_word(inner):
                noun = inner
                continue
        if is_pronoun(noun):
            return stands_for(context, noun)
        if lemma in words("labels"):
            return understood(context) or noun
        if is_name(noun) and not is_counted_name(noun):
            common = common_noun_of_name(noun)
            return common if common is not None else noun
        return noun
    return noun


def is_counted_name(noun: Token) -> bool:
    return noun.tag == "NNPS"


def common_noun_of_name(name: Token) -> Token | None:
    """The common noun that introduces a name: "union manager Patrice Lemond" -> manager; "a striker, Tomi Adeyemi"."""
    for child in reversed(name.lefts):
        if child.dep in ("compound", "nmod", "amod") and child.tag in ("NN", "NNS") and child.pos == "NOUN":
            return child
        if (
            child.dep == "compound"
            and is_name(child)
            and wordnet.is_person(child.lower)
            and len(wordnet.senses(child.lower)) < 8
        ):
            return child
    if name.dep == "appos" and name.head.tag in ("NN", "NNS"):
        return name.head
    for child in name.rights:
        if child.dep == "appos" and child.tag in ("NN", "NNS") and not is_number_word(child):
            return child
    return None


def complement_of(context: Context, noun: Token) -> Token | None:
    """The noun after "of": "a number of voters"."""
    prep = prep_child(noun, "of")
    if prep is None:
        following = context.at(noun.i + 1)
        prep = following if following is not None and following.lower == "of" else None
    inner = pobj(prep) if prep is not None else None
    return inner if inner is not None and inner.i not in {t.i for t in context.tokens} else None


def stands_for(context: Context, pronoun: Token) -> Answer:
    """What a pronoun stands for: the earlier figure's noun of the same kind, or the subject of the sentence before."""
    found = understood(context)
    if found is not None:
        return found
    if pronoun.lower in (
        "it",
        "they",
        "this",
        "that",
        "which",
        "these",
        "those",
        "its",
        "their",
    ):
        if pronoun.dep == "nsubj" and pronoun.lower in ("that", "which") and pronoun.head.dep in ("relcl", "acl"):
            return pronoun.head.head
        return None
    return None


def noun_run(context: Context, start: int) -> Token | None:
    """The head of the noun phrase that opens at token index `start`: its last noun, a common noun before a name."""
    head: Token | None = None
    i = start
    while (token := context.at(i)) is not None and (token.tag in RUN_TAGS or token.text == "-"):
        if is_noun(token):
            if head is not None and not is_name(head) and is_name(token):
                break
            head = token
        i += 1
    return head


# --- rules ------------------------------------------------------------------------------------------------------------


def hyphenated_noun(context: Context) -> Answer:
    """ "a 12-member jury", "a two-bedroom flat": what is counted is joined to the number."""
    if not context.is_count:
        return None
    for token in reversed(context.tokens[1:]):
        if is_noun(token) and token.lower not in words("number_nouns"):
            return token
    hyphen, noun = context.at(context.last.i + 1), context.at(context.last.i + 2)
    if (
        hyphen is not None
        and noun is not None
        and hyphen.text == "-"
        and hyphen.start == context.last.end
        and is_noun(noun)
    ):
        return noun
    return None


def counted_noun(context: Context) -> Answer:
    """ "23 workers", "half a million vaccine doses", "two-thirds the norm": the noun that the number modifies."""
    top = context.top
    nominal = top.head
    if top.dep in ("nummod", "nmod", "amod", "quantmod", "det", "predet", "compound") and nominal.i > context.last.i:
        if is_noun(nominal) and unbroken(context, nominal):
            run = noun_run(context, context.last.i + 1)
            if run is not None and is_name(nominal) and not is_name(run) and nominal.i > run.i:
                return run
            return nominal if not is_weekday(nominal) else None
    following = context.after()
    if following is None:
        return None
    start = following.i
    if following.tag in ("DT", "PRP$", "PDT") and context.quantity.kind in (
        "ratio",
        "percent",
    ):
        start += 1
    elif following.tag not in RUN_TAGS or following.text == "-":
        return None
    if (
        top.dep in ("dobj", "pobj", "nsubj", "attr")
        and following.head is not top
        and following.dep in ("advmod", "acl")
    ):
        return None
    run = noun_run(context, start)
    if run is None or is_weekday(run) or is_time_adverbial(run):
        return None
    return run


def is_weekday(token: Token) -> bool:
    return is_name(token) and is_time_noun(token)


def is_time_adverbial(token: Token) -> bool:
    return is_time_noun(token) and token.dep == "npadvmod"


def unbroken(context: Context, noun: Token) -> bool:
    """True if nothing but modifiers stands between the figure and its noun."""
    for i in range(context.last.i + 1, noun.i):
        token = context.at(i)
        if (
            token is None
            or token.tag in (",", ".", ":", "IN", "VBD", "VBZ", "VBP", "CC")
            and token.dep not in ("cc", "punct")
        ):
            return False
    return noun.i - context.last.i < 9


def modified_noun(context: Context) -> Answer:
    """ "a 28-metre vessel", "a 12% levy", "a €6.6m signing": the measure is a modifier of what it measures."""
    following = context.after()
    if following is None:
        return None
    start = following.i + 1 if following.text == "-" else following.i
    opening = context.at(start)
    if opening is None:
        return None
    top = context.top
    hyphen = "-" in context.quantity.text or following.text == "-"
    ties = (
        top.dep in ("nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss")
        and top.head.i > context.last.i
    )
    if opening.tag not in RUN_TAGS or opening.lower in words("dimensions"):
        return None
    run = noun_run(context, start)
    if run is None and opening.tag == "VBG" and opened_by_determiner(context):
        return opening
    if run is None or is_weekday(run):
        return None
    if (ties and is_noun(top.head) and unbroken(context, top.head)) or hyphen or opened_by_determiner(context):
        if is_time_noun(run) and run.dep == "npadvmod":
            return None
        if noun_lemma(run).lower() in words("labels"):
            return understood(context) or run
        return run
    return None


def opened_by_determiner(context: Context) -> bool:
    """ "a 5% stake", "its $2 billion loan": a determiner opens the phrase that the measure stands in."""
    i = context.first.i - 1
    for _ in range(4):
        token = context.at(i)
        if token is None:
            return False
        if token.tag in ("DT", "PRP$", "POS") and token.lower not in (
            "no",
            "some",
            "all",
        ):
            return True
        if token.tag not in ("JJ", "RB", "JJR", "NN", "IN") or token.lower in (
            "of",
            "in",
            "at",
            "by",
            "for",
            "to",
        ):
            return False
        i -= 1
    return False


def after_of(context: Context) -> Answer:
    """ "16 tonnes of cargo", "20 of them", "72 percent of homicides", "three out of four voters"."""
    following = context.after()
    prep = following if following is not None and following.lower == "of" else prep_child(context.top, "of")
    if following is not None and following.lower == "out":
        second = context.at(following.i + 1)
        prep = second if second is not None and second.lower == "of" else prep
    if prep is None or any(token.text in ",;:" for token in context.between(context.last, prep)):
        return None
    noun = pobj(prep)
    if noun is None or noun.i < prep.i:
        noun = noun_run_after(context, prep)
    if noun is None:
        return None
    if is_pronoun(noun):
        return understood(context, any_kind=True) if noun.lower not in ("us", "you") else "people"
    if noun.tag == "JJ" and not is_noun(noun):
        return noun.lower
    if is_number_word(noun) and complement_of(context, noun) is None:
        return understood(context)
    return resolve(context, noun)


def noun_run_after(context: Context, prep: Token) -> Token | None:
    i = prep.i + 1
    token = context.at(i)
    while token is not None and token.tag in ("DT", "PRP$", "CD", "PDT"):
        i += 1
        token = context.at(i)
    run = noun_run(context, i)
    return (
        run
        if run is not None
        else token
        if token is not None and (is_pronoun(token) or token.tag in NOUN_LIKE)
        else None
    )


def of_fronted(context: Context) -> Answer:
    """ "Of the 268 victims, almost a third were over 70"."""
    opening = next(
        (t for t in context.sentence.tokens if t.text.strip() and t.text not in OPENERS),
        None,
    )
    if opening is None or opening.lower != "of" or opening.i >= context.first.i:
        return None
    if is_number_word(context.top) and context.top.dep in (*SUBJECTS, "dobj", "dep"):
        return resolve(context, pobj(opening))
    return None


def label(context: Context) -> Answer:
    """ "Car thefts: 3,077", "Average wait: 9 min / 13 min (goal: 6)": a label before a colon, a slash or in brackets."""
    token = context.before_qualifiers()
    crossed = False
    for _ in range(40):
        if token is None:
            return None
        if token.text == ":":
            noun = label_noun(context, token)
            if noun is None or noun_lemma(noun).lower() in words("labels"):
                found = understood(context)
                if found:
                    return found
            return noun
        if crossed and not (is_cell(token) or is_unit_word(context, token)):
            return None
        if token.text in ("/", "|", "\t", "–") or (token.text == "," and is_cell_before(context, token)):
            crossed = True
        elif not crossed:
            return None
        token = context.at(token.i - 1)
    return None


def is_cell(token: Token) -> bool:
    return (
        token.tag in ("CD", "SYM", "$")
        or token.text in "/|%+-–()"
        or token.text[:1].isdigit()
        or token.text[:1] in "+-−$€£"
    )


def is_unit_word(context: Context, token: Token) -> bool:
    return any(token in claim.quantity.tokens for claim in context.previous[-3:])


def is_cell_before(context: Context, comma: Token) -> bool:
    before = context.at(comma.i - 1)
    return before is not None and is_cell(before) and False


def label_noun(context: Context, colon: Token) -> Token | None:
    """The head of the label before a colon: its first phrase's last noun ("Guns seized" -> guns, "Cargo (tonnes)" -> cargo)."""
    run: list[Token] = []
    for token in context.sentence.tokens:
        if token.i >= colon.i:
            break
        if token.text in ".;!?•:" or token.text in ("-", "•") and not run:
            run = []
            continue
        run.append(token)
    head: Token | None = None
    for token in run[-12:]:
        if token.text in ("(", ",") or token.tag in ("IN", "VBN", "VBD", "VBZ", "VBP", "MD") and head is not None:
            if head is not None:
                return head
            continue
        if is_noun(token):
            head = token
    return head


def bracketed_label(context: Context) -> Answer:
    """ "(target 86%)", "(goal: 6)": a label in brackets names another figure of what was just measured."""
    token = context.before_qualifiers()
    if token is None or noun_lemma(token).lower() not in words("labels"):
        return None
    before = context.at(token.i - 1)
    if before is not None and before.text == "(":
        return understood(context)
    return None


def converted(context: Context) -> Answer:
    """ "£600m ($1.13bn)", "1.5 degrees Celsius (2.7 Fahrenheit)": the same figure in another unit, in brackets."""
    before = context.before()
    if before is None or before.text not in ("(", "["):
        return None
    if context.previous and context.quantity.unit is not None:
        claim = context.previous[-1]
        if 0 <= before.start - claim.quantity.end <= 2 and claim.quantity.unit is not None:
            return claim.metric
    return None


def noun_of(context: Context) -> Answer:
    """ "a toll of 214", "swells of 4 metres", "a hearing of 90 minutes": the figure is the complement of its noun."""
    prep = context.before_qualifiers()
    top = context.top
    if prep is None or prep.lower != "of":
        prep = top.head if top.dep == "pobj" and top.head.lower == "of" and top.head.i < context.first.i else None
    if prep is None:
        return None
    noun = prep.head if is_noun(prep.head) or prep.head.tag in NOUN_LIKE else context.at(prep.i - 1)
    if noun is None or noun.i >= prep.i or not (is_noun(noun) or noun.tag in NOUN_LIKE or is_number_word(noun)):
        return None
    lemma = noun_lemma(noun).lower()
    if context.is_count and lemma in words("parents"):
        return "child"
    if lemma in words("labels"):
        found = understood(context)
        if found is not None:
            return found
        return None if lemma in words("transparent") else noun
    if lemma in words("transparent") or is_number_word(noun):
        return None
    if is_name(noun) and is_number_word(context.top) and context.is_count:
        return None
    return noun


def in_apposition(context: Context) -> Answer:
    """ "Its population, 2,950 in the year of the flood, …": the figure stands beside its noun."""
    top = context.top
    if top.dep == "appos" and top.head.i < context.first.i and is_noun(top.head):
        if is_name(top.head) and context.quantity.kind != "age":
            return None
        return resolve(context, top.head)
    return None


def noun_before_preposition(context: Context) -> Answer:
    """ "a fever above 39 degrees", "asteroids larger than 150 metres", "kids under 21", "homes worth $2 million"."""
    prep = context.before()
    for _ in range(3):
        if prep is not None and (
            prep.text in "$€£" or prep.lower in ("about", "around", "some", "nearly", "the", "roughly")
        ):
            prep = context.at(prep.i - 1)
    if prep is None or prep.lower not in (
        "above",
        "below",
        "over",
        "under",
        "than",
        "beyond",
        "past",
        "exceeding",
        "worth",
        "topping",
        "costing",
        "totaling",
        "totalling",
        "weighing",
        "measuring",
        "averaging",
        "earning",
    ):
        return None
    noun = context.at(prep.i - 1)
    if prep.lower == "than" and noun is not None and noun.tag in ("JJR", "RBR"):
        if noun.lower in ("more", "less", "fewer"):
            noun = context.at(noun.i - 1)
            return (
                noun
                if noun is not None
                and is_noun(noun)
                and noun.i == prep.i - 2
                and noun.dep in ("pobj", "dobj", "nsubj")
                and context.quantity.kind == "age"
                else None
            )
        noun = context.at(noun.i - 1)
    if noun is None or not is_noun(noun):
        return None
    if noun.dep in ("compound", "npadvmod") or is_time_noun(noun):
        return None
    return resolve(context, noun)


def dimension(context: Context) -> Answer:
    """ "95 feet high", "20 metres wide", "2% higher": the measure of an adjective's noun."""
    adjective = context.after()
    if adjective is None or (adjective.tag not in ("JJ", "JJR", "RB", "RBR", "RP", "IN")):
        return None
    names: dict[str, str] = load_yaml("metric")["dimension_nouns"]
    is_dimension = adjective.lower in names
    if not (is_dimension or adjective.tag in ("JJR", "RBR")) or (
        adjective.lower in ("more", "less", "fewer", "earlier", "later")
    ):
        return None
    if (
        adjective.dep == "amod"
        and is_noun(adjective.head)
        and not (is_name(adjective.head) and adjective.head.i < context.first.i)
    ):
        return adjective.head
    if adjective.lower == "old" and context.quantity.kind == "age":
        return None
    verb = clause_verb(context.top)
    before = context.before_qualifiers()
    comma = before is not None and before.text in (",", "(")
    if comma or (before is not None and is_noun(before)):
        noun = before if not comma else context.at(before.i - 1) if before is not None else None
        while noun is not None and is_name(noun) and noun.head.i < noun.i and noun.dep in ("pobj", "compound", "appos"):
            noun = noun.head.head if noun.head.dep == "prep" else noun.head
        if noun is not None and is_noun(noun):
            return noun
    subject = subject_of(verb) if verb is not None else None
    answer = resolve(context, subject) if subject is not None else None
    return answer if answer is not None else names.get(adjective.lower)


def predicate(context: Context) -> Answer:
    """ "the rent was $1,486", "yields averaged 2.9 tonnes", "tickets start at €17", "fares rise to C$3.55": of the subject."""
    verb = governing_verb(context)
    if verb is None:
        return None
    lemma = verb.lemma.lower()
    passive = (
        any(child.dep in ("nsubjpass", "auxpass") for child in verb.children) or verb.tag == "VBN" and verb.dep == "acl"
    )
    if not (lemma in words("of_subject") or lemma in moving_verbs() or (passive and lemma in words("of_object"))):
        return None
    if lemma in words("of_object") and not passive and object_of(verb) is not None and by_preposition(context, verb):
        return None
    obj = object_of(verb)
    if obj is not None and obj.i < context.first.i and lemma not in ("tip", "cost") and by_preposition(context, verb):
        return None
    if by_preposition(context, verb) == "in" and context.quantity.kind == "duration":
        return None
    subject = subject_of(verb)
    if subject is None and verb.dep in ("amod", "acl") and is_noun(verb.head):
        subject = verb.head
    if subject is None or (subject.i > context.first.i and subject.dep != "nsubj"):
        return None
    if (
        context.is_count
        and is_agent(subject)
        and lemma
        in (
            "reach",
            "hit",
            "total",
            "run",
            "take",
            "number",
            "top",
            "pass",
            "end",
            "do",
            "get",
            "be",
            "finish",
        )
    ):
        found = understood(context)
        if found is not None:
            return found
    if subject.lower == "there":
        return None
    return resolve(context, subject)


def is_agent(noun: Token) -> bool:
    """True if a subject acts rather than is measured: a person, a group, a name, a pronoun."""
    return (
        is_pronoun(noun)
        or is_name(noun)
        or wordnet.is_person(noun_lemma(noun))
        or wordnet.category(noun_lemma(noun)) == "group"
    )


def moving_verbs() -> frozenset[str]:
    """Verbs of rising and falling (lexicon/change.yaml)."""
    change = load_yaml("change")
    return frozenset([*change["up"], *change["down"], *change["multipliers"]]) - {
        "shed",
        "recover",
        "advance",
        "explode",
        "gain",
    } | {"gain"}


def object_measured(context: Context) -> Answer:
    """ "put the gap at 350", "lowered its estimate to 16.8 million tonnes", "doses at $33 apiece", "a notebook for 1,200€"."""
    top = context.top
    prep = top.head if top.dep in ("pobj", "pcomp") else None
    if prep is None:
        before = context.before_qualifiers()
        prep = before if before is not None and before.lower in ("at", "to", "as") else None
    if prep is None or prep.lower not in (
        "at",
        "to",
        "from",
        "by",
        "for",
        "as",
        "on",
        "under",
    ):
        return None
    head = prep.head
    if head.lower in ("to", "from", "by", "at") and head.dep == "prep":
        head = head.head
    if is_noun(head) and head.i < prep.i and prep.lower in ("at", "to", "from"):
        if not is_time_noun(head) and not (is_name(head) and head.dep in ("pobj", "nsubj")):
            return resolve(context, head)
    if head.pos not in ("VERB", "AUX") or prep.lower == "on":
        return None
    if prep.lower == "for" and head.lemma not in (
        "buy",
        "sell",
        "get",
        "purchase",
        "acquire",
        "auction",
        "offer",
        "rent",
        "hire",
        "lease",
        "trade",
    ):
        return None
    obj = object_of(head) or next(
        (c for c in head.children if c.dep in ("dobj", "oprd", "nsubj") and c.i > head.i and c.i < prep.i),
        None,
    )
    if obj is None or obj.i > context.first.i:
        if head.lemma in words("of_object") and head.dep in ("acl", "amod") and is_noun(head.head):
            return head.head
        return None
    return resolve(context, obj)


def beside_earlier(context: Context) -> Answer:
    """ "3,077, up 16%", "34 survivors, up from 21", "25 km/h, down from 70", "4,130 households, compared with 2,890"."""
    cue = context.before_qualifiers()
    token = context.before()
    for _ in range(5):
        if token is None:
            break
        if token.lower in (
            "up",
            "down",
            "against",
            "versus",
            "vs",
            "vs.",
            "compared",
            "off",
            "higher",
            "lower",
        ) or (token.text in ("(", "–", "—") or token.text == "," and context.quantity.kind == "percent"):
            cue = token
            break
        if token.lower not in words("qualifiers") and token.lower not in (
            "with",
            "by",
            "from",
            "to",
        ):
            break
        token = context.at(token.i - 1)
    else:
        token = None
    following = context.after()
    compared = following is not None and following.lower in (
        "more",
        "less",
        "fewer",
        "above",
        "below",
        "higher",
        "lower",
    )
    if cue is None or not (compared or (token is not None and token is cue)):
        return None
    for claim in context.previous[:-4:-1]:
        if claim.quantity.sentence is not context.sentence:
            return None
        if any(
            t.dep in SUBJECTS and t.i > claim.quantity.tokens[-1].i
            for t in context.between(claim.quantity.tokens[-1], context.first)
        ):
            return None
        if claim.quantity.kind in ("duration", "age") and context.quantity.kind not in (
            "duration",
            "age",
            "percent",
        ):
            continue
        if claim.quantity.rules.get("metric") not in ("unit", "kind") and not (
            claim.quantity.unit is None and claim.metric.rpartition(" ")[2] in words("times")
        ):
            return claim.metric
    return None


def purpose(context: Context) -> Answer:
    """Money for, in or on something: "€2.4 million in unpaid bonuses", "spends $455 a year on policing", "for unleaded"."""
    if context.quantity.kind != "money":
        return None
    verb = clause_verb(context.top)
    spending = verb is not None and verb.lemma in words("spending")
    nodes = [context.top]
    if context.top.head.lower == "of":
        nodes.append(context.top.head.head)
    if verb is not None:
        nodes.append(verb)
    for node in nodes:
        for prep in node.rights:
            if (
                prep.dep != "prep"
                or prep.i < context.last.i
                or prep.lower not in ("in", "on", "for", "towards", "toward")
            ):
                continue
            noun = pobj(prep)
            if noun is None or noun.tag not in NOUN_TAGS | NOUN_LIKE or is_number_word(noun) or is_time_noun(noun):
                continue
            if is_name(noun) and noun.tag != "NNPS":
                continue
            if prep.lower == "on" and not spending or node is verb and prep.lower == "in":
                continue
            if prep.lower == "in" and wordnet.category(noun_lemma(noun)) in (
                "location",
                "group",
            ):
                continue
            return noun if noun.tag in NOUN_TAGS else noun.lower
    if verb is not None and verb.lemma in ("be", "cost", "take", "'s", "’s"):
        for child in verb.children:
            if child.dep in ("advcl", "xcomp") and child.i > context.last.i and (obj := object_of(child)) is not None:
                return obj
    return None


def pay(context: Context) -> Answer:
    """ "I make $19 an hour", "earned 18 shillings a week"."""
    verb = clause_verb(context.top)
    if (
        context.quantity.kind != "money"
        or verb is None
        or context.top.dep not in ("dobj", "npadvmod", "obj", "nummod", "nmod")
    ):
        return None
    if verb.lemma == "earn" or (context.quantity.period is not None and verb.lemma in words("earning")):
        subject = subject_of(verb)
        if subject is None or is_pronoun(subject) or wordnet.is_person(noun_lemma(subject)) or is_name(subject):
            return "pay"
    return None


def event_of_verb(context: Context) -> Answer:
    """ "ordered to repay $3.6 million" -> repayment: the noun of what is done with the money."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "money" or verb is None or verb.lemma not in words("event_money"):
        return None
    nouns = wordnet.event_nouns(verb.lemma)
    return nouns[-1] if verb.lemma == "pay" else nouns[0] if nouns else None


def duration_of(context: Context) -> Answer:
    """What lasts: "13 years in prison", "was held for 31 hours", "the jury needed three hours", "will search for seven days"."""
    if context.quantity.kind != "duration":
        return None
    for node in (
        context.top,
        context.top.head.head if context.top.dep == "pobj" else context.top,
    ):
        prep = prep_child(node, "in")
        if prep is not None and prep.i > context.last.i and (noun := pobj(prep)) is not None:
            if (
                noun.tag in ("NN",)
                and not is_time_noun(noun)
                and wordnet.category(noun_lemma(noun)) in ("artifact", "state", "group", "act")
            ):
                if noun_lemma(noun) in (
                    "prison",
                    "jail",
                    "custody",
                    "detention",
                    "office",
                    "power",
                    "charge",
                    "exile",
                    "hospital",
                    "captivity",
                    "solitary",
                    "confinement",
                ):
                    return noun
    verb = clause_verb(context.top)
    if verb is None:
        return None
    subject = subject_of(verb)
    prep_word = by_preposition(context, verb)
    if prep_word == "for" or prep_word == "after":
        passive = any(child.dep in ("nsubjpass", "auxpass") for child in verb.children)
        if object_of(verb) is not None and not passive:
            return None
        if subject is not None and is_noun(subject) and not is_name(subject):
            return resolve(context, subject)
        nouns = wordnet.event_nouns(verb.lemma)
        return nouns[0] if nouns and prep_word == "for" else None
    if context.top.dep in ("dobj", "attr", "npadvmod") and context.top.head is verb:
        if verb.lemma in (
            "need",
            "take",
            "last",
            "require",
            "spend",
            "wait",
            "continue",
            "run",
            "age",
        ):
            if subject is not None and is_noun(subject) and not is_name(subject):
                return resolve(context, subject)
            nouns = wordnet.event_nouns(verb.lemma)
            return nouns[0] if nouns and verb.lemma in ("wait",) else None
        if verb.lemma in (
            "seek",
            "receive",
            "face",
            "serve",
            "get",
            "give",
            "demand",
            "impose",
            "hand",
            "request",
            "propose",
        ):
            return understood(context)
    if prep_word == "for" or (context.top.dep == "pobj" and verb.lemma in ("ask", "call", "push", "press", "plead")):
        return understood(context)
    return None


def age_of(context: Context) -> Answer:
    """ "a 58-year-old grandmother", "Lemond, 51,", "men, aged 24 and 37", "a child of six": the one who is so old."""
    if context.quantity.kind != "age":
        return None
    i = context.last.i + 1
    while (token := context.at(i)) is not None and (
        token.text == "-" or token.lower in ("year", "years", "month", "months", "old", "olds")
    ):
        i += 1
    run = noun_run(context, i) if i > context.last.i + 1 or "old" in context.quantity.text else None
    if run is not None and not is_time_noun(run):
        common = common_noun_of_name(run) if is_name(run) else run
        return common if common is not None else run if not is_name(run) else "age"
    top = context.top
    before = context.before_qualifiers()
    if before is not None and before.lower == "aged":
        noun = (
            before.head
            if is_noun(before.head)
            else context.at(before.i - (2 if (b := context.at(before.i - 1)) is not None and b.text == "," else 1))
        )
        return resolve(context, noun) if noun is not None and is_noun(noun) else "age"
    if top.dep == "conj" and any(top.head in claim.quantity.tokens for claim in context.previous[-2:]):
        return context.previous[-1].metric
    if before is not None and before.text == "," and (noun := context.at(before.i - 1)) is not None and is_noun(noun):
        if is_name(noun):
            common = common_noun_of_name(noun)
            return common if common is not None else "age"
        return noun
    if top.dep == "appos" and is_noun(top.head):
        common = common_noun_of_name(top.head) if is_name(top.head) else top.head
        return common if common is not None else "age"
    return None


def distance(context: Context) -> Answer:
    """ "three miles from shore", "within 36,500 kilometres of Earth": a length between two places is a distance."""
    if context.quantity.kind != "length":
        return None
    following = context.after()
    before = context.before_qualifiers()
    if following is not None and following.lower in words("directions"):
        return "distance"
    if following is not None and following.lower == "of" and before is not None and before.lower in ("within",):
        return "distance"
    return None


def elided(context: Context) -> Answer:
    """ "187 by tender, 40 by auction", "He'd wanted 50 points and ended up with 44": the noun of an earlier figure."""
    if context.quantity.unit is not None and any(is_unit_token(t) for t in context.tokens):
        # A figure with its unit is complete; only the thing measured can be understood, in the same role.
        if context.quantity.kind != "percent":
            return None
    return understood(context)


def is_unit_token(token: Token) -> bool:
    return token.tag in ("NN", "NNS", "NNP", "$", "JJ") and token.tag != "CD"


def people_of_verb(context: Context) -> Answer:
    """ "killed 14", "seats 200": a verb whose uncounted object is people."""
    verb = clause_verb(context.top)
    if verb is not None and context.is_count and verb.lemma in words("of_people"):
        return "people"
    return None


def percent_of_subject(context: Context) -> Answer:
    """A share without "of": what the clause is about."""
    if context.quantity.kind not in (
        "percent",
        "ratio",
        "money",
        "count",
        "other",
        "temperature",
        "speed",
        "power",
        "energy",
        "data",
    ):
        return None
    verb = clause_verb(context.top)
    if context.quantity.kind == "money":
        return None
    subject = subject_of(verb) if verb is not None else None
    if subject is not None and not (subject.i >= context.first.i and subject.i <= context.last.i):
        answer = resolve(context, subject)
        if answer is not None:
            return answer
    for above in context.top.ancestors():
        if is_noun(above) and not is_time_noun(above) and above.i not in {t.i for t in context.tokens}:
            return above
    if (
        subject is None
        and verb is not None
        and (obj := object_of(verb)) is not None
        and obj.i not in {t.i for t in context.tokens}
    ):
        return resolve(context, obj)
    return None


def unit_noun(context: Context) -> Answer:
    """A measure without a thing: "walks four kilometres" -> kilometre, "square miles" -> area."""
    return words_of_kind(context.quantity) if context.quantity.kind not in ("count",) else None


def nearest_noun(context: Context) -> Answer:
    """The last resort of a count: the nearest noun before it, then after it."""
    ordered = sorted(
        (
            t
            for t in context.sentence.tokens
            if is_noun(t) and not is_time_noun(t) and t.i not in {k.i for k in context.tokens}
        ),
        key=lambda t: (t.i > context.first.i, abs(t.i - context.first.i)),
    )
    return ordered[0] if ordered else None


COUNT_RULES: list[tuple[str, Rule]] = [
    ("hyphenated_noun", hyphenated_noun),
    ("bracketed_label", bracketed_label),
    ("counted_noun", counted_noun),
    ("after_of", after_of),
    ("of_fronted", of_fronted),
    ("label", label),
    ("beside_earlier", beside_earlier),
    ("noun_of", noun_of),
    ("in_apposition", in_apposition),
    ("dimension", dimension),
    ("predicate", predicate),
    ("object_measured", object_measured),
    ("elided", elided),
    ("people_of_verb", people_of_verb),
    ("subject", percent_of_subject),
    ("nearest_noun", nearest_noun),
]
MEASURE_RULES: list[tuple[str, Rule]] = [
    ("converted", converted),
    ("age_of", age_of),
    ("bracketed_label", bracketed_label),
    ("modified_noun", modified_noun),
    ("distance", distance),
    ("after_of", after_of),
    ("noun_of", noun_of),
    ("label", label),
    ("beside_earlier", beside_earlier),
    ("dimension", dimension),
    ("noun_before_preposition", noun_before_preposition),
    ("in_apposition", in_apposition),
    ("predicate", predicate),
    ("pay", pay),
    ("duration_of", duration_of),
    ("object_measured", object_measured),
    ("purpose", purpose),
    ("event_of_verb", event_of_verb),
    ("elided", elided),
    ("subject", percent_of_subject),
    ("unit", unit_noun),
    ("nearest_noun", nearest_noun),
]
# A rate, a deficit, a margin "of" an amount is named before what the amount is of.
SWAPPED = {"noun_of": "after_of", "after_of": "noun_of"}
NOUN_FIRST_RULES = [
    (SWAPPED.get(name, name), dict(MEASURE_RULES)[SWAPPED.get(name, name)]) for name, _ in MEASURE_RULES
]


def rules_for(context: Context) -> list[tuple[str, Rule]]:
    """The rules in the order that suits the kind of figure."""
    if context.is_count:
        return COUNT_RULES
    return NOUN_FIRST_RULES if context.quantity.kind in ("money", "duration") else MEASURE_RULES
