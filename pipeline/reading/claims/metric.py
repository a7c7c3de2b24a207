"""What a quantity counts or measures: the metric, a lemmatised noun phrase with its head last.

One function a construction; each answers with the noun that names the metric, with words, or with None where the
construction isn't there. `find_metric` asks them in order, the closest grammatical tie first (Huddleston & Pullum, The
Cambridge Grammar of the English Language, ch. 5 and 13, describes the constructions): the counted noun, complements
with "of", labels, appositions, predicates, objects of verbs of measuring; then ellipsis, where the noun stands with an
earlier figure ("187 by tender, 40 by auction"); then what the verb or the unit says. Cost: linear in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import (
    Answer,
    common_noun_of_name,
    complement_of,
    earlier,
    metric_of_token,
    resolve,
    same_kind,
    seen_through,
    understood,
)
from pipeline.reading.claims.claim import Claim
from pipeline.reading.claims.context import OPENERS, Context, by_preposition, governing_verb, make_context
from pipeline.reading.claims.phrase import (
    BE_FORMS,
    NOUN_LIKE,
    NOUN_TAGS,
    SUBJECTS,
    clause_verb,
    hyphened,
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
    verb_lemma,
    words,
)
from pipeline.reading.claims.subject import find_subject
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Paragraph, Token

MAX_MODIFIERS = 8  # tokens between a number and its noun
MAX_LABEL = 40  # tokens from a cell back to the label of its row
MEASURES = ("duration", "length", "mass", "volume", "area", "other", "data", "energy")
RUN_TAGS = NOUN_TAGS | {"JJ", "VBN", "VBG", "HYPH", "JJS", "AFX"}
# How a number hangs on the noun it counts; tables and tagging errors give the odd ones.
TIES = frozenset({"nummod", "nmod", "amod", "quantmod", "det", "predet", "compound"})
QUOTES = frozenset("\"'“‘")
# After a span of time these make it a date: "five weeks ago", "10 days after the attack".
DATING = frozenset({"ago", "earlier", "later", "before", "after", "since", "into", "hence"})
PURPOSES = frozenset({"in", "on", "for", "towards", "toward"})
# Between two measures of one thing.
RESTATES = frozenset({"or", "about", "around", "roughly", "nearly", "between", "just", "some", "almost", "over", "by"})
BREAKS = frozenset({",", ".", ":", "IN", "VBD", "VBZ", "VBP", "CD"})

Rule = Callable[[Context], Answer]


def find_metric(
    quantity: Quantity, previous: Sequence[Claim] = (), paragraph: Paragraph | None = None
) -> tuple[str, str | None]:
    """The metric (lemmatised noun phrase, head last; never empty) and the subject (what else the figure is of).

    `previous` are the document's claims before this one, in text order: elided nouns are taken from them, out of this
    paragraph and the one before; pronouns look back into the sentence before. The rule's name is left in
    `quantity.rules["metric"]`.
    """
    context = make_context(quantity, previous, paragraph)
    for name, rule in rules_for(context):
        answer = rule(context)
        metric = noun_phrase(answer, context.tokens) if isinstance(answer, Token) else answer
        if metric:
            quantity.rules["metric"] = name
            return metric, find_subject(context, answer if isinstance(answer, Token) else None, metric)
    quantity.rules["metric"] = "kind"
    return words_of_kind(context), find_subject(context, None, "")


def words_of_kind(context: Context) -> str:
    """The unit's noun or a word for the kind ("kilometre", "area", "money"); "number" for a bare count."""
    quantity = context.quantity
    kinds: dict[str, str] = load_yaml("metric")["kinds"]
    verb = governing_verb(context) if quantity.kind == "money" else None
    if verb is not None and verb_lemma(verb) in words("pricing"):
        return "price"
    if quantity.unit and quantity.kind in MEASURES:
        unit = quantity.unit.split(" per ")[0]
        surface = next((noun_lemma(t) for t in reversed(context.tokens) if is_noun(t) and t.lower == t.text), None)
        if unit.startswith("square "):
            return "area"
        return surface if surface is not None and wordnet.senses(surface) and len(surface) > 2 else unit
    return kinds.get(quantity.kind, quantity.unit or "number")


# --- helpers ----------------------------------------------------------------------------------------------------------


def noun_run(context: Context, start: int) -> Token | None:
    """The head of the noun phrase that opens at token index `start`: its last noun, a common noun before a name."""
    head: Token | None = None
    i = start
    while (token := context.at(i)) is not None and (
        token.tag in RUN_TAGS or token.text == "-" or modifies_next(context, token) or hyphened(token)
    ):
        if head is not None and token.tag in ("JJ", "JJS") and not hyphened(token):
            break  # "a profit last year"
        if is_noun(token):
            if head is not None and not is_name(head) and is_name(token):
                break
            head = token
        i += 1
    return head


def modifies_next(context: Context, token: Token) -> bool:
    """True for an adverb or conjunction within a phrase: "worst hit schools", "digital and physical sales"."""
    following = context.at(token.i + 1)
    if following is None or following.tag not in ("JJ", "VBN", "VBG", "NN"):
        return False
    if token.tag == "CC":
        return token.head.tag == "JJ" and (following.tag == "JJ" or following.dep in ("conj", "compound"))
    return token.tag in ("RB", "RBS", "RBR") and following.tag != "NN"


def whole_noun(context: Context, noun: Token) -> Token:
    """The head of a compound: a number tied to its first part counts the whole ("half a million vaccine doses")."""
    for _ in range(4):
        hyphen, second = context.at(noun.i + 1), context.at(noun.i + 2)
        if hyphen is not None and second is not None and hyphen.text == "-" and is_noun(second):
            noun = second
            continue
        head = noun.head
        if noun.dep not in ("compound", "nmod", "amod") or not is_noun(head) or not 0 < head.i - noun.i < 5:
            return noun
        if any(token.tag in BREAKS for token in context.between(noun, head)):
            return noun
        noun = head
    return noun


def is_day(token: Token) -> bool:
    return is_name(token) and is_time_noun(token)


def is_dated(context: Context, noun: Token) -> bool:
    """True if a time noun after a number only dates it: "up from 215 last year", "killed 12 Monday"."""
    if not is_time_noun(noun):
        return False
    return is_name(noun) or any(
        t.lower in ("last", "this", "next", "earlier") for t in context.between(context.last, noun)
    )


def is_time_adverbial(token: Token) -> bool:
    return is_time_noun(token) and token.dep == "npadvmod"


def unbroken(context: Context, noun: Token) -> bool:
    """True if nothing but modifiers stands between the figure and its noun."""
    if noun.i - context.last.i > MAX_MODIFIERS:
        return False
    return not any(token.tag in BREAKS for token in context.between(context.last, noun))


def opened_by_determiner(context: Context) -> bool:
    """ "a 5% stake", "its $2 billion loan": a determiner opens the phrase that the measure stands in."""
    i = context.first.i - 1
    for _ in range(4):
        token = context.at(i)
        if token is None:
            return False
        if token.tag in ("DT", "PRP$", "POS") and token.lower not in ("no", "some", "all"):
            return True
        if token.tag not in ("JJ", "RB", "JJR", "NN", "$"):
            return False
        i -= 1
    return False


def is_agent(noun: Token) -> bool:
    """True if a subject acts rather than is measured: a person, a group, a name, a pronoun."""
    if is_pronoun(noun) or is_name(noun):
        return True
    return wordnet.is_person(noun_lemma(noun)) or wordnet.category(noun_lemma(noun)) == "group"


def is_teller(noun: Token) -> bool:
    """True if a noun tells of figures rather than has them: a person, a group, a report."""
    return is_agent(noun) or wordnet.category(noun_lemma(noun)) == "communication"


def is_personal(noun: Token | None) -> bool:
    return noun is not None and (is_pronoun(noun) or is_name(noun) or wordnet.is_person(noun_lemma(noun)))


@cache
def moving_verbs() -> frozenset[str]:
    """Verbs whose subject rises or falls (lexicon/change.yaml)."""
    change = load_yaml("change")
    return frozenset([*change["up"], *change["down"], *change["multipliers"]]) - {"shed"}


def is_passive(verb: Token) -> bool:
    return any(child.dep in ("nsubjpass", "auxpass") for child in verb.children) or (
        verb.tag == "VBN" and verb.dep in ("acl", "amod")
    )


# --- the counted noun -------------------------------------------------------------------------------------------------


def shared_noun(context: Context) -> Answer:
    """ "two or three phones", "three, four or five players": the noun stands with the last of them."""
    token = context.after()
    crossed = False
    for _ in range(MAX_MODIFIERS):
        if token is None:
            return None
        if token.tag == "CD":
            if crossed and token.dep in TIES and token.head.tag in NOUN_TAGS and token.head.i > token.i:
                return token.head if is_noun(token.head) else None
            if not crossed:
                return None
        elif token.lower in ("or", "to", ",") or (crossed and token.lower == "and"):
            crossed = True
        else:
            return None
        token = context.at(token.i + 1)
    return None


def crowd(context: Context) -> Answer:
    """ "Thousands followed the story": people, where a round number stands for those who act."""
    round_number = context.last.lower.endswith("s") and noun_lemma(context.last).lower() in words("number_nouns")
    return "people" if round_number and context.top.dep in SUBJECTS else None


def of_a_parent(context: Context) -> Answer:
    """ "a mother of three": children."""
    prep = context.before()
    noun = context.at(prep.i - 1) if prep is not None and prep.lower == "of" else None
    return "child" if noun is not None and noun_lemma(noun).lower() in words("parents") else None


def voted(context: Context) -> Answer:
    """ "split nine to three", "approved it 4-1", "ruled 2-to-1": votes."""
    verb = clause_verb(context.top)
    if verb is None or verb_lemma(verb) not in words("voting"):
        return None
    sides = ((context.before(), context.at(context.first.i - 2)), (context.after(), context.at(context.last.i + 2)))
    for joint, other in sides:
        if joint is None or other is None or joint.lower not in ("to", "-", "–"):
            continue
        if is_number_word(other) or other.lower == "to":
            return "vote"
    return None


def audience(context: Context) -> Answer:
    """ "in front of 41,870": people who look on."""
    of, front = context.before(), context.at(context.first.i - 2)
    return "people" if of is not None and of.lower == "of" and front is not None and front.lower == "front" else None


def hyphenated_noun(context: Context) -> Answer:
    """ "a 12-member jury", "a two-bedroom flat": what is counted is joined to the number."""
    for token in context.tokens[1:]:
        if token.lower in ("per", "a", "an", "to", "in", "out", "for"):
            break
        if is_noun(token) and (following := context.at(token.i + 1)) is not token:
            if following is not None and following.i in context.inside and is_noun(following):
                continue
            return token
    hyphen, noun = context.at(context.last.i + 1), context.at(context.last.i + 2)
    if hyphen is not None and context.last.text.endswith("-"):
        return suspended(context, hyphen)
    if hyphen is None or noun is None or hyphen.text != "-" or hyphen.start != context.last.end:
        return None
    return noun if is_noun(noun) else stem_of_adjective(noun) or suspended(context, noun)


def stem_of_adjective(token: Token) -> str | None:
    """ "two-legged" -> leg, "four-wheeled" -> wheel."""
    if not token.lower.endswith("ed") or token.tag not in ("JJ", "VBN", "VBD"):
        return None
    stems = (token.lower[:-2], token.lower[:-3], token.lower[:-1])
    return next((stem for stem in stems if wordnet.category(stem) in ("body", "artifact", "location")), None)


def suspended(context: Context, token: Token) -> Token | None:
    """ "four-, five- and six-cylinder engines": the noun that hyphens leave to the last number."""
    for i in range(token.i, token.i + 2 * MAX_MODIFIERS):
        hyphen, noun = context.at(i), context.at(i + 1)
        if hyphen is None or noun is None or hyphen.tag.startswith("VB"):
            return None
        if (
            hyphen.text == "-"
            and is_noun(noun)
            and is_number_word(context.sentence.tokens[i - 1 - context.sentence.tokens[0].i])
        ):
            return noun
    return None


def counted_noun(context: Context) -> Answer:
    """ "23 workers", "half a million vaccine doses", "two-thirds the norm": the noun that the number modifies."""
    top = context.top
    following = context.after()
    if following is None:
        return None
    nominal = top.head
    start = following.i
    if (
        following.text == "-"
        and (adjective := context.at(start + 1)) is not None
        and adjective.lower in ("strong", "odd")
    ):
        start += 2  # "a 19-strong panel"
    elif (following.lower in words("margins") and following.tag == "JJR") or following.text in QUOTES:
        start += 1  # "five more barristers"
    margin = following.lower in words("margins") and start == following.i
    tied = top.dep in TIES and nominal.i > context.last.i and not margin
    # "two quarters", "three seconds": a number word that is counted is a noun.
    tied = tied and nominal.tag in NOUN_TAGS and nominal.text.isalpha() and not is_dated(context, nominal)
    if tied and unbroken(context, nominal):
        run = noun_run(context, context.last.i + 1)
        named = run is not None and is_name(nominal) and not is_name(run) and nominal.i > run.i
        return run if named else whole_noun(context, nominal)
    opening = context.at(start)
    if opening is None:
        return None
    if opening.tag in ("DT", "PRP$", "PDT") and context.quantity.kind == "ratio":
        start += 1
    elif opening.tag in ("FW", "XX", "UH") and opening.text.isalpha():
        return opening  # a unit that nobody knows
    elif opening.tag not in RUN_TAGS | {"RBS"} and not hyphened(opening) or opening.text == "-" or margin:
        return None
    if (
        top.dep in ("dobj", "pobj", "nsubj", "attr")
        and following.head is not top
        and following.dep in ("advmod", "acl")
    ):
        return None
    run = noun_run(context, start)
    return None if run is None or is_dated(context, run) or is_time_adverbial(run) else whole_noun(context, run)


def modified_noun(context: Context) -> Answer:
    """ "a 28-metre vessel", "a 12% levy", "a €6.6m signing": the measure is a modifier of what it measures."""
    following = context.after_brackets()
    if following is None:
        return None
    top = context.top
    start = following.i + 1 if following.text == "-" or following.text in QUOTES else following.i
    opening = context.at(start)
    hyphen = "-" in context.quantity.text.strip("-") or following.text == "-"
    if opening is None or opening.lower in words("dimensions") or not opening.text[:1].isalpha():
        return None
    if opening.tag not in RUN_TAGS:
        # A modal or verb right after a hyphenated measure is a noun that the tagger missed ("a 20-litre can that …").
        return opening.lower if hyphen and opening.tag in ("MD", "VB") and opened_by_determiner(context) else None
    run = noun_run(context, start)
    if run is None:
        return opening if opening.tag == "VBG" and opened_by_determiner(context) else None
    ties = top.dep in ("nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss")
    tied = ties and top.head.i > context.last.i and is_noun(top.head) and unbroken(context, top.head)
    if is_day(run) or is_time_adverbial(run) or not (tied or hyphen or opened_by_determiner(context)):
        return None
    return seen_through(context, run)


# --- "of" -------------------------------------------------------------------------------------------------------------


def after_of(context: Context) -> Answer:
    """ "16 tonnes of cargo", "20 of them", "72 percent of homicides", "three out of four voters"."""
    following = context.after()
    prep = following if following is not None and following.lower == "of" else prep_child(context.top, "of")
    if following is not None and following.lower in ("out", "worth"):
        second = context.at(following.i + 1)
        prep = second if second is not None and second.lower == "of" else prep
    before = context.before_qualifiers()
    if context.quantity.kind == "duration" and before is not None and before.lower == "within":
        return None
    if prep is None or prep.i < context.last.i or any(t.text in ",;:" for t in context.between(context.last, prep)):
        return None
    noun = pobj(prep)
    if noun is None or noun.i < prep.i:
        noun = noun_after(context, prep)
    if noun is None:
        return None
    if is_pronoun(noun):
        follower = context.at(noun.i + 1)
        restricted = follower is not None and (
            follower.tag in ("VBN", "VBD", "VBG") or follower.lower in ("who", "with")
        )
        people = noun.lower in ("us", "you") or (noun.lower in ("those", "these") and restricted)
        return "people" if people else understood(context, any_kind=True)
    if noun.tag == "JJ":
        return noun_run(context, noun.i) or noun.lower
    if is_number_word(noun) and complement_of(context, noun) is None:
        return same_sentence(context) or understood(context)
    return resolve(context, noun)


def same_sentence(context: Context) -> str | None:
    """The metric of the figure before, of any kind, if it is in this sentence: "$8bn, less than half of the $20bn"."""
    for claim in earlier(context, any_kind=True):
        if claim.quantity.sentence is not context.sentence:
            return None
        if claim.metric.rpartition(" ")[2] not in words("times"):
            return claim.metric
    return None


def noun_after(context: Context, prep: Token) -> Token | None:
    """The head of the noun phrase after a preposition whose object the parser missed."""
    i = prep.i + 1
    while (token := context.at(i)) is not None and token.tag in ("DT", "PRP$", "CD", "PDT"):
        i += 1
    run = noun_run(context, i)
    if run is not None or token is None:
        return run
    return token if is_pronoun(token) or token.tag.startswith("JJ") else None


def of_fronted(context: Context) -> Answer:
    """ "Of the 268 victims, almost a third were over 70"; "187, of whom two-thirds were women"."""
    pronoun = context.before_qualifiers()
    if pronoun is not None and pronoun.lower in ("whom", "which", "these", "those", "them"):
        of = context.at(pronoun.i - 1)
        if of is not None and of.lower == "of":
            return understood(context, any_kind=True)
    opening = next((t for t in context.sentence.tokens if t.text.strip() and t.text not in OPENERS), None)
    if opening is None or opening.lower != "of" or opening.i >= context.first.i:
        return None
    if is_number_word(context.top) and context.top.dep in (*SUBJECTS, "dobj", "dep"):
        return resolve(context, pobj(opening))
    return None


def noun_of(context: Context) -> Answer:
    """ "a toll of 214", "swells of 4 metres", "a hearing of 90 minutes": the figure is the complement of its noun."""
    prep = context.before_qualifiers()
    top = context.top
    if prep is None or prep.lower != "of":
        prep = top.head if top.dep == "pobj" and top.head.lower == "of" and top.head.i < context.first.i else None
    if prep is None:
        return None
    noun = prep.head if is_noun(prep.head) or prep.head.tag.startswith("JJ") else context.at(prep.i - 1)
    if noun is None or noun.i >= prep.i or not (is_noun(noun) or noun.tag.startswith("JJ")):
        return None
    lemma = noun_lemma(noun).lower()
    if (lemma in words("transparent") and lemma not in words("labels")) or (is_name(noun) and context.is_count):
        return None
    found = seen_through(context, noun)
    return None if found is noun and lemma in words("transparent") else found


# --- labels and neighbours --------------------------------------------------------------------------------------------


def label(context: Context) -> Answer:
    """ "Car thefts: 3,077", "Average wait: 9 min / 13 min": a label before a colon, in its row."""
    token = context.before_qualifiers()
    crossed = False
    for _ in range(MAX_LABEL):
        if token is None:
            return None
        if token.text.endswith(":"):
            noun = label_noun(context, token)
            if noun is None or noun_lemma(noun).lower() in words("labels"):
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
            if token.text in ".;!?•:—" or (token.text in "-–" and token.dep == "punct" and token.end < run[-1].start):
                break
            run.append(token)
        i -= 1
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
    particle = context.before_qualifiers(frozenset({"by", "for", "on"}))
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


def in_apposition(context: Context) -> Answer:
    """ "Its population, 2,950 in the year of the flood, …": the figure stands beside its noun."""
    top = context.top
    if top.dep == "appos" and top.head.i < context.first.i and is_noun(top.head) and not is_name(top.head):
        return resolve(context, top.head)
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
        if any(t.dep in SUBJECTS for t in context.between(last, context.first)):
            return None
        if claim.quantity.kind in ("duration", "age") and context.quantity.kind not in ("duration", "age", "percent"):
            continue
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
    return resolve(context, subject_of(verb) if verb is not None else None) or names.get(adjective.lower)


# --- the clause -------------------------------------------------------------------------------------------------------


def verb_itself(context: Context) -> Answer:
    """ "the bill has doubled", "excise was halved": of the verb's subject, or of its object."""
    verb = next((t for t in context.tokens if t.tag.startswith("VB") and verb_lemma(t) in moving_verbs()), None)
    if verb is None:
        return None
    obj = object_of(verb)
    return resolve(context, obj if obj is not None and not is_passive(verb) else subject_of(verb))


def predicate(context: Context) -> Answer:
    """ "the rent was $1,486", "yields averaged 2.9 tonnes", "fares rise to C$3.55": the subject."""
    verb = governing_verb(context)
    if verb is None:
        return None
    lemma, preposition, obj = verb_lemma(verb), by_preposition(context, verb), object_of(verb)
    passive = is_passive(verb)
    measures = lemma in words("of_subject") or lemma in moving_verbs() or (passive and lemma in words("of_object"))
    if lemma in words("exchange") and preposition is None:
        measures = False  # "sold 40 by auction", but "sells for $40"
    if context.quantity.change is not None and lemma in ("lose", "shed", "gain", "add"):
        measures = True  # "crude lost more than $2"
    if not measures or (context.quantity.kind == "duration" and not is_length_of_time(context, preposition)):
        return None
    if obj is not None and obj.i < context.first.i and preposition and not passive and lemma != "tip":
        return None
    subject = relative_subject(context, verb) or participial_subject(context, verb) or subject_of(verb)
    controlled = subject is not None and subject.head is not verb and verb.head is not subject
    if subject is not None and controlled and verb.dep in ("advcl", "xcomp", "conj") and is_teller(subject):
        # "the report forecast growth of 3.6%, slipping to 2.9%"
        claim = next(earlier(context), None)
        if claim is not None and claim.quantity.sentence is context.sentence:
            return claim.metric
    if subject is None and verb.dep in ("amod", "acl") and is_noun(verb.head):
        subject = verb.head
    if subject is None or subject.lower == "there":
        return None
    if subject.i > context.first.i and (subject.dep != "nsubj" or preposition is None):
        return None
    if context.is_count and (is_agent(subject) and lemma in words("reaching") or same_rate(context)):
        found = understood(context)
        if found is not None:
            return found
    return resolve(context, subject)


def is_length_of_time(context: Context, preposition: str | None) -> bool:
    """False for a span that dates, surrounds or recurs: "five weeks ago", "over the past 10 years", "every 5 minutes"."""
    following, before = context.after(), context.before_qualifiers()
    if following is not None and following.lower in DATING:
        return False
    if before is not None and before.lower in ("every", "each"):
        return False
    return preposition is None or preposition in ("at", "to", "between", "under", "below", "above", "from", "by")


def same_rate(context: Context) -> bool:
    """True if the nearest earlier count has the same period: "85 arrests a day … they averaged 52 daily"."""
    claim = next(earlier(context), None)
    return (
        claim is not None and context.quantity.period is not None and claim.quantity.period == context.quantity.period
    )


def relative_subject(context: Context, verb: Token) -> Token | None:
    """The noun right before a relative pronoun and its verb, where the parser missed the clause ("can that weighs")."""
    pronoun, noun = context.at(verb.i - 1), context.at(verb.i - 2)
    if pronoun is None or noun is None or pronoun.lower not in ("that", "which") or verb.dep in ("relcl", "acl"):
        return None
    return noun if noun.tag in NOUN_TAGS | {"MD"} else None


def participial_subject(context: Context, verb: Token) -> Token | None:
    """ "claims, ranging from $200 to $4 million": a participle is of the noun right before it."""
    if verb.tag not in ("VBG", "VBN") or verb.dep not in ("acl", "advcl", "prep", "relcl", "conj"):
        return None
    noun = context.at(verb.i - 1)
    if noun is not None and noun.text == "," and verb_lemma(verb) in ("range", "total", "average", "cost", "vary"):
        noun = context.at(verb.i - 2)
    return noun if noun is not None and is_noun(noun) else None


def object_measured(context: Context) -> Answer:
    """ "put the gap at 350", "lowered its estimate to 16.8 million", "doses at $33 apiece", "a notebook for 1,200€"."""
    prep = context.top.head if context.top.dep in ("pobj", "pcomp") else None
    if prep is not None and prep.lower == "of" and noun_lemma(prep.head).lower() in words("transparent"):
        prep = prep.head.head if prep.head.dep == "pobj" else None
    if prep is None or prep.lower not in ("at", "to", "from", "by", "for", "as", "under"):
        return None
    head = prep.head
    if head.lower in ("to", "from", "by", "at") and head.dep == "prep":
        head = head.head
    verb = clause_verb(prep)
    if prep.lower in ("from", "to") and is_noun(head) and verb is not None and verb_lemma(verb) in words("of_object"):
        head = verb  # "raised the limit for investment in companies from 49% to 74%"
    attached = is_noun(head) and head.i < prep.i and prep.lower in ("at", "to", "from") and not is_time_noun(head)
    if attached and not (is_name(head) and head.dep in ("pobj", "nsubj")):
        return resolve(context, head)
    if head.pos not in ("VERB", "AUX") or (prep.lower == "for" and verb_lemma(head) not in words("exchange")):
        return None
    objects = [c for c in head.children if c.dep in ("dobj", "oprd", "nsubj") and head.i < c.i < prep.i]
    obj = object_of(head) or next(iter(objects), None)
    if obj is not None and obj.i < context.first.i:
        return resolve(context, obj)
    if verb_lemma(head) in words("of_object") and head.dep in ("acl", "amod") and is_noun(head.head):
        return head.head
    return None


def purpose(context: Context) -> Answer:
    """Money for, in or on something: "€2.4 million in unpaid bonuses", "spends $455 a year on policing"."""
    if context.quantity.kind != "money":
        return None
    verb = clause_verb(context.top)
    nodes = [context.top]
    if context.top.head.lower == "of":
        nodes.append(context.top.head.head)
    if verb is not None:
        nodes.append(verb)
    spending = verb is not None and verb_lemma(verb) in words("spending")
    cutting = verb is not None and verb_lemma(verb) in ("cut", "trim", "slash", "take", "strip", "shave")
    for node in nodes:
        for prep in node.rights:
            taken = cutting and prep.lower == "from"  # "cut £35bn from public spending"
            if prep.dep != "prep" or prep.i < context.last.i or not (taken or prep.lower in PURPOSES):
                continue
            noun = pobj(prep)
            if noun is not None and noun.tag == "VBG":
                noun = object_of(noun) or noun  # "on buying out shareholders"
            if noun is None or noun.tag not in NOUN_TAGS | NOUN_LIKE or is_number_word(noun) or is_time_noun(noun):
                continue
            if noun_lemma(noun) in words("set_phrases"):
                continue
            if noun.tag == "NNP" or (prep.lower == "on" and not spending):
                continue
            # What stands further off, or is a place or people, says where or who, not what for.
            if prep.lower == "in" and (
                (node is verb and prep.i - context.last.i > MAX_MODIFIERS)
                or wordnet.category(noun_lemma(noun)) in ("location", "group", "artifact", "person", "time", "object")
            ):
                continue
            return noun
    return None


def cost_of_doing(context: Context) -> Answer:
    """ "It's $135 to fill the ute", "it costs $2,000 to rent a van": the object of what is done."""
    verb = governing_verb(context)
    if context.quantity.kind != "money" or verb is None or verb_lemma(verb) not in ("be", "cost", "take"):
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower not in ("it", "that", "this"):
        return None
    for child in verb.children:
        if (
            child.dep in ("advcl", "xcomp", "ccomp")
            and child.i > context.last.i
            and (obj := object_of(child)) is not None
        ):
            return obj
    return None


def pay(context: Context) -> Answer:
    """ "I make $19 an hour", "earned 18 shillings a week"."""
    verb = clause_verb(context.top)
    if (
        context.quantity.kind != "money"
        or verb is None
        or context.top.dep not in ("dobj", "npadvmod", "nummod", "nmod")
    ):
        return None
    lemma = verb_lemma(verb)
    if (
        lemma == "earn"
        or (lemma == "pay" and is_passive(verb))
        or (context.quantity.period is not None and lemma in words("earning"))
    ):
        subject = subject_of(verb)
        return "pay" if subject is None or is_personal(subject) else None
    return None


def event_of_verb(context: Context) -> Answer:
    """ "ordered to repay $3.6 million" -> repayment: the noun of what is done with the money."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "money" or verb is None:
        return None
    events: dict[str, str] = load_yaml("metric")["money_events"]
    return events.get(verb_lemma(verb))


def body_weight(context: Context) -> Answer:
    """ "has lost six stone": weight."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "mass" or verb is None or verb_lemma(verb) not in words("weight"):
        return None
    return "weight" if context.top.dep in ("dobj", "nummod", "npadvmod") and is_personal(subject_of(verb)) else None


def duration_of(context: Context) -> Answer:
    """What lasts: "13 years in prison", "was held for 31 hours", "the jury needed three hours"."""
    if context.quantity.kind != "duration":
        return None
    for node in (context.top, context.top.head.head):
        prep = prep_child(node, "in")
        noun = pobj(prep) if prep is not None and prep.i > context.last.i else None
        if noun is not None and noun_lemma(noun) in words("states"):
            return noun
    verb, following = clause_verb(context.top), context.after()
    if verb is None or (following is not None and following.lower in DATING):
        return None
    lemma, preposition, subject = verb_lemma(verb), by_preposition(context, verb), subject_of(verb)
    named = subject if subject is not None and is_noun(subject) and not is_name(subject) else None
    direct = context.top.dep in ("dobj", "attr", "npadvmod") and context.top.head is verb
    if lemma in words("giving_time") and (direct or preposition == "for"):
        return understood(context)
    if preposition in ("for", "after") and (object_of(verb) is None or is_passive(verb)):
        if named is not None:
            return resolve(context, named)
        nouns = wordnet.event_nouns(lemma) if verb.pos == "VERB" and lemma not in words("light") else ()
        return nouns[0] if nouns and preposition == "for" and not is_passive(verb) else None
    if direct and lemma in words("lasting"):
        if named is not None:
            return resolve(context, named)
        return next(iter(wordnet.event_nouns(lemma)), None) if lemma == "wait" else None
    return None


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


def distance(context: Context) -> Answer:
    """ "three miles from shore", "within 36,500 kilometres of Earth": a length between two places is a distance."""
    if context.quantity.kind != "length":
        return None
    following, before = context.after(), context.before_qualifiers()
    if following is not None and following.lower in words("directions"):
        return "distance"
    if following is not None and following.lower == "of" and before is not None and before.lower == "within":
        return "distance"
    return None


# --- what isn't said --------------------------------------------------------------------------------------------------


def elided(context: Context) -> Answer:
    """ "187 by tender, 40 by auction", "He'd wanted 50 points and ended up with 44": the noun of an earlier figure."""
    has_unit = any(t.tag in (*NOUN_TAGS, "$", "JJ") for t in context.tokens) or context.quantity.text[-1:].isalpha()
    complete = context.quantity.unit is not None and has_unit
    # A figure with its unit is complete; only a share has always a whole that may be left out.
    if context.quantity.kind in ("percent", "ratio"):
        return understood(context) or same_sentence(context)
    return None if complete else understood(context)


def listed(context: Context) -> Answer:
    """ "Dow +0.2% S&P 500 +0.3%": the name right before a signed figure."""
    noun = context.before()
    if noun is None or context.quantity.text[:1] not in "+-−":
        return None
    if noun.tag == "CD":
        noun = context.at(noun.i - 1)
    return noun if noun is not None and is_noun(noun) else None


def people_of_verb(context: Context) -> Answer:
    """ "killed 14", "seats 200": a verb whose uncounted object is people."""
    verb = clause_verb(context.top)
    return "people" if verb is not None and verb_lemma(verb) in words("of_people") else None


def of_clause(context: Context) -> Answer:
    """A share or a level with no other tie: what the clause is about, unless that is someone who says or does."""
    verb = clause_verb(context.top)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None:
        return resolve(context, subject) if subject.i not in context.inside and not is_personal(subject) else None
    above = next((t for t in context.top.ancestors() if is_noun(t) and t.i not in context.inside), None)
    return above if above is not None and above.is_root else None


def subject(context: Context) -> Answer:
    """The clause's subject, whoever it is; else the nearest noun above; else the object."""
    if context.quantity.kind in ("money", "age", "duration", "length", "mass", "volume", "area"):
        return None
    verb = clause_verb(context.top)
    found = subject_of(verb) if verb is not None else None
    if found is not None and found.i not in context.inside and (answer := resolve(context, found)) is not None:
        return answer
    for above in context.top.ancestors():
        if is_noun(above) and not is_time_noun(above) and above.i not in context.inside:
            return above
    return resolve(context, object_of(verb)) if verb is not None else None


def unit_noun(context: Context) -> Answer:
    """A measure without a thing: "walks four kilometres" -> kilometre, "square miles" -> area, "took $45" -> money."""
    return None if context.quantity.kind == "count" else words_of_kind(context)


def nearest_noun(context: Context) -> Answer:
    """The last resort of a count: the nearest noun before it, then after it."""
    tokens = context.sentence.tokens
    nouns = [t for t in tokens if is_noun(t) and not is_time_noun(t) and t.i not in context.inside]
    return min(nouns, key=lambda t: (t.i > context.first.i, abs(t.i - context.first.i)), default=None)


COUNT_RULES: list[tuple[str, Rule]] = [
    ("of_a_parent", of_a_parent),
    ("verb_itself", verb_itself),
    ("voted", voted),
    ("audience", audience),
    ("hyphenated_noun", hyphenated_noun),
    ("bracketed_label", bracketed_label),
    ("counted_noun", counted_noun),
    ("shared_noun", shared_noun),
    ("after_of", after_of),
    ("of_fronted", of_fronted),
    ("label", label),
    ("beside_earlier", beside_earlier),
    ("noun_of", noun_of),
    ("in_apposition", in_apposition),
    ("noun_before_preposition", noun_before_preposition),
    ("dimension", dimension),
    ("predicate", predicate),
    ("object_measured", object_measured),
    ("crowd", crowd),
    ("elided", elided),
    ("people_of_verb", people_of_verb),
    ("subject", subject),
    ("nearest_noun", nearest_noun),
]
MEASURE_RULES: list[tuple[str, Rule]] = [
    ("verb_itself", verb_itself),
    ("converted", converted),
    ("restated", restated),
    ("age_of", age_of),
    ("bracketed_label", bracketed_label),
    ("modified_noun", modified_noun),
    ("distance", distance),
    ("after_of", after_of),
    ("of_fronted", of_fronted),
    ("noun_of", noun_of),
    ("label", label),
    ("in_brackets", in_brackets),
    ("before_particle", before_particle),
    ("listed", listed),
    ("beside_earlier", beside_earlier),
    ("dimension", dimension),
    ("noun_before_preposition", noun_before_preposition),
    ("in_apposition", in_apposition),
    ("cost_of_doing", cost_of_doing),
    ("body_weight", body_weight),
    ("predicate", predicate),
    ("pay", pay),
    ("duration_of", duration_of),
    ("object_measured", object_measured),
    ("purpose", purpose),
    ("event_of_verb", event_of_verb),
    ("elided", elided),
    ("subject", subject),
    ("unit", unit_noun),
    ("nearest_noun", nearest_noun),
]
# A rate, a deficit, a margin "of" an amount is named before what the amount is of.
SWAPPED = {"noun_of": "after_of", "after_of": "noun_of"}
NOUN_FIRST_RULES = [
    (SWAPPED.get(name, name), dict(MEASURE_RULES)[SWAPPED.get(name, name)]) for name, _ in MEASURE_RULES
]
# A share that stands alone is first of what its clause is about, then of an earlier share's whole.
SHARE_RULES = [
    rule
    for name, own in MEASURE_RULES
    for rule in ([("of_clause", of_clause)] if name == "elided" else []) + [(name, own)]
]


# A list of thousands of figures is no sentence: only what stands next to a figure is read there, and time stays linear.
MAX_SENTENCE = 600  # tokens
LOCAL = frozenset({"hyphenated_noun", "counted_noun", "shared_noun", "label"})


def rules_for(context: Context) -> list[tuple[str, Rule]]:
    """The rules in the order that suits the kind of figure."""
    if len(context.sentence.tokens) > MAX_SENTENCE:
        return [(name, rule) for name, rule in COUNT_RULES if name in LOCAL] + [("unit", unit_noun)]
    if context.is_count:
        return COUNT_RULES
    if context.quantity.kind in ("money", "duration"):
        return NOUN_FIRST_RULES
    return SHARE_RULES if context.quantity.kind in ("percent", "ratio") else MEASURE_RULES
