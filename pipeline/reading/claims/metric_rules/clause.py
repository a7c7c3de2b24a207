"""What the clause measures: its subject, the object of a verb of measuring, what money is for, what lasts."""

from __future__ import annotations

from functools import cache

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import (
    Answer,
    earlier,
    metric_of_token,
    movements,
    resolve,
    same_sentence,
    sentence_before,
    understood,
)
from pipeline.reading.claims.context import Context, by_preposition, governing_verb
from pipeline.reading.claims.metric_rules.nouns import MAX_MODIFIERS, noun_run
from pipeline.reading.claims.phrase import (
    NOUN_LIKE,
    NOUN_TAGS,
    clause_verb,
    is_common,
    is_name,
    is_noun,
    is_number_word,
    is_pronoun,
    is_time_noun,
    noun_lemma,
    object_of,
    pobj,
    prep_child,
    subject_of,
    verb_lemma,
    words,
)
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Sentence, Token

# After a span of time these make it a date: "five weeks ago", "10 days after the attack".
DATING = frozenset({"ago", "earlier", "later", "before", "after", "since", "into", "hence"})


WAGE_PERIODS = frozenset({"PT1H", "P1D", "P1W", "P1M", "P1Y"})


PAY_OFFERS = frozenset({"offer", "award", "give", "grant", "pay"})


PERSONS = frozenset({"he", "she", "i", "we", "you", "who"})


PURPOSES = frozenset({"in", "on", "for", "as", "towards", "toward"})


def is_agent(noun: Token) -> bool:
    """True if a subject acts rather than is measured: a person, a group, a name, a pronoun."""
    if is_pronoun(noun) or not is_common(noun):
        return True
    if noun_lemma(noun).lower() in words("counted_groups"):
        return False
    if noun_lemma(noun).lower() in words("firms"):
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
    holds = lemma in ("hold", "contain", "store") and context.quantity.kind in ("volume", "mass", "data", "energy")
    measures = measures or (holds and preposition is None)
    measures = measures or (preposition in ("to", "from") and goes_from_to(verb))
    if lemma in words("exchange") and preposition is None:
        measures = False  # "sold 40 by auction", but "sells for $40"
    if context.quantity.change is not None and lemma in ("lose", "shed", "gain", "add"):
        measures = True  # "crude lost more than $2"
    if not measures or (context.quantity.kind == "duration" and not is_length_of_time(context, preposition)):
        return None
    if obj is not None and obj.i < context.first.i and preposition and not passive and lemma != "tip":
        return None
    subject = relative_subject(context, verb) or participial_subject(context, verb) or subject_of(verb)
    beside = context.at(verb.i - 1)
    if subject is not None and subject.head is not verb and verb.dep == "conj" and beside is not None:
        if beside.tag in ("NN", "NNS") and beside.dep == "pobj" and beside.i > subject.i and not is_time_noun(beside):
            compound = context.at(beside.i - 1)
            if compound is not None and is_time_noun(compound):
                subject = beside  # "and at noon turnout was 31 percent"
    controlled = subject is not None and subject.head is not verb and verb.head is not subject
    if subject is not None and controlled and verb.dep in ("advcl", "xcomp", "conj", "pcomp") and is_teller(subject):
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
    if is_time_noun(subject) and subject.lower != "futures" and context.quantity.kind in ("percent", "money"):
        subject = opening_noun(context, verb) or subject  # "sales at stores open more than a year rose 2.3%"
    if acts_on_measure(context, verb, subject):
        return None
    unmoved = lemma not in words("equating") and lemma not in moving_verbs()
    acting = is_personal(subject) or (context.top.dep == "dobj" and context.top.head is verb and is_agent(subject))
    if context.is_count and unmoved and acting and not is_pronoun(subject) and lemma not in words("reaching"):
        return understood(context)  # "researchers come out nearer 5.5 million"
    if (
        verb.tag == "VB"
        and verb.dep == "acl"
        and wordnet.category(noun_lemma(subject)) in ("communication", "cognition")
    ):
        return understood(context)  # "a standing order to reach 60"
    if context.is_count and (is_agent(subject) and lemma in words("reaching") or same_rate(context)):
        found = understood(context)
        if found is not None:
            return found
    return resolve(context, subject)


def opening_noun(context: Context, verb: Token) -> Token | None:
    """The first noun of a clause that no other noun or preposition governs, where the parser took another for subject."""
    for token in context.sentence.tokens:
        if token.i >= verb.i:
            return None
        if is_noun(token) and not is_time_noun(token) and token.dep not in ("pobj", "compound", "nmod", "npadvmod"):
            return token
    return None


def goes_from_to(verb: Token) -> bool:
    """ "blew out to 61 hours from 38": two levels make any verb one of moving."""
    ends = {prep.lower for prep in verb.rights if prep.dep == "prep" and (end := pobj(prep)) and has_figure(end)}
    return {"from", "to"} <= ends


def has_figure(token: Token) -> bool:
    return is_number_word(token) or any(is_number_word(child) for child in token.lefts)


def acts_on_measure(context: Context, verb: Token, subject: Token) -> bool:
    """ "The port moved 218,400 TEU", "jurors took two days", "he was given 30 months": no measure of who acts."""
    kind, direct = context.quantity.kind, context.top.dep == "dobj" and context.top.head is verb
    handles = direct and verb_lemma(verb) in words("handling")
    if verb_lemma(verb) in words("equating") or not (is_agent(subject) or handles):
        return False
    if kind == "duration":
        return is_personal(subject) and not is_pronoun(subject)
    return direct and kind in ("other", "mass", "volume", "energy", "power", "data", "area")


def is_length_of_time(context: Context, preposition: str | None) -> bool:
    """False for a span that dates, surrounds or recurs: "five weeks ago", "over the past year", "every 5 minutes"."""
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
    if context.is_count and attached and noun_lemma(head).lower() not in words("labels") | movements():
        attached = False
    if context.is_count and head.pos == "VERB" and verb_lemma(head) not in words("of_object") | moving_verbs():
        return None
    if attached and not (is_name(head) and head.dep in ("pobj", "nsubj")):
        return resolve(context, head)
    if head.pos not in ("VERB", "AUX") or (prep.lower == "for" and verb_lemma(head) not in words("exchange")):
        return None
    objects = [c for c in head.children if c.dep in ("dobj", "oprd", "nsubj") and head.i < c.i < prep.i]
    obj = object_of(head) or next(iter(objects), None)
    if obj is not None and obj.i < context.first.i and not is_time_noun(obj):
        return resolve(context, obj)
    if verb_lemma(head) in words("of_object") and head.dep in ("acl", "amod") and is_noun(head.head):
        return head.head
    return None


def sum_in(context: Context) -> Answer:
    """ "three guns and €45,000 in cash": what a sum consists of, right behind it."""
    following = context.after_brackets()
    if context.quantity.kind != "money" or following is None or following.lower != "in":
        return None
    noun = noun_run(context, following.i + 1)
    if noun is None or is_name(noun) or is_time_noun(noun) or noun_lemma(noun).lower() in words("set_phrases"):
        return None
    return noun if wordnet.category(noun_lemma(noun)) == "possession" else None


def price_of_sale(context: Context) -> Answer:
    """ "agreed the sale of 10 planes for $630m": the noun of a deal that a sum is for."""
    prep = context.before_qualifiers()
    if context.quantity.kind != "money" or prep is None or prep.lower not in ("for", "at"):
        return None
    market = context.at(prep.i - 1)
    if market is not None and market.lower in ("market", "sale") and market.head.lower == "on":
        thing = market.head.head  # "the flat, on the market for £310,000"
        if thing.pos in ("VERB", "AUX"):
            return resolve(context, subject_of(thing))
        return thing if is_noun(thing) or thing.tag == "JJ" else None
    for above in prep.ancestors():
        if above.pos in ("VERB", "AUX"):
            deal = object_of(above)
            return deal if deal is not None and noun_lemma(deal).lower() in words("deals") else None
        if is_noun(above) and noun_lemma(above).lower() in words("deals"):
            return above
    return None


def purpose_beside(context: Context) -> Answer:
    """ "£39bn for housing was the biggest cheque yet": a purpose that stands right with its sum."""
    return purpose(context, far=False)


def purpose(context: Context, far: bool = True) -> Answer:
    """Money for, in or on something: "€2.4 million in unpaid bonuses", "spends $455 a year on policing"."""
    if context.quantity.kind != "money":
        return None
    verb = clause_verb(context.top)
    nodes = [context.top]
    if context.top.head.lower == "of":
        nodes.append(context.top.head.head)
    participles = [c for c in context.top.rights if c.dep in ("acl", "relcl") and c.pos == "VERB"]
    nodes += participles  # "the $3 billion spent on schools"
    nodes += [token for token in context.tokens if token is not context.top]
    if verb is not None and far:
        nodes.append(verb)
    spends = words("spending")
    spending = any(verb_lemma(node) in spends for node in [*participles, *([verb] if verb is not None else [])])
    gaining = verb is not None and verb_lemma(verb) in (
        "earn",
        "make",
        "raise",
        "generate",
        "derive",
        "collect",
        "gain",
        "net",
    )
    cutting = verb is not None and verb_lemma(verb) in (
        "cut",
        "trim",
        "slash",
        "take",
        "strip",
        "shave",
        "wipe",
        "knock",
    )
    for node in nodes:
        for prep in node.rights:
            # "cut £35bn from public spending", "earned $3m from exports"
            taken = prep.lower == "from" and (cutting or gaining) and not is_agent_of(prep)
            taken = taken or (prep.lower == "off" and cutting)
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


def is_the_noun(context: Context) -> Answer:
    """ "$5 million, a record fine", "187 is the official toll": the noun that the figure is said to be."""
    comma = context.after()
    if comma is not None and comma.text in (",", "–", "—", "-"):
        named = [c for c in context.top.rights if c.dep == "appos" and c.tag in ("NN", "NNS") and c.i > comma.i]
        if named and not is_number_word(named[0]) and not is_time_noun(named[0]):
            return resolve(context, named[0])
    verb = context.top.head
    if context.top.dep == "nsubj" and verb_lemma(verb) == "be":
        noun = next((c for c in verb.rights if c.dep == "attr" and c.tag in ("NN", "NNS")), None)
        if noun is not None and not is_number_word(noun) and not is_time_noun(noun):
            return resolve(context, noun)
    return None


def is_agent_of(prep: Token) -> bool:
    noun = pobj(prep)
    return noun is None or is_agent(noun)


def sum_of_subject(context: Context) -> Answer:
    """ "a sponsored hike raised £2,340", "the scheme pays $500": a sum is of what brings it, where that isn't someone."""
    verb = clause_verb(context.top)
    if (
        context.quantity.kind != "money"
        or verb is None
        or context.top.dep not in ("dobj", "nummod", "nmod", "pobj", "attr")
    ):
        return None
    if verb_lemma(verb) == "raise" and context.top.dep == "dobj" and context.top.head is verb:
        raiser = subject_of(verb)
        if raiser is not None and is_agent(raiser) and not is_pronoun(raiser) and object_of(verb) is None:
            return "funding"  # "the startup raised $40 million"
    if verb_lemma(verb) == "need" and context.top.dep == "dobj" and context.top.head is verb:
        return "funding"
    owner = subject_of(verb)
    if owner is None or not is_noun(owner) or is_agent(owner) or owner.i in context.inside or owner.i > context.first.i:
        return None
    return resolve(context, owner)


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


def takings(context: Context) -> Answer:
    """ "The Aviator has taken $90m", "after taking $10.7m": what a named work or a show brings in."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "money" or verb is None or context.top.dep != "dobj" or context.top.head is not verb:
        return None
    if verb_lemma(verb) not in ("take", "gross") or any(c.dep == "prt" for c in verb.children):
        return None
    owner = subject_of(verb)
    if owner is None or owner.lower in PERSONS or wordnet.is_person(noun_lemma(owner)) or not is_agent(owner):
        return None
    span = context.paragraph.parse.named_over(owner.start, owner.end) if context.paragraph is not None else None
    return None if span is not None and span.label == "PERSON" else "taking"


def pay(context: Context) -> Answer:
    """ "I make $19 an hour", "earned 18 shillings a week"."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "money":
        return None
    if is_on_pay(context):
        return "pay"
    if verb is None:
        return None
    if context.top.dep not in ("dobj", "npadvmod", "nummod", "nmod") and context.before_qualifiers() is not verb:
        return None
    lemma = verb_lemma(verb)
    subject = subject_of(verb)
    if lemma == "take" and any(child.lower == "home" for child in verb.children):
        return "pay" if subject is None or is_personal(subject) else None
    if lemma == "pay" and not is_passive(verb) and is_rate(context):
        paid = next((c for c in verb.rights if c.dep in ("dobj", "dative") and c.i < context.first.i), None)
        return "pay" if paid is not None and is_personal(paid) else None
    if (
        lemma == "earn"
        and subject is not None
        and (subject.lower in ("it", "they") or is_organisation(context, subject))
    ):
        return "earning"  # a company's earnings
    if (
        lemma == "earn"
        or (lemma == "pay" and is_passive(verb))
        or (context.quantity.period is not None and lemma in words("earning"))
    ):
        return "pay" if subject is None or is_personal(subject) else None
    return None


def is_organisation(context: Context, token: Token) -> bool:
    """True for a name that the recogniser takes for an organisation's."""
    if context.paragraph is None or not is_name(token):
        return False
    span = context.paragraph.parse.named_over(token.start, token.end)
    return span is not None and span.label in ("ORG", "GPE", "PRODUCT", "WORK_OF_ART", "FAC")


def is_rate(context: Context) -> bool:
    """ "$32 a bin", "£12 an hour", "$40 per acre"."""
    following = context.after()
    each = following is not None and following.lower in ("a", "an", "per", "each", "for")
    return context.quantity.period is not None or " per " in (context.quantity.unit or "") or each


def pay_rise(context: Context) -> Answer:
    """ "Teachers will get 3.5%", "offered drivers 4 percent": what people get in percent is a rise of pay."""
    verb = context.top.head
    if context.quantity.kind != "percent" or context.top.dep not in ("dobj", "npadvmod", "oprd") or verb.pos != "VERB":
        return None
    if prep_child(context.top, "of") is not None:
        return None
    if verb_lemma(verb) in ("get", "receive", "accept") or (verb_lemma(verb) in PAY_OFFERS and is_passive(verb)):
        who = subject_of(verb)
    elif verb_lemma(verb) in PAY_OFFERS:
        who = next((c for c in verb.rights if c.dep in ("dobj", "dative") and c.i < context.first.i), None)
    else:
        return None
    works = who is not None and is_noun(who) and wordnet.is_person(noun_lemma(who)) and who.tag == "NNS"
    voting = who is not None and noun_lemma(who).lower() in (
        "candidate",
        "voter",
        "shareholder",
        "investor",
        "bondholder",
    )
    return "pay rise" if works and not voting else None


def is_on_pay(context: Context) -> bool:
    """ "a loader on £12.85 an hour", "rookies in the capital on £36,775": people are on what they are paid."""
    on = context.before_qualifiers()
    if on is None or on.lower != "on" or context.top.dep not in ("pobj", "nummod", "nmod", "quantmod"):
        return False
    known = context.quantity.period in WAGE_PERIODS or understood(context) == "pay"
    owner = subject_of(on.head) if on.head.pos in ("VERB", "AUX") and verb_lemma(on.head) == "be" else on.head
    return known and owner is not None and is_personal(owner)


def event_of_aim(context: Context) -> Answer:
    """ "offered $6.5 million to settle" -> settlement."""
    to = context.after()
    if context.quantity.kind != "money" or to is None or to.lower != "to" or to.head.tag != "VB":
        return None
    events: dict[str, str] = load_yaml("metric")["money_events"]
    return events.get(verb_lemma(to.head)) if object_of(to.head) is None else None


def event_of_verb(context: Context) -> Answer:
    """ "ordered to repay $3.6 million" -> repayment: the noun of what is done with the money."""
    verb = clause_verb(context.top)
    if context.quantity.kind != "money":
        return None
    events: dict[str, str] = load_yaml("metric")["money_events"]
    for child in context.top.rights:
        parted = any(c.lower == "of" for c in child.lefts)  # "$55 million, of which $12 million has been paid"
        if child.dep in ("acl", "relcl") and verb_lemma(child) in events and not parted:
            return events[verb_lemma(child)]  # "the $2 million owed to creditors"
    if verb is None or (verb_lemma(verb) in ("get", "receive") and context.top.head is not verb):
        return None
    return events.get(verb_lemma(verb))


def profit_before_tax(context: Context) -> Answer:
    """ "made £4.1m before tax": profit."""
    following, tax = context.after_brackets(), context.at(context.last.i + 2)
    if context.quantity.kind != "money" or following is None or following.lower not in ("before", "after"):
        return None
    verb = clause_verb(context.top)
    made = verb is not None and verb_lemma(verb) in ("make", "earn", "report", "post", "turn")
    return "profit" if made and tax is not None and tax.lower == "tax" else None


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
    if verb_lemma(verb) in words("sentencing") and by_preposition(context, verb) in ("for", "to"):
        return "sentence"
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
        if named is not None and lemma == "take" and is_personal(named):
            return None  # "jurors took two days"
        if named is not None:
            return resolve(context, named)
        return next(iter(wordnet.event_nouns(lemma)), None) if lemma == "wait" else None
    return None


def of_clause(context: Context) -> Answer:
    """A share or a level with no other tie: what the clause is about, unless that is someone who says or does."""
    verb = clause_verb(context.top)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None:
        it = subject.lower in ("it", "they", "this", "that", "which", "these", "those")
        tells = (is_personal(subject) and not it) or (verb is not None and verb_lemma(verb) in words("proposing"))
        return resolve(context, subject) if subject.i not in context.inside and not tells else None
    above = next((t for t in context.top.ancestors() if is_noun(t) and t.i not in context.inside), None)
    return above if above is not None and above.is_root else None


def object_moved(context: Context) -> Answer:
    """ "slash emissions 55 percent below 1990 levels", "found the company 85% at fault": of the object before it."""
    token = context.top
    if token.dep in ("npadvmod", "advmod") and token.head.dep in ("prep", "advmod"):
        token = token.head
    verb = token.head
    if context.quantity.kind != "percent" or token.dep not in ("npadvmod", "prep", "advmod") or verb.pos != "VERB":
        return None
    if context.top.dep != "npadvmod":
        return None
    obj = next((c for c in verb.rights if c.dep in ("dobj", "dative", "oprd") and c.i < context.first.i), None)
    if obj is None or not is_noun(obj) or is_time_noun(obj):
        return None
    if any(t.text in ",;:" for t in context.between(obj, context.first)):
        return None
    return resolve(context, obj)


def proposed(context: Context) -> Answer:
    """ "had asked for $90 million", "the bank had projected 15%": what is bid, asked or foretold is known from before."""
    verb = governing_verb(context)
    if verb is None or verb_lemma(verb) not in words("proposing"):
        return None
    obj = object_of(verb)
    if obj is not None and obj.i not in context.inside and is_noun(obj):
        return None
    if any(token.pos == "VERB" for token in context.between(verb, context.first)):
        return None
    if context.quantity.kind == "money":  # sums are of many things; a payment or a wage is no bid
        near = (c for c in earlier(context) if c.quantity.rules.get("metric") not in ("pay", "event_of_verb"))
        return next((claim.metric for claim in near), None)
    return understood(context)


def subject(context: Context) -> Answer:
    """The clause's subject, whoever it is; else the nearest noun above; else the object."""
    if context.quantity.kind not in ("percent", "ratio", "count", "other", "power", "energy", "data"):
        return None
    verb = clause_verb(context.top)
    found = subject_of(verb) if verb is not None else None
    if found is not None and verb is not None and context.quantity.kind in ("other", "power", "energy", "data"):
        if not is_pronoun(found) and (is_agent(found) or verb_lemma(verb) in words("handling")):
            return None  # a measure of what is done, not of who does it
    direct = context.top.dep == "dobj" and context.top.head is verb
    owner = found is not None and (direct or is_personal(found) or metric_of_token(context, found) == "age")
    if owner and context.is_count:
        named = (c for c in earlier(context, any_kind=True) if c.quantity.rules.get("metric") not in ("unit", "age_of"))
        answer: Answer = next((c.metric for c in named), None)  # "Her lawyers sought six"
        if answer is not None:
            return answer
    if found is not None and found.i not in context.inside and (answer := resolve(context, found)) is not None:
        return answer
    for above in context.top.ancestors():
        if is_noun(above) and not is_time_noun(above) and above.i not in context.inside:
            return above
    return resolve(context, object_of(verb)) if verb is not None else None


def is_close(context: Context, sentence: Sentence) -> bool:
    """True for the figure's own sentence and the one before it in its paragraph."""
    return sentence is context.sentence or (context.sentence.index > 0 and sentence is sentence_before(context))


def living_object(context: Context) -> Answer:
    """ "wrecked 12 cars and killed three": what the verb is done to is alive, whatever was counted before."""
    verb = context.top.head
    if context.top.dep not in ("dobj", "nsubjpass") or verb_lemma(verb) not in words("of_living"):
        return None
    before = next((claim.metric for claim in earlier(context) if claim.quantity.kind == "count"), None)
    noun = before.rpartition(" ")[2].lower() if before is not None else ""
    known = wordnet.is_person(noun) or wordnet.category(noun) in ("animal", "group") or noun in ("person", "people")
    return None if before is None or known or not wordnet.senses(noun) else "people"


def people_of_verb(context: Context) -> Answer:
    """ "killed 14", "seats 200", "left 90,000 without power": a verb whose uncounted object is people."""
    verb = clause_verb(context.top)
    if verb is None:
        return None
    if verb_lemma(verb) == "leave" and context.top.dep in ("dobj", "nsubj") and (after := context.after()) is not None:
        return "people" if after.lower in words("left_people") else None
    if verb_lemma(verb) not in words("of_people"):
        return None
    before = context.before()
    if before is not None and before.lower in ("the", "all", "both") and (known := understood(context)) is not None:
        return known  # "why the three had been detained"
    close = (claim for claim in earlier(context) if is_close(context, claim.quantity.sentence))
    found = next((claim.metric for claim in close if claim.metric.rpartition(" ")[2] not in words("times")), None)
    noun = found.rpartition(" ")[2].lower() if found is not None else ""
    same = found is not None and same_sentence(context) is not None
    living = wordnet.is_person(noun) or wordnet.category(noun) == "animal"
    return found if same or living else "people"
