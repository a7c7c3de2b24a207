"""The noun that a figure counts or modifies, or that stands with it through "of"."""

from __future__ import annotations

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import (
    Answer,
    complement_of,
    earlier,
    resolve,
    same_sentence,
    seen_through,
    sentence_before,
    understood,
)
from pipeline.reading.claims.context import OPENERS, Context, is_noun_at
from pipeline.reading.claims.phrase import (
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
    pobj,
    prep_child,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Token

MAX_MODIFIERS = 8  # tokens between a number and its noun


RUN_TAGS = NOUN_TAGS | {"JJ", "VBN", "VBG", "HYPH", "JJS", "AFX"}


# How a number hangs on the noun it counts; tables and tagging errors give the odd ones.
TIES = frozenset({"nummod", "nmod", "amod", "quantmod", "det", "predet", "compound"})


QUOTES = frozenset("\"'“‘")


BREAKS = frozenset({",", ".", ":", "IN", "VBD", "VBZ", "VBP", "CD"})


def noun_run(context: Context, start: int) -> Token | None:
    """The head of the noun phrase that opens at token index `start`: its last noun, a common noun before a name."""
    head: Token | None = None
    i = start
    while (token := context.at(i)) is not None and (
        (token.tag in RUN_TAGS and token.text != "-")
        or token.text == "-"
        and touches(context, token)
        or modifies_next(context, token)
        or hyphened(token)
    ):
        if token.lower in words("adverbs_of_place") and not is_noun_at(context.at(i + 1)):
            break  # "312 countrywide", "sent 64 home"
        if head is not None and token.tag in ("JJ", "JJS") and not hyphened(token):
            break  # "a profit last year"
        if is_noun(token):
            if head is not None and not is_name(head) and is_name(token):
                break
            head = token
        i += 1
    return head


def touches(context: Context, hyphen: Token) -> bool:
    before, after = context.at(hyphen.i - 1), context.at(hyphen.i + 1)
    return before is None or after is None or before.end == hyphen.start or hyphen.end == after.start


def modifies_next(context: Context, token: Token) -> bool:
    """True for an adverb or conjunction within a phrase: "worst hit schools", "digital and physical sales"."""
    following = context.at(token.i + 1)
    if following is None or following.tag not in ("JJ", "VBN", "VBG", "NN"):
        return False
    if token.tag == "CC":
        coordinated = following.tag == "JJ" or following.dep in ("conj", "compound") or hyphened(following)
        return token.head.tag == "JJ" and coordinated
    return token.tag in ("RB", "RBS", "RBR") and following.tag != "NN"


def whole_noun(context: Context, noun: Token) -> Token:
    """The head of a compound: a number tied to its first part counts the whole ("half a million vaccine doses")."""
    for _ in range(4):
        hyphen, second = context.at(noun.i + 1), context.at(noun.i + 2)
        if hyphen is not None and second is not None and joins(hyphen, noun, second) and is_noun(second):
            noun = second
            continue
        head = noun.head
        if noun.dep not in ("compound", "nmod", "amod") or not is_noun(head) or not 0 < head.i - noun.i < 5:
            return noun
        if any(token.tag in BREAKS for token in context.between(noun, head)):
            return noun
        noun = head
    return noun


def joins(hyphen: Token, left: Token, right: Token) -> bool:
    """True for a hyphen between two words; one between spaces is a dash: "two venues - Hylands Park"."""
    return hyphen.text == "-" and (hyphen.start == left.end or hyphen.end == right.start)


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
    if following.lower == "times":
        return "time"  # "six times more data", "eight times the limit": how often, not how much of it
    if (following.lower in ("couples", "pairs") and following.tag == "NNS") or (
        following.lower == "couple" and context.quantity.value == 1
    ):
        return following  # words of number, but counted themselves
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
    if (
        following.lower == "dead"
        and not is_noun_at(context.at(start + 1))
        and top.dep in ("pobj", "nummod", "amod", "nsubj")
    ):
        return "dead"  # "a toll of 11 dead"
    if foretold(context, start):
        return None
    tied = tied and nominal.tag in NOUN_TAGS and nominal.text.isalpha() and not is_dated(context, nominal)
    if following.lower in ("need", "want", "face", "live", "lack") and context.quantity.value > 1:
        return None  # "90,000 need shelter": no number above one has a singular noun
    if following.tag == "NN" and not wordnet.senses(following.lower) and is_verb_form(following):
        return None  # "5,900 quit or retired"
    astray = (
        nominal.lower in words("adverbs_of_place") and nominal.tag in ("NN", "RB", "JJ") and context.quantity.value > 1
    )
    if tied and not astray and unbroken(context, nominal):
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


def foretold(context: Context, start: int) -> bool:
    """ "short of the 200,000 economists had predicted": the noun after the figure is who foretold it."""
    before = context.before_qualifiers(frozenset({"of"}))
    the = context.before()
    noun = noun_run(context, start) if the is not None and the.lower == "the" and context.previous else None
    if noun is None or before is None or context.previous[-1].quantity.sentence is not context.sentence:
        return False
    verb = context.at(noun.i + 1)
    if verb is not None and verb.lower in ("had", "have", "has", "'d", "were"):
        verb = context.at(verb.i + 1)
    if verb is None or verb.tag not in ("VBD", "VBN", "VBP") or verb_lemma(verb) not in words("proposing"):
        return False
    return is_name(noun) or wordnet.is_person(noun_lemma(noun)) or wordnet.category(noun_lemma(noun)) == "group"


def is_verb_form(token: Token) -> bool:
    """True for a word that the tagger took for a noun and a coordinated verb shows to be one."""
    return any(c.dep == "conj" and c.tag in ("VBD", "VBN", "VBP") for c in token.rights)


def possessed(context: Context) -> Answer:
    """ "a drop of 41pc on this year's 47,800": what the other figures of the sentence are of."""
    of, day = context.before(), context.at(context.first.i - 2)
    if of is None or day is None or of.tag != "POS":
        return None
    if is_time_noun(day):
        return same_sentence(context) or understood(context)
    # "52.3 percent to Ms Ortega's 44.1"
    return same_sentence(context) if is_name(day) and (is_number_word(context.top) or not context.is_count) else None


def shared_noun(context: Context) -> Answer:
    """ "two or three phones", "three, four or five players": the noun stands with the last of them."""
    token = context.after()
    crossed = False
    for _ in range(MAX_MODIFIERS):
        if token is None:
            return None
        if token.tag == "CD":
            if not crossed:
                return None
            run = noun_run(context, token.i + 1)
            if run is not None:
                return None if is_dated(context, run) else whole_noun(context, run)
        elif token.lower in ("or", "to", ",") or (crossed and token.lower == "and"):
            crossed = True
        else:
            return None
        token = context.at(token.i + 1)
    return None


def noun_before_or(context: Context) -> Answer:
    """ "a letter or two": the noun stands before the "or"."""
    joint, noun = context.before(), context.at(context.first.i - 2)
    if joint is None or noun is None or joint.lower != "or" or not is_noun(noun) or noun.tag not in ("NN", "NNP"):
        return None
    opened = any(t.lower in ("a", "an", "one", "another") for t in noun.lefts)
    return noun if opened and context.quantity.value == 2 else None


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
    if opening.tag not in RUN_TAGS and not (opening.tag == "JJR" and context.quantity.kind == "money"):
        if context.quantity.kind == "age":
            return None  # "The 29-year-old would"
        # A modal or verb right after a hyphenated measure is a noun that the tagger missed ("a 20-litre can that …").
        return opening.lower if hyphen and opening.tag in ("MD", "VB") and opened_by_determiner(context) else None
    if opening.tag == "JJR" and opening.lower in ("more", "less", "fewer") and context.quantity.kind == "money":
        start += 1  # "£200m less debt"
    run = noun_run(context, start)
    if run is not None and opens_clause(context, run):
        return None
    if run is None:
        named = opening.tag == "VBG" and opening.lower not in ("being", "having")
        return opening if named and opened_by_determiner(context) else None
    ties = top.dep in ("nummod", "compound", "nmod", "amod", "quantmod", "npadvmod", "poss")
    tied = ties and top.head.i > context.last.i and is_noun(top.head) and unbroken(context, top.head)
    # "raised £12m funding": a plain noun right after a sum or a share, if it opens no clause of its own.
    bare = context.quantity.kind in ("money", "percent") and run.tag in ("NN", "NNS") and run.dep not in SUBJECTS
    bare = bare and not is_time_noun(run) and start == following.i
    if is_day(run) or is_time_adverbial(run) or not (tied or hyphen or bare or opened_by_determiner(context)):
        return None
    return seen_through(context, run)


def opens_clause(context: Context, noun: Token) -> bool:
    """ "the £4.8bn ministers signed off", "the 60% he won": a plain noun before a verb says who, not what."""
    verb = context.at(noun.i + 1)
    if verb is None or verb.tag not in ("VBD", "VBZ", "VBP", "VBN", "MD") or noun.tag not in ("NNS", "NNP", "NNPS"):
        return False
    if noun.dep == "nsubj" and verb.dep == "relcl":
        return True
    acts = is_name(noun) or wordnet.is_person(noun_lemma(noun)) or wordnet.category(noun_lemma(noun)) == "group"
    return acts and verb.dep == "acl" and verb.head is noun and context.quantity.kind == "money"


def of_a_parent(context: Context) -> Answer:
    """ "a mother of three": children."""
    prep = context.before()
    noun = context.at(prep.i - 1) if prep is not None and prep.lower == "of" else None
    return "child" if noun is not None and noun_lemma(noun).lower() in words("parents") else None


def audience(context: Context) -> Answer:
    """ "in front of 41,870": people who look on."""
    of, front = context.before(), context.at(context.first.i - 2)
    return "people" if of is not None and of.lower == "of" and front is not None and front.lower == "front" else None


def voted(context: Context) -> Answer:
    """ "split nine to three", "approved it 4-1", "ruled 2-to-1": votes."""
    verb = clause_verb(context.top)
    if (
        verb is None
        or verb_lemma(verb) not in words("voting")
        or not (context.is_count or context.quantity.kind == "percent")
    ):
        return None
    sides = ((context.before(), context.at(context.first.i - 2)), (context.after(), context.at(context.last.i + 2)))
    for joint, other in sides:
        if joint is None or other is None or joint.lower not in ("to", "-", "–"):
            continue
        if is_number_word(other) or other.lower == "to" or noun_lemma(other) == "vote":
            return "vote"
    return None


def vote_share(context: Context) -> Answer:
    """ "Mwila on 49.1%", "49 percent for Kunda", "50 percent plus one vote": a candidate's share is of the vote."""
    if context.quantity.kind != "percent":
        return None
    following, before = context.after(), context.before_qualifiers()
    if following is not None and following.lower in ("plus", "and"):
        one, noun = context.at(following.i + 1), context.at(following.i + 2)
        if one is not None and one.lower in ("one", "1") and noun is not None and noun_lemma(noun) == "vote":
            return noun
    if (
        context.top.dep == "dobj"
        and verb_lemma(context.top.head) == "win"
        and (following is None or following.lower != "of")
    ):
        return "vote"  # "won 52.3 percent"
    named = before is not None and before.lower in ("on", "with", "at", "had", "won", "got", "has", "took", "polled")
    name = context.at(before.i - 1) if before is not None and named else before  # "polls gave Smith 40%"
    if name is not None and name.pos in ("VERB", "AUX") and named:
        name = subject_of(name)  # "Hart was on 41 percent"
    if following is not None and following.lower in ("for", "to") and (name is None or not is_name(name)):
        name = context.at(following.i + 1)
        while name is not None and name.tag in ("DT", "NN", "JJ") and name.i < following.i + MAX_MODIFIERS:
            name = context.at(name.i + 1)
    if name is None or not is_name(name) or is_time_noun(name):
        return None
    if tells_of_votes(context):
        return "vote"
    share = context.previous[-1] if context.previous and before is not None and before.lower == "on" else None
    same = share is not None and share.quantity.sentence is context.sentence and share.quantity.kind == "percent"
    return share.metric if share is not None and same else None  # "a market share of 31%, ahead of Dell on 18%"


def tells_of_votes(context: Context) -> bool:
    """True if the sentence, or the one before, or a figure just read, is of votes."""
    before = sentence_before(context)
    for token in [*context.sentence.tokens, *(before.tokens if before is not None else [])]:
        if token.tag in NOUN_TAGS and noun_lemma(token).lower() in words("votes"):
            return True
    return any(claim.metric.rpartition(" ")[2] in words("votes") for claim in context.previous[:-4:-1])


def crowd(context: Context) -> Answer:
    """ "Thousands followed the story": people, where a round number stands for those who act."""
    if context.quantity.kind == "ratio":
        return None
    round_number = context.last.lower.endswith("s") and noun_lemma(context.last).lower() in words("number_nouns")
    return "people" if round_number and context.top.dep in SUBJECTS else None


def after_of(context: Context) -> Answer:
    """ "16 tonnes of cargo", "20 of them", "72 percent of homicides", "three out of four voters"."""
    following = context.after_brackets()  # "3m euros ($4.1m) of aid"
    bracketed = following is not context.after()
    prep = following if following is not None and following.lower == "of" else prep_child(context.top, "of")
    if following is not None and following.lower in ("out", "worth"):
        second = context.at(following.i + 1)
        prep = second if second is not None and second.lower == "of" else prep
    before = context.before_qualifiers()
    if context.quantity.kind == "duration" and before is not None and before.lower == "within":
        return None
    if prep is None or prep.i < context.last.i:
        return None
    if not bracketed and any(t.text in ",;:" for t in context.between(context.last, prep)):
        return None
    noun = pobj(prep)
    if noun is None or noun.i < prep.i:
        noun = noun_after(context, prep)
    if noun is None:
        return None
    if context.quantity.kind == "duration" and is_number_word(noun):
        return None  # "the last three months of 2004"
    if noun.lower in ("whom", "which") and (relative := noun_before_comma(context)) is not None:
        if noun.lower == "whom" and is_time_noun(relative):
            return understood(context) or "people"  # "11 had been tried in 15 years, five of whom were convicted"
        return relative
    if is_owned(context, noun):
        return "stake"
    if following is not None and following.lower == "out" and not is_number_word(noun) and not list(noun.lefts):
        return None  # "37% out of work"
    if is_pronoun(noun):
        follower = context.at(noun.i + 1)
        restricted = follower is not None and (
            follower.tag in ("VBN", "VBD", "VBG") or follower.lower in ("who", "with")
        )
        if noun.lower == "it" and context.top.dep == "appos" and is_noun(context.top.head):
            return context.top.head  # "the plant, 900 megawatts of it"
        people = noun.lower in ("us", "you") or (noun.lower in ("those", "these") and restricted)
        return "people" if people else understood(context, any_kind=True)
    counted = context.at(noun.i - 1)
    if noun.tag in ("VBN", "VBD", "JJ") and counted is not None and counted.tag == "CD" and counted.i > prep.i:
        noun = counted  # "40 of the 100 ordered"
    if noun.lower in ("normal", "usual"):
        return None  # "water levels are at 38 percent of normal"
    if noun.tag == "JJ":
        return noun_run(context, noun.i) or noun.lower
    if is_number_word(noun) and complement_of(context, noun) is None:
        return counted_before(context) or same_sentence(context) or understood(context)
    if noun.text == "GDP" and context.top.dep == "pobj":
        return None  # "the deficit stands at 3% of GDP"
    verb = noun if noun.pos == "VERB" else noun.head
    if any(c.lower in ("what", "whatever") for c in (noun, *noun.lefts)):  # "15 percent of what she earns"
        lemma = verb_lemma(verb)
        return None if lemma in words("light") else next(iter(wordnet.event_nouns(lemma)), None)
    found = resolve(context, noun)
    if found is noun and context.quantity.text.lower() == "one":
        # "one of the largest member states": of what is one of many, the superlative tells the kind
        best = next((c for c in noun.lefts if c.tag == "JJS" and c.lower not in ("most", "least")), None)
        if best is not None and best.lemma.isalpha():
            return f"{best.lemma.lower()} {noun_phrase(noun, context.tokens)}"
    return None if found is noun and noun_lemma(noun).lower() == "total" else found


def is_owned(context: Context, noun: Token) -> bool:
    """ "buy 33% of Changyu", "owns 55% of the company": a share of a firm that is owned or traded is a stake."""
    if context.quantity.kind not in ("percent", "ratio") or context.top.dep not in ("dobj", "conj"):
        return False
    verb = clause_verb(context.top)
    if verb is None or verb_lemma(verb) not in words("owning"):
        return False
    return is_name(noun) or noun_lemma(noun).lower() in words("firms")


def counted_before(context: Context) -> str | None:
    """The metric of the nearest earlier count of the sentence: "412,600 children, 79 percent of the 523,000"."""
    for claim in earlier(context, any_kind=True):
        if claim.quantity.sentence is not context.sentence:
            return None
        if claim.quantity.kind == "count" and claim.metric.rpartition(" ")[2] not in words("times"):
            return claim.metric
    return None


def noun_before_comma(context: Context) -> Token | None:
    """ "farm workers, thousands of whom marched": the noun that a comma parts from the figure."""
    comma = context.before_qualifiers()
    noun = context.at(comma.i - 1) if comma is not None and comma.text == "," else None
    return noun if noun is not None and is_noun(noun) and not is_name(noun) else None


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
    if is_number_word(context.top) and context.top.dep not in ("pobj", "nummod", "compound"):
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
    nearest = context.at(prep.i - 1)
    if nearest is not None and is_noun(nearest) and nearest.dep == "conj":
        noun = nearest  # "subsidies and growth of 2%"
    if noun is not None and noun.dep == "pobj" and noun.head.lower in ("in", "across") and is_noun(noun.head.head):
        outer = noun.head.head
        if outer.i < noun.i and (is_name(noun) or wordnet.category(noun_lemma(noun)) == "location"):
            noun = outer  # "growth in the eurozone of 1.9%"
    beside = context.at(prep.i - 1)
    if beside is not None and beside.lower == "majority" and context.is_count:
        return beside  # "by a majority of 14"
    if noun is None or noun.i >= prep.i or not (is_noun(noun) or noun.tag.startswith("JJ")):
        return None
    lemma = noun_lemma(noun).lower()
    before = context.at(noun.i - 1)
    if before is not None and before.lower in ("on", "in") and lemma in words("prepositional"):
        return None  # "on top of the 22"
    if (lemma in words("transparent") and lemma not in words("labels")) or (is_name(noun) and context.is_count):
        return None
    handed: dict[str, str] = load_yaml("metric")["money_events"]
    if context.quantity.kind == "money" and lemma in words("transparent") and noun.head.pos == "VERB":
        event = handed.get(verb_lemma(noun.head))
        bought = any(t.lower == "for" for i in range(1, 5) if (t := context.at(context.last.i + i)) is not None)
        if event is not None and not bought and noun.dep in ("dobj", "dative", "npadvmod", "oprd"):
            return event  # "refund customers an average of 212 euros"
    found = seen_through(context, noun)
    return None if found is noun and lemma in words("transparent") else found
