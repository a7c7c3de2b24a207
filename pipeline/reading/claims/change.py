"""Whether a figure is the size of a change, or a level that something moved to, and in which direction.

The verbs, nouns and adverbs of rising and falling are lexicon/change.yaml. The two arguments they take, the extent
("rose 3%", "a drop of 14") and the result ("rose to 5.1 percent"), are VerbNet's for class 45.6. A result is marked
only where no extent stands with the verb: in "rose 20% to £4.6bn" the 20% alone has the direction. Whether the change
happened, was denied or is planned is no matter here: `status` says it. Cost: linear in the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import KEPT_MOVEMENTS
from pipeline.reading.claims.context import Context, make_context
from pipeline.reading.claims.phrase import (
    NOUN_TAGS,
    clause_verb,
    is_name,
    is_noun,
    is_number_word,
    is_pronoun,
    noun_lemma,
    object_of,
    prep_child,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Token

MINUS = "-−–‒"
MAX_BETWEEN = 7  # tokens between a verb or noun of movement and its extent
MAX_JOINT = 12  # tokens between a change and the figure that it is carried to
MAX_EARLIER = 12  # earlier figures of a sentence that are asked
MAX_SENTENCE = 600  # tokens; longer ones are lists, where only signs and neighbours are read
MAX_GAP = 24  # characters between an extent and its noun: "a 6% pre-tax rise"
MAX_THAN = 14  # tokens in which a "than" phrase must name its time

Rule = Callable[[Context, Sequence[Quantity]], str | None]


@cache
def lexicon(name: str) -> Any:
    """One list or table of lexicon/change.yaml; lists as frozen sets."""
    entry = load_yaml("change")[name]
    return entry if isinstance(entry, dict) else frozenset(entry)


@cache
def directions(moves: str) -> dict[str, str]:
    """Verb lemma -> direction: of the verbs whose subject moves ("own"), or of all ("any")."""
    found = {verb: way for way in ("up", "down") for verb in lexicon(way)}
    if moves == "any":
        found |= {verb: way for way in ("up", "down") for verb in lexicon(f"caused_{way}")}
    return found


def find_change(quantity: Quantity, among: Sequence[Quantity] = ()) -> tuple[str | None, str | None]:
    """The direction (up, down) if the figure is a change or a level moved to, and the name of the rule that saw it.

    `among` are the paragraph's quantities in text order, with the changes of the earlier ones set: a direction is
    carried over coordination ("fell 190 points, or 0.6%") and withheld from a level whose extent stands before it.
    """
    context = make_context(quantity)
    for name, rule in RULES if len(context.sentence.tokens) <= MAX_SENTENCE else RULES[:LOCAL_RULES]:
        change = rule(context, among)
        if change == "none":
            return None, None
        if change is not None:
            quantity.rules["change"] = name
            return change, name
    return None, None


# --- helpers ----------------------------------------------------------------------------------------------------------


def lead_in(context: Context, *extra: str) -> list[Token]:
    """What stands before the figure and its qualifiers, nearest first; "an average of" and `extra` are skipped."""
    token = context.before_qualifiers(frozenset(extra))
    if token is not None and token.lower == "of":
        noun = context.at(token.i - 1)
        if noun is not None and noun.lower in lexicon("seen_through"):
            token = context.at(noun.i - 1)
            while token is not None and (token.lower in extra or context.qualifies(token)):
                token = context.at(token.i - 1)
    found: list[Token] = []
    while token is not None and len(found) < MAX_BETWEEN:
        found.append(token)
        token = context.at(token.i - 1)
    return found


def has_own_noun(context: Context) -> Token | None:
    """The noun that a bare number counts ("13 stairs"), None for a measure or a number alone."""
    if context.quantity.unit is not None or context.quantity.kind not in ("count", "other"):
        return None
    following = context.after()
    if following is not None and following.text == "-":
        following = context.at(following.i + 1)
    i = following.i if following is not None else 0
    noun = None
    while following is not None and (
        following.tag in NOUN_TAGS or following.tag in ("JJ", "VBN", "VBG", "HYPH", "JJR")
    ):
        if is_noun(following):
            noun = following
        i += 1
        following = context.at(i)
    if noun is not None and noun_lemma(noun).lower() in words("times"):
        return None
    return noun


def is_movement_noun(noun: Token) -> bool:
    return noun_lemma(noun).lower() in lexicon("movement_units")


def is_stock(noun: Token) -> bool:
    return noun_lemma(noun).lower() in lexicon("stock")


def can_move(subject: Token | None, quantity: Quantity) -> bool:
    """False for a person who covers a length ("he climbed 500 metres"), which is no change of a figure."""
    if subject is None or quantity.kind != "length":
        return True
    return not (is_pronoun(subject) and subject.lower in ("he", "she", "they", "i", "we", "you", "who")) and not (
        is_name(subject) or wordnet.is_person(noun_lemma(subject))
    )


def is_price(subject: Token | None) -> bool:
    if subject is None:
        return False
    if noun_lemma(subject).lower() in lexicon("price") or subject.lower.rstrip("s") in lexicon("price"):
        return True
    return any(noun_lemma(child).lower() in lexicon("price") for child in subject.children if child.dep == "compound")


def led_to_level(context: Context) -> bool:
    """True if a level follows the figure: "added 15 sen to RM2.70", "lost $2 to close at $41"."""
    for i in range(context.last.i + 1, context.last.i + 5):
        token = context.at(i)
        if token is None or token.tag in (".", ","):
            return False
        if token.lower in ("to", "at"):
            follower = context.at(i + 1)
            return follower is not None and (
                follower.tag in ("CD", "$", "NNP") or follower.text[:1].isdigit() or follower.tag == "DT"
            )
    return False


def verb_way(verb: Token, moves: str = "any") -> str | None:
    return directions(moves).get(verb_lemma(verb))


# --- rules ------------------------------------------------------------------------------------------------------------


def multiplied(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "doubled", "was halved", "fell fivefold": a verb that is itself the size of the change."""
    for token in context.tokens:
        way: str | None = lexicon("multipliers").get(token.lemma.lower())
        if way is not None and token.tag.startswith("VB"):
            return way
    return None


def signed(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "+0.3%", "-2.0%" of a table or a list of moves; a signed level ("rates of -0.5%", "-4C") has none."""
    text, quantity = context.quantity.text.lstrip(), context.quantity
    sign = text[:1]
    before = context.before()
    if sign not in "+" + MINUS:
        if before is None or before.text not in (*MINUS, "+") or before.end != context.first.start:
            return None
        previous = context.at(before.i - 1)
        if previous is not None and (previous.end == before.start or previous.tag == "CD"):
            return None
        sign, before = before.text, previous
    if quantity.kind not in ("percent", "money", "count", "ratio") and quantity.unit not in (
        "point",
        "basis point",
        "percentage point",
    ):
        return None
    if sign != "+" and quantity.kind != "percent" and quantity.unit not in ("point", "basis point", "percentage point"):
        return None
    lead = lead_in(context)
    if lead and (
        lead[0].lower in ("at", "of", "to", "from", "above", "below", "between", "than") or lead[0].lemma == "be"
    ):
        return None
    if has_own_noun(context) is not None:
        return None
    return "up" if sign == "+" else "down"


def particle(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "up 16%", "down $8 from May", "goes up another 10p", "down by getting on for 20 per cent"."""
    to, up, verb = (context.at(context.first.i - n) for n in (1, 2, 3))
    if to is not None and up is not None and verb is not None and (to.lower, up.lower) == ("to", "up"):
        return "up" if verb.lower in word_set("comparators", "moved_up_to") else None  # "edged up to 5.1%"
    lead = lead_in(context, "by", "for", "on")
    if not lead:
        return None
    adverb = lead[0]
    way: str | None = lexicon("particles").get(adverb.lower)
    if way is None:
        return None
    noun, following = has_own_noun(context), context.after()
    if noun is not None and not (is_movement_noun(noun) or is_stock(noun)):
        return None
    if context.quantity.kind == "length" and following is not None and following.lower in words("directions"):
        return None
    if context.quantity.kind in ("age", "duration") and noun is None:
        return None
    if adverb.lower == "off" and context.quantity.kind not in ("percent", "money"):
        return None
    previous = context.at(adverb.i - 1)
    if previous is not None and previous.tag.startswith("VB"):
        lemma = verb_lemma(previous)
        if not (lemma in lexicon("particle_verbs") or lemma in directions("any")):
            return None
    elif adverb.dep == "prt" and adverb.head.pos == "VERB" and verb_lemma(adverb.head) not in lexicon("particle_verbs"):
        return None
    return way


def comparative(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "2% higher", "3.1% more than a year earlier", "closed 3% down"; "34c more than in Darwin" is none."""
    word = context.after()
    quantity = context.quantity
    own = has_own_noun(context)
    if own is not None and is_movement_noun(own):
        word, own = context.at(own.i + 1), None  # "5 points higher than in 2019"
    if word is None or quantity.kind in ("age", "duration", "length"):
        return None
    compares_times = than_names_time(context, word)
    if compares_times is False and not any(
        token.lower in ("than", "compared")
        for token in context.sentence.tokens[word.i - context.sentence.tokens[0].i :]
    ):
        compares_times = None  # "3.7% lower at 1,286 on the exchange": a place, nothing compared
    if word.lower in lexicon("comparative_up") or word.lower in lexicon("comparative_down"):
        if compares_times is False or own is not None:
            return None
        if word.head.i > word.i and word.dep == "amod":
            return None if compares_times is None else "up" if word.lower in lexicon("comparative_up") else "down"
        return "up" if word.lower in lexicon("comparative_up") else "down"
    way: str | None = lexicon("more").get(word.lower)
    if way is not None:
        dated = compares_times is None and quantity.kind == "percent" and word.lower in ("more", "less", "fewer")
        return way if compares_times or (dated and names_time(context, word)) else None
    if word.lower in ("up", "down") and quantity.kind in ("percent", "money") and word.tag in ("RB", "RP", "IN"):
        follower = context.at(word.i + 1)
        if (
            follower is None
            or follower.lower in ("on", "from", "at", "in", "to", "year", "and", "by")
            or not follower.text[0].isalnum()
        ):
            return word.lower
    return None


def names_time(context: Context, word: Token) -> bool:
    """True if a time follows closely: "5% more cars last year"."""
    for i in range(word.i + 1, word.i + MAX_BETWEEN):
        token = context.at(i)
        if token is None or token.text in ".;:()":
            return False
        if noun_lemma(token).lower() in lexicon("times"):
            return True
    return False


def than_names_time(context: Context, word: Token) -> bool | None:
    """True if the comparison is with an earlier time, False if with another thing, None if nothing is compared."""
    opened = word.lower in ("above", "below")
    for i in range(word.i + 1, word.i + MAX_THAN):
        token = context.at(i)
        if token is None or token.text in ".;:()":
            break
        if token.text == "," and opened:
            break
        if not opened:
            if token.lower in ("than", "compared", "on", "from") or (token.lower == "ahead"):
                opened = True
            elif token.tag.startswith("VB") or i > word.i + 5:
                break
            continue
        if token.lower in ("may", "march", "second") and not is_name(token):
            continue
        if noun_lemma(token).lower().rstrip(".") in lexicon("times") or token.lower in lexicon("times"):
            return True
        if token.tag == "CD" and len(token.text) == 4 and token.text[:2] in ("19", "20"):
            return True
    return False if opened else None


def nominal(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "a drop of 14", "an increase in fares of 5%", "a rise to 3%": the extent or result of a noun of movement."""
    lead = lead_in(context)
    if not lead or lead[0].lower not in ("of", "to", "by"):
        return None
    noun: Token | None = lead[1] if len(lead) > 1 else None
    if noun is None or noun_way(context, noun) is None:
        noun = lead[0].head
    way = noun_way(context, noun) if noun.i < lead[0].i else None
    if way is not None and lead[0].lower == "to" and extent_stands_with(noun, context, among):
        return None  # "a 6% rise in profits to £280m"
    if way is None and lead[0].lower == "of" and noun_lemma(noun).lower() in ("rate", "pace"):
        # "grew at an annual rate of 3.9%"
        at = noun.head
        return verb_way(at.head) if at.lower == "at" and at.head.tag.startswith("VB") else None
    if way is None and lead[0].lower in ("of", "to"):
        for i, token in enumerate(lead[2:], 2):
            if noun_way(context, token) is not None and lead[i - 1].lower in ("in", "on", "to", "for"):
                level = lead[0].lower == "to"
                return None if level and extent_stands_with(token, context, among) else noun_way(context, token)
    return way


def extent_stands_with(noun: Token, context: Context, among: Sequence[Quantity]) -> bool:
    """True if an earlier figure with a direction is the extent of the noun: "a 6% rise"."""
    return any(
        other.change is not None and 0 <= noun.start - other.end < MAX_GAP
        for other in earlier_in_sentence(context, among)
    )


def noun_way(context: Context, noun: Token) -> str | None:
    """The direction of a noun of movement; a loss is one only of what is counted up and down."""
    if noun.tag not in ("NN", "NNS") and not (noun.tag in ("NNP", "NNPS") and noun.text[:1].isupper()):
        return None
    lemma = noun_lemma(noun).lower()
    if context.quantity.kind == "money" and lemma in lexicon("not_of_money"):
        return None
    if context.quantity.kind in ("duration", "age"):
        return None
    if lemma in KEPT_MOVEMENTS and prep_child(noun, "in") is None:
        return None  # "growth of 2.2%" is a level of growth, "growth of 3% in sales" a change of sales
    if lemma in lexicon("noun_up"):
        return "up"
    if lemma in lexicon("noun_down"):
        return "down"
    if lemma in lexicon("noun_down_of_stock"):
        own = has_own_noun(context)
        return "down" if own is not None and is_stock(own) else None
    return None


def premodifier(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "a 75% increase", "a 25-basis-point cut", "the 3 per cent pay rise": the extent before its noun."""
    quantity = context.quantity
    if quantity.unit is None and quantity.kind not in ("percent", "ratio", "money"):
        return None
    i = context.last.i + 1
    head: Token | None = None
    for _ in range(5):
        token = context.at(i)
        if token is None or not (
            token.tag in NOUN_TAGS or token.tag in ("JJ", "HYPH", "VBG", "VBN") or token.text == "-"
        ):
            break
        if token.tag in NOUN_TAGS:
            head = token
            if noun_way(context, token) is not None:
                break
        i += 1
    if head is None or context.at(context.last.i + 1) is None:
        return None
    follower = context.at(head.i + 1)
    if follower is not None and follower.tag in ("NN", "NNS") and follower.head is not head:
        return None
    return noun_way(context, head)


def extent(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "fell by 1,250", "rose sharply, by 3.5%", "shed 11,000 jobs", "was cut by 50 basis points"."""
    lead = lead_in(context, "by")
    if lead and lead[0].lower in ("now", "currently", "today") and len(lead) > 1 and lead[1].text == ",":
        return None  # "slash the punitive part, now $18 million, to …": where it stands
    while lead and (lead[0].tag == "RB" or lead[0].text == ","):
        lead = lead[1:]
    verb = lead[0] if lead and lead[0].tag.startswith("VB") else None
    if verb is None or (verb_way(verb) is None and verb_lemma(verb) not in lexicon("losing") | lexicon("winning")):
        if lead and (way := at_a_pace(context, lead) or put_on(context, lead)):
            return way
        if lead and lead[0].lower in lexicon("not_extent"):
            return None
        verb = measured_verb(context)
        if verb is None or verb.i > context.first.i:
            return None
    return extent_of(context, verb, any(token.lower == "by" for token in context.between(verb, context.first)))


def at_a_pace(context: Context, lead: Sequence[Token]) -> str | None:
    """ "investment is growing at more than 25% a year": the pace of a growth or a decline is a size of change."""
    if lead[0].lower != "at" or len(lead) < 2 or context.quantity.kind != "percent":
        return None
    return verb_way(lead[1], "own") if verb_lemma(lead[1]) in lexicon("paced") and lead[1].tag != "NN" else None


def put_on(context: Context, lead: Sequence[Token]) -> str | None:
    """ "Sydney put on 0.2 percent": the particle parts the verb and its extent."""
    if lead[0].lower != "on" or len(lead) < 2 or lead[1].lower not in ("put", "puts", "putting"):
        return None
    in_points = context.quantity.unit in ("point", "basis point", "percentage point")
    return "up" if context.quantity.kind == "percent" or in_points else None


def measured_verb(context: Context) -> Token | None:
    """The verb that has the figure as its object, its adverbial or its complement with "by"."""
    token = context.top
    for _ in range(4):
        head = token.head
        if head is token or token.dep in ("nsubj", "nsubjpass", "csubj", "pcomp"):
            return None
        if head.pos in ("VERB", "AUX"):
            if head.dep in ("acl", "relcl") and token.lower == "by" and verb_way(head) is None:
                return clause_verb(head.head)  # "cut the sum needed by £200m"
            return head
        through = head.lower == "by" or is_number_word(head) or head.lower in lexicon("seen_through")
        if not through and not (head.lower == "of" and head.head.lower in lexicon("seen_through")):
            return None
        token = head
    return None


def extent_of(context: Context, verb: Token, by: bool) -> str | None:
    lemma = verb_lemma(verb)
    quantity, noun, following = context.quantity, has_own_noun(context), context.after()
    if verb_way(verb) is None and lemma not in lexicon("losing") | lexicon("winning"):
        return None
    if following is not None and following.lower == "off" and lemma in lexicon("caused_down") | lexicon("losing"):
        return "down"  # "knocked $2 billion off its value"
    if by:
        if noun is not None and not (is_movement_noun(noun) or is_stock(noun)) and verb_way(verb, "own") is None:
            return verb_way(verb) if object_of(verb) is not None or quantity.unit is not None else None
        return verb_way(verb) if quantity.kind != "age" else None
    if following is not None and following.lower in ("short", "shy"):
        return None  # "fell 11 votes short"
    before = context.at(context.first.i - 1)
    if before is not None and before.tag in ("DT", "PRP$", "POS") and before.lower != "another":
        if (
            quantity.unit is not None
            and following is not None
            and is_noun(following)
            and not is_movement_noun(following)
        ):
            return None  # "cut the £85 cost of the card": how much it costs, not how much less
    if quantity.kind in ("duration", "age") or (quantity.kind == "count" and context.top.tag == "RB"):
        return None
    if quantity.kind == "ratio" and following is not None and following.tag in ("DT", "PRP$"):
        return None
    subject = subject_of(verb)
    particle_on = context.at(verb.i + 1)
    if lemma == "put" and (particle_on is None or particle_on.lower != "on"):
        return None  # "a poll puts her seven points ahead", "put 3% on the table"
    if lemma == "advance" and quantity.kind in ("length", "speed"):
        return None  # "the machines advance 15m a day": a way that is covered
    if lemma in lexicon("losing") | lexicon("winning"):
        way = "down" if lemma in lexicon("losing") else "up"
        if noun is not None:
            if lemma in lexicon("winning") and not adds(verb):
                return None
            return way if is_movement_noun(noun) or is_stock(noun) else None
        if quantity.unit in ("point", "basis point", "percentage point"):
            return way
        if quantity.kind == "percent":
            follower = context.after()
            of_worth = follower is not None and any(
                noun_lemma(c).lower() in lexicon("worth") for c in follower.children
            )
            worth = of_worth and follower is not None and follower.lower == "of"  # "lost 26% of its value"
            return way if follower is None or follower.lower != "of" or worth or lemma in directions("any") else None
        if quantity.kind == "money":
            if lemma in ("cut", "slash", "trim", "axe", "shed", "gain"):
                return way
            return way if is_price(subject) or led_to_level(context) else None
        if quantity.kind == "mass":
            return way if lemma in ("lose", "shed", "gain", "drop", "put") else None
        return way if lemma in ("shed", "gain", "lose") and quantity.unit is not None else None
    own = verb_way(verb, "own")
    if noun is not None:
        return own if own is not None and is_movement_noun(noun) else None
    if own is None:
        # A caused movement has its extent as object only where the object is a share: "cut 20% of jobs".
        return verb_way(verb) if quantity.kind == "percent" and verb_way(verb) == "down" else None
    if quantity.kind == "count" and quantity.unit is None and object_like_person(subject):
        return None
    return own if can_move(subject, quantity) else None


def adds(verb: Token) -> bool:
    """True where an addition is told as a change ("added 23,000 subscribers"), not as something to be had."""
    return verb_lemma(verb) != "put" and verb.tag in ("VBD", "VBZ", "VBN", "VBP")


def object_like_person(subject: Token | None) -> bool:
    return subject is not None and (subject.lower in ("he", "she", "i", "we") or wordnet.is_person(noun_lemma(subject)))


def result(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "rate rose to 5.1 percent", "lowered its estimate to 16.8 million tonnes", "shrunk from 48in to 36in"."""
    if context.quantity.comparator in ("<", "<=", ">", ">="):
        return None  # "fell below 1%", "rose to over $65 billion": a bound is not where it moved
    lead = lead_in(context)
    if not lead or lead[0].lower != "to":
        return None
    to = lead[0]
    before = context.at(to.i - 1)
    if before is not None and before.lower in lexicon("not_result"):
        return None
    if before is not None and before.lower in lexicon("particles") and before.lower != "up":
        verb_before = context.at(before.i - 1)
        if verb_before is not None and verb_lemma(verb_before) in lexicon("particle_verbs") | directions("any").keys():
            return str(lexicon("particles")[before.lower])
    verb = before if before is not None and before.tag.startswith("VB") else None
    if verb is None:
        node = to.head
        for _ in range(4):
            if (
                node.lower in ("from", "by", "at", "up", "down", "in")
                or is_number_word(node)
                or node.dep in ("prep", "npadvmod")
            ):
                if node.head is node:
                    break
                node = node.head
                continue
            break
        verb = node if node.tag.startswith("VB") else nearest_verb(context, to)
    if verb is None:
        return None
    lemma = verb_lemma(verb)
    way = verb_way(verb)
    from_too = any(t.lower == "from" for t in context.between(verb, to))
    if way is None and lemma in lexicon("multipliers") and from_too:
        way = lexicon("multipliers")[lemma]
    if way is None:
        way = moved_by_particle(context, verb, to)
    if way is None or lemma in lexicon("multipliers") and not from_too:
        return None
    if lemma not in lexicon("multipliers") and extent_between(context, verb, among):
        return None
    obj = object_of(verb) or next(
        (c for c in verb.children if c.dep in ("dobj", "dative") and c.i < context.first.i), None
    )
    if obj is not None and (is_name(obj) or wordnet.is_person(noun_lemma(obj))) and verb.i < obj.i < context.first.i:
        return None
    following = context.after()
    if context.quantity.kind == "duration" and following is not None and is_noun(following):
        return None  # "increased production to 25-year highs"
    noun = has_own_noun(context)
    if noun is not None and verb_way(verb, "own") is None and obj is None and subject_of(verb) is None:
        return None
    if context.quantity.kind == "age":
        return None
    return way


def nearest_verb(context: Context, token: Token) -> Token | None:
    """The verb before a token with nothing between but its own object, adverbs and a source ("from 48in")."""
    base = context.sentence.tokens[0].i
    for other in reversed(context.sentence.tokens[: token.i - base]):
        if other.tag.startswith("VB") and other.dep not in ("amod", "aux", "auxpass"):
            return other if verb_way(other) is not None or other.lemma in lexicon("multipliers") else None
        if other.text in ".;:()" or other.text == "," and other.i < token.i - 1:
            return None
    return None


def moved_by_particle(context: Context, verb: Token, to: Token) -> str | None:
    """ "went up to 5%", "brought it down to 3": the direction stands in the verb's particle."""
    if verb_lemma(verb) not in lexicon("particle_verbs") or verb_lemma(verb) in ("be", "stay", "remain", "hold"):
        return None
    for token in context.between(verb, to):
        if token.lower in lexicon("particles"):
            return str(lexicon("particles")[token.lower])
    return None


def extent_between(context: Context, verb: Token, among: Sequence[Quantity]) -> bool:
    """True if an earlier figure with a direction stands between the verb and this level."""
    return any(other.change is not None and verb.start <= other.start for other in earlier_in_sentence(context, among))


def earlier_in_sentence(context: Context, among: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures before this one in its sentence, nearest first, a handful at most."""
    position = bisect_left(among, context.quantity.start, key=lambda quantity: quantity.start)
    for other in among[max(0, position - MAX_EARLIER) : position][::-1]:
        if other.sentence is context.sentence:
            yield other


def carried(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "fell 190 points, or 0.6%", "(1.8 to 2.7 Fahrenheit)", "were down 2.3%, Burlington by 2.6%"."""
    quantity = context.quantity
    earlier = next(earlier_in_sentence(context, among), None)
    if earlier is None or earlier.change is None or earlier.rules.get("change") == "result" or not earlier.tokens:
        return None
    noun = has_own_noun(context)
    if noun is not None and not is_movement_noun(noun) or quantity.kind in ("age", "duration"):
        return None
    joint = [t for t in context.between(earlier.tokens[-1], context.first) if t.tag != "$"]
    if len(joint) > MAX_JOINT:
        return None
    lowers = [token.lower for token in joint]
    if all(lower in lexicon("restates") or not lower.isalnum() for lower in lowers) and ";" not in lowers:
        return earlier.change
    same = earlier.kind == quantity.kind and earlier.unit == quantity.unit
    if not same or any(t.tag.startswith("VB") or t.text in ";:." for t in joint):
        return None
    if not any(t.text == "," or t.lower == "and" for t in joint):
        return None
    follower = context.after()
    if follower is not None and follower.lower == "of":
        return None
    last = joint[-1] if joint else None
    if last is not None and (last.lower in ("by", ",") or is_noun(last)):
        return earlier.change
    return None


def not_of_change(context: Context, among: Sequence[Quantity]) -> str | None:
    """ "up from 21", "increase from 3%": where a movement started is no part of it."""
    lead = lead_in(context)
    return "none" if lead and lead[0].lower == "from" else None


RULES: list[tuple[str, Rule]] = [
    ("multiplied", multiplied),
    ("not_of_change", not_of_change),
    ("signed", signed),
    ("particle", particle),
    ("comparative", comparative),
    ("nominal", nominal),
    ("premodifier", premodifier),
    # … and those that climb the parse
    ("result", result),
    ("extent", extent),
    ("carried", carried),
]
LOCAL_RULES = 7
