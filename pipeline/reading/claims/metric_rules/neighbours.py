"""The noun in a label, in brackets, beside an earlier figure, before a bound or with a dimension."""

from __future__ import annotations

from pipeline.reading.claims.antecedent import (
    Answer,
    common_noun_of_name,
    metric_of_token,
    resolve,
    same_kind,
    same_sentence,
    understood,
)
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import Context
from pipeline.reading.claims.metric_rules.clause import moving_verbs
from pipeline.reading.claims.metric_rules.nouns import noun_run
from pipeline.reading.claims.phrase import (
    BE_FORMS,
    NOUN_TAGS,
    SUBJECTS,
    clause_verb,
    is_name,
    is_noun,
    is_pronoun,
    is_time_noun,
    noun_lemma,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Token

MAX_LABEL = 40  # tokens from a cell back to the label of its row


ADVERBS = frozenset(
    {"now", "currently", "then", "already", "still", "also", "often", "usually", "typically", "today", "even"}
)


# Between two measures of one thing.
RESTATES = frozenset({"or", "about", "around", "roughly", "nearly", "between", "just", "some", "almost", "over", "by"})


def label(context: Context) -> Answer:
    """ "Car thefts: 3,077", "Average wait: 9 min / 13 min": a label before a colon, in its row."""
    token = context.before_qualifiers()
    crossed = False
    for _ in range(MAX_LABEL):
        if token is None:
            return None
        if token.text.endswith(":"):
            noun = label_noun(context, token)
            if noun is None or noun_lemma(noun).lower() in words("labels") or is_time_noun(noun):
                return understood(context) or same_sentence(context) or noun
            return noun
        if token.text in ("/", "|", "–"):
            crossed = True
        elif not crossed or not (is_cell(token) or any(token in c.quantity.tokens for c in context.previous[-3:])):
            return None
        token = context.at(token.i - 1)
    return None


def is_cell(token: Token) -> bool:
    return token.tag in ("CD", "SYM", "$") or token.text in "/|%+-–()" or token.text[:1] in "+-−$€£0123456789"


def label_noun(context: Context, colon: Token) -> Token | None:
    """The head of the label before a colon: "Guns seized" -> guns, "Cargo (tonnes)" -> cargo."""
    run: list[Token] = []
    depth = 1 if colon.text.startswith(")") else 0
    i = colon.i - 1
    while (token := context.at(i)) is not None and len(run) < MAX_LABEL:
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0:
            if token.text in ".;!?•:—" or (
                token.text in "-–" and token.dep == "punct" and run and token.end < run[-1].start
            ):
                break
            run.append(token)
        i -= 1
    # After a clause only what stands right before the colon is a label: "They came back with a number: $41.3 million".
    prose = any(token.tag in ("DT", "PRP", "EX") for token in run)
    if prose and any(token.tag in ("VBD", "VBZ", "VBP", "MD") for token in run):
        return run[0] if is_noun(run[0]) and run[0].dep in ("pobj", "dobj", "attr") else None
    head: Token | None = None
    for token in reversed(run):
        if head is not None and (token.text == "," or token.tag in ("IN", "VBN", "VBD", "VBZ", "VBP", "MD")):
            return head
        if is_noun(token):
            head = token
    return head


def bracketed_label(context: Context) -> Answer:
    """ "(target 86%)": a label in brackets names another figure of what was just measured."""
    token = context.before_qualifiers()
    if token is None or noun_lemma(token).lower() not in words("labels"):
        return None
    before = context.at(token.i - 1)
    return understood(context) if before is not None and before.text == "(" else None


def converted(context: Context) -> Answer:
    """ "£600m ($1.13bn)", "1.5 degrees Celsius (2.7 Fahrenheit)": the same figure in another unit, in brackets."""
    before = context.before()
    if before is None or before.text not in ("(", "[", ";") or not context.previous or context.quantity.unit is None:
        return None
    claim = context.previous[-1]
    near = 0 <= before.start - claim.quantity.end <= 2 and claim.quantity.unit is not None
    if before.text == ";" and claim.quantity.rules.get("metric") != "converted":
        return None
    return claim.metric if near else None


def restated(context: Context) -> Answer:
    """ "8 pence, or 1.3%", "by $3.8m - or between 6.6% and 8.6%": the same again in another measure."""
    claim = context.previous[-1] if context.previous else None
    if claim is None or claim.quantity.sentence is not context.sentence or not claim.quantity.tokens:
        return None
    joint = [token.lower for token in context.between(claim.quantity.tokens[-1], context.first)]
    if "or" not in joint or len(joint) > 4 or any(word.isalpha() and word not in RESTATES for word in joint):
        return None
    return claim.metric


def in_brackets(context: Context) -> Answer:
    """ "the government (15%) and DaimlerChrysler (30%)": of the noun before the brackets."""
    opening, closing = context.before(), context.after()
    if opening is None or closing is None or opening.text != "(" or closing.text != ")":
        return None
    noun = context.at(opening.i - 1)
    if noun is None or not is_noun(noun) or metric_of_token(context, noun) is not None:
        return None
    return noun if context.quantity.kind in ("percent", "ratio") else None


def before_particle(context: Context) -> Answer:
    """ "with December sales down 0.7%", "consumption up just 0.2%": of the noun before the direction."""
    particle = context.before_qualifiers(frozenset({"by", "for", "on", "to"}))
    if particle is None or particle.lower not in ("up", "down", "off"):
        return None
    noun = context.at(particle.i - 1)
    if noun is not None and noun.lower in BE_FORMS:
        if any(child.dep in SUBJECTS for child in noun.children):
            return None
        noun = context.at(noun.i - 1)
    if noun is None or not is_noun(noun) or is_time_noun(noun):
        return None
    return resolve(context, noun)


def listed(context: Context) -> Answer:
    """ "Dow +0.2% S&P 500 +0.3%": the name right before a signed figure."""
    noun = context.before()
    if noun is None or context.quantity.text[:1] not in "+-−":
        return None
    if noun.tag == "CD":
        noun = context.at(noun.i - 1)
    return noun if noun is not None and is_noun(noun) else None


def margin_of_other(context: Context, claim: Claim) -> bool:
    """True for a count that only says out of how many: of two counts the first is what margins are told of."""
    first = claim.quantity.tokens[0]
    prep = context.at(first.i - 1)
    if (
        not context.is_count
        or claim.quantity.kind != "count"
        or prep is None
        or prep.lower not in ("from", "in", "after")
    ):
        return False
    before = context.at(prep.i - 2)
    return before is not None and any(before in other.quantity.tokens for other in context.previous[:-4:-1])


def gapped(context: Context) -> Answer:
    """ "Petrol is now £1.89 and diesel £2.01": the noun right before a figure whose verb is understood."""
    noun = context.before_qualifiers()
    if noun is None or not is_noun(noun) or is_time_noun(noun) or not context.previous:
        return None
    claim = context.previous[-1]
    following = context.after()
    ends = following is None or following.text in ".,;)"
    bare = context.is_count and claim.quantity.kind in ("percent", "money") and ends
    if claim.quantity.sentence is not context.sentence or not (bare or same_kind(claim, context.quantity)):
        return None
    joint = context.at(noun.i - 1)
    for _ in range(3):  # "and the diesel price £2.01"
        if joint is None or joint.tag not in ("DT", "JJ", "NN", "NNP", "PRP$"):
            break
        joint = context.at(joint.i - 1)
    if joint is None or joint.text not in (",", ";", "and", "but", "while"):
        return None
    if bare and context.before() is noun:
        return noun  # "Wind supplied 44 percent of the power, coal 12"
    return noun if claim.quantity.rules.get("metric") in ("predicate", "gapped", "copula_beside") else None


def copula_beside(context: Context) -> Answer:
    """ "Petrol is now 189p a litre", "the fire is 80 percent contained": where the parser missed the clause."""
    verb = context.before_qualifiers(ADVERBS)
    if verb is None or not (verb.lower in BE_FORMS or verb.lower in ("cost", "costs")):
        return None
    if context.quantity.kind == "duration":
        return None  # "It is five weeks since the strike began"
    noun = context.at(verb.i - 1)
    for _ in range(2):
        if noun is None or noun.tag not in ("RB", "MD"):
            break
        noun = context.at(noun.i - 1)
    if noun is None or not (is_noun(noun) or noun.lower in ("it", "they", "this", "that")):
        return None
    for _ in range(3):  # "the price of petrol is …"
        if not (noun.dep == "pobj" and noun.head.dep == "prep" and is_noun(noun.head.head)):
            break
        noun = noun.head.head
    if is_time_noun(noun) or (is_noun(noun) and is_name(noun)):
        return None
    return resolve(context, noun)


def in_apposition(context: Context) -> Answer:
    """ "Its population, 2,950 in the year of the flood, …": the figure stands beside its noun."""
    top = context.top
    beside = top.head.i == context.first.i - 1 and any(c.lower in ("a", "an") for c in top.head.lefts)
    beside = beside or top.dep != "appos" or top.head.i >= context.first.i  # "at a breakneck 9.1%" is no apposition
    if not beside and is_noun(top.head) and not is_name(top.head):
        return resolve(context, top.head)
    # "the punitive part, now $18 million": the adverb says that the figure is of the noun before the comma.
    adverb = context.before()
    at = context.before_qualifiers()
    if at is not None and at.lower == "at" and is_subject_at(context.at(at.i - 2)):
        adverb = at  # "inflation, at 7.1 percent in May, is …"
    told = adverb is not None and (adverb.lower in words("then_and_now") or is_subject_at(context.at(adverb.i - 2)))
    told = told and adverb is not None and (adverb.lower == "at" or adverb.lower in words("then_and_now"))
    comma = context.at(adverb.i - 1) if adverb is not None and told else None
    noun = context.at(comma.i - 1) if comma is not None and comma.text in (",", "(", "–", "—", "-") else None
    return resolve(context, noun) if noun is not None and is_noun(noun) and not is_name(noun) else None


def is_subject_at(token: Token | None) -> bool:
    return token is not None and token.dep in SUBJECTS


def led_to(context: Context) -> Answer:
    """ "up 6pc, to 7,010 tonnes", "have trebled, to ₹4,200 a tonne": the level that a change just told has led to."""
    to = context.before_qualifiers()
    if to is None or to.lower not in ("to", "from"):
        return None
    comma = context.at(to.i - 1)
    told = context.at(to.i - 2) if comma is not None and comma.text == "," else comma
    if told is None:
        return None
    claim = context.previous[-1] if context.previous else None
    if claim is not None and told in claim.quantity.tokens:
        return claim.metric if claim.quantity.change is not None else None
    if claim is not None and comma is told and is_noun(told) and claim.quantity.sentence is context.sentence:
        start = context.at(claim.quantity.tokens[0].i - 1) if claim.quantity.tokens else None
        gap = told.i - claim.quantity.tokens[-1].i if claim.quantity.tokens else MAX_LABEL
        if start is not None and start.lower == "from" and to.lower == "to" and 0 < gap < 4 and context.is_count:
            return claim.metric  # "from 212 boats to 64"
    if told is not comma and told.tag in ("VBD", "VBN", "VBZ", "VBP") and verb_lemma(told) in moving_verbs():
        return resolve(context, subject_of(told))
    return None


def beside_earlier(context: Context) -> Answer:
    """ "3,077, up 16%", "34 survivors, up from 21", "2.84 million passengers, 3.1% more", "compared with 2,890"."""
    token = context.before()
    cue = False
    for _ in range(5):
        if token is None:
            break
        listed = token.text in "(–—" or (token.text == "," and context.quantity.kind == "percent")
        if listed or (token.lower in words("beside") and not context.qualifies(token)):
            cue = True
            break
        if not (context.qualifies(token) or token.lower in ("with", "by", "from", "to", "for", "the")):
            break
        token = context.at(token.i - 1)
    following = context.after()
    if not cue and (following is None or following.lower not in words("compared")):
        return None
    near = [claim for claim in context.previous[:-5:-1] if claim.quantity.sentence is context.sentence]
    for claim in sorted(near, key=lambda claim: not same_kind(claim, context.quantity)):
        last = claim.quantity.tokens[-1] if claim.quantity.tokens else None
        if claim.quantity.sentence is not context.sentence or last is None:
            return None
        comma = context.at(token.i - 1) if token is not None and token.lower in ("up", "down") else None
        if any(t.dep in SUBJECTS for t in context.between(last, context.first)) and (
            comma is None or comma.text != ","
        ):
            return None
        if claim.quantity.kind in ("duration", "age") and context.quantity.kind not in ("duration", "age", "percent"):
            continue
        if len(near) > 1 and margin_of_other(context, claim):
            continue  # "58 points from 28 games, three clear of Dunmore"
        if claim.quantity.rules.get("metric") != "kind" and claim.metric.rpartition(" ")[2] not in words("times"):
            return claim.metric
    return None


def noun_before_preposition(context: Context) -> Answer:
    """ "a fever above 39 degrees", "asteroids larger than 150 metres", "kids under 21", "homes worth $2 million"."""
    prep = context.before()
    for _ in range(3):
        if prep is not None and prep.lower not in words("bounding") and context.qualifies(prep):
            prep = context.at(prep.i - 1)
    if prep is None or prep.lower not in words("bounding"):
        return None
    noun = context.at(prep.i - 1)
    if noun is not None and noun.lower in ("back", "just", "well", "far", "still"):
        noun = context.at(noun.i - 1)  # "oil prices back above $50"
    if prep.lower == "than" and noun is not None and noun.tag in ("JJR", "RBR"):
        if noun.lower in ("more", "less", "fewer"):
            return None
        noun = context.at(noun.i - 1)
    if noun is None or not is_noun(noun) or noun.dep in ("compound", "npadvmod") or is_time_noun(noun):
        return None
    return resolve(context, noun)


def dimension(context: Context) -> Answer:
    """ "95 feet high", "20 metres wide", "2% higher": the measure of an adjective's noun."""
    adjective = context.after_brackets()
    if adjective is None or adjective.tag not in ("JJ", "JJR", "RB", "RBR", "RP", "IN"):
        return None
    names: dict[str, str] = load_yaml("metric")["dimension_nouns"]
    beyond = context.at(adjective.i + 1)
    if adjective.tag == "IN" and beyond is not None and beyond.tag in NOUN_TAGS | {"DT", "PRP$", "JJ"}:
        return None
    if adjective.lower not in names and adjective.tag not in ("JJR", "RBR"):
        return None
    if adjective.lower in ("more", "less", "fewer", "earlier", "later"):
        return None
    head = adjective.head
    if adjective.dep == "amod" and is_noun(head) and not (is_name(head) and head.i < context.first.i):
        return head
    before = context.before_qualifiers()
    if before is not None and before.text in (",", "("):
        before = context.at(before.i - 1)
    if before is not None and is_noun(before):
        noun = before
        # A name closes a phrase with a preposition: "the embankment at Calder Clough, 95 feet high".
        for _ in range(4):
            if not (is_name(noun) and noun.head.i < noun.i and noun.dep in ("pobj", "compound", "appos")):
                break
            noun = noun.head.head if noun.head.dep == "prep" else noun.head
        if is_noun(noun):
            return noun
    verb = clause_verb(context.top)
    owner = subject_of(verb) if verb is not None else None
    if owner is not None and is_pronoun(owner) and adjective.lower in names:
        return names[adjective.lower]  # "it is 9 metres wide": the width says it better than a guessed antecedent
    return resolve(context, owner) or names.get(adjective.lower)


def distance(context: Context) -> Answer:
    """ "three miles from shore", "within 36,500 kilometres of Earth": a length between two places is a distance."""
    if context.quantity.kind != "length":
        return None
    following, before = context.after(), context.before_qualifiers()
    if following is not None and following.lower in ("above", "below") and is_sea_level(context, following):
        return "altitude" if following.lower == "above" else "depth"
    if following is not None and following.lower in words("directions"):
        return "distance"
    if following is not None and following.lower == "of" and before is not None and before.lower == "within":
        return "distance"
    return None


def is_sea_level(context: Context, direction: Token) -> bool:
    sea = context.at(direction.i + 1)
    if sea is not None and sea.lower == "mean":
        sea = context.at(sea.i + 1)
    return sea is not None and sea.lower in ("sea", "sea-level")


def age_of(context: Context) -> Answer:
    """ "a 58-year-old grandmother", "Lemond, 51,", "men, aged 24 and 37", "a child of six": the one who is so old."""
    if context.quantity.kind != "age":
        return None
    i = context.last.i + 1
    while (token := context.at(i)) is not None and (token.text == "-" or token.lemma in ("year", "month", "old")):
        i += 1
    run = noun_run(context, i) if i > context.last.i + 1 or "old" in context.quantity.text.lower() else None
    if run is not None and not is_time_noun(run):
        return (common_noun_of_name(run) or "age") if is_name(run) else run
    top, before = context.top, context.before_qualifiers()
    if before is not None and before.lower == "aged":
        previous = context.at(before.i - 1)
        noun = context.at(before.i - 2) if previous is not None and previous.text == "," else previous
        noun = before.head if is_noun(before.head) else noun
        return resolve(context, noun) if noun is not None and is_noun(noun) else "age"
    if top.dep == "conj" and (metric := metric_of_token(context, top.head)) is not None:
        return metric
    noun = context.at(before.i - 1) if before is not None and before.text == "," else None
    if noun is None and top.dep == "appos":
        noun = top.head
    if noun is not None and is_noun(noun):
        return (common_noun_of_name(noun) or "age") if is_name(noun) else noun
    return None
