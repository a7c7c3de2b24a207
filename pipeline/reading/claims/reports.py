"""Clauses and phrases that report what is said: their verb or noun, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading import wordnet
from pipeline.reading.claims.names import Names, cues, is_anaphor, noun_name
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, is_number_word, is_time_noun, noun_lemma, pobj, verb_lemma
from pipeline.reading.lexicon import load_yaml
from pipeline.reading.parse import Sentence, Token

MAX_SENTENCE = 600
MAX_SENSES = 3  # of a noun, in order of use
MAX_TO_PERSON = 5  # steps from a noun to the person whose phrase it is in
MAX_TO_SUBJECT = 30  # tokens between a noun and the verb behind its relative clause
MAX_TO_THAT = 9  # tokens between a verb of saying and its "that"
WOULD = frozenset({"would", "'d", "’d", "should"})


class Reporting(NamedTuple):
    """A clause that reports what is said: its verb, and who speaks."""

    verb: Token
    speaker: Token
    rule: str


class Reports:
    """A document's reporting clauses, read sentence by sentence."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._reports: dict[int, list[Reporting]] = {}

    def of(self, sentence: Sentence) -> list[Reporting]:
        """The reporting clauses of a sentence in text order."""
        found = self._reports.get(id(sentence))
        if found is None:
            short = len(sentence.tokens) <= MAX_SENTENCE
            found = [*self._find_reports(sentence), *self._by_words(sentence)] if short else []
            self._reports[id(sentence)] = found
        return found

    def _find_reports(self, sentence: Sentence) -> Iterator[Reporting]:
        for token in sentence.tokens:
            if token.pos in ("VERB", "AUX") and (verb_lemma(token) in cues("saying", "revising") or _asks_for(token)):
                speaker = self._speaker_of(token) if _says_with(token) else None
                if speaker is not None:
                    yield Reporting(token, speaker, "reporting_clause")
            elif token.pos in ("VERB", "AUX") and verb_lemma(token) == "have":
                speaker = self._has_it(token)
                if speaker is not None:
                    yield Reporting(token, speaker, "reporting_clause")
            elif token.lower == "per" and token.dep == "prep":
                inner = pobj(token)
                if inner is not None and self._per(token, inner):
                    yield Reporting(token, inner, "according_to")
            elif token.lower == "according":
                to = next((c for c in token.children if c.lower == "to"), None)
                inner = pobj(to) if to is not None else None
                if inner is None:
                    at = token.i + 2 - sentence.tokens[0].i
                    inner = next((t for t in sentence.tokens[at : at + 8] if is_noun(t) and t.dep != "compound"), None)
                if inner is not None:
                    yield Reporting(token, inner, "according_to")
            elif token.lower == "words" and token.head.lower == "in":  # "in the words of Ann Lee"
                of = next((c for c in token.children if c.lower == "of"), None)
                inner = pobj(of) if of is not None else None
                if inner is not None:
                    yield Reporting(token, inner, "according_to")
            elif (
                token.dep == "pobj"
                and noun_lemma(token).lower() in cues("reckonings")
                and token.head.lower in ("by", "on", "in")
            ):
                owner = next((c for c in token.children if c.dep == "poss"), None)
                owner = self._bound(owner) if owner is not None else None
                if owner is not None and self.can_speak(owner):
                    yield Reporting(token, owner, "by_reckoning")
                elif token.tag == "NNS" and (named := self._named_before(token)) is not None:
                    yield Reporting(token, named, "by_reckoning")  # "by UN estimates"
                elif any(c.lower in ("official", "police", "government", "company") for c in token.lefts):
                    yield Reporting(token, token, "by_reckoning")  # "by official count"

    def _named_before(self, noun: Token) -> Token | None:
        """The body by whose name a noun goes: UN estimates."""
        before = next((c for c in noun.lefts if c.dep in ("compound", "nmod") and c.i == noun.i - 1), None)
        mention = self.names.at(before) if before is not None else None
        return before if mention is not None and mention.label == "ORG" else None

    def _bound(self, owner: Token) -> Token:
        """ "Hale, by his own count, has made 300": a possessive that nothing else explains is the subject's."""
        if owner.tag != "PRP$" or owner.lower in cues("we") or self.names.resolve(owner) is not None:
            return owner
        verb = next((t for t in owner.ancestors() if t.pos in ("VERB", "AUX")), None)
        subject = next((c for c in verb.children if c.dep in SUBJECTS), None) if verb is not None else None
        return subject if subject is not None and is_noun(subject) and not is_number_word(subject) else owner

    def _per(self, per: Token, noun: Token) -> bool:
        """ "per a memo we have seen", "as per the ministry": whose words it goes by, not a rate ("per person")."""
        if not is_noun(noun) or is_time_noun(noun):
            return False
        definite = any(c.dep in ("det", "poss") for c in noun.lefts) or noun.tag in ("NNP", "NNPS", "NNS")
        opens = per.i == per.sentence.tokens[0].i or any(
            before.text in (",", "(", "—", "–") or before.lower == "as"
            for before in per.sentence.tokens[per.i - 1 - per.sentence.tokens[0].i :][:1]
        )
        return definite and opens and (is_document(noun) or self.can_speak(noun))

    def _has_it(self, verb: Token) -> Token | None:
        """ "A poll has Mwila on 49%", "modelling has the front reaching the town in three hours": who counts or foresees so."""
        subject = clause_subject(verb)
        if subject is None or subject is verb or not any(c.dep in ("dobj", "ccomp") for c in verb.children):
            return None
        if is_document(subject) and noun_name(subject) in cues("foretelling", "surveys"):
            return subject
        placed = [pobj(c) for c in verb.children if c.dep == "prep" and c.lower in ("on", "at")]
        share = any(inner is not None and inner.lower in ("%", "percent", "cent", "pc", "points") for inner in placed)
        obj = next((c for c in verb.children if c.dep == "dobj"), None)
        who = self.names.at(obj) if obj is not None else None
        named = (who is not None and who.label in ("PERSON", "ORG")) or (
            obj is not None and obj.tag == "PRP" and obj.lower in cues("he", "she")
        )
        counted = obj is not None and obj.lower in ("it", "that", "this") and any(placed)  # "has it at 40 jobs"
        if ((share and named) or counted) and self.can_speak(subject):
            return subject
        return None

    def _by_words(self, sentence: Sentence) -> Iterator[Reporting]:
        """Reporting clauses whose verb the parser took for a noun: "…, records show.", "A video claims that …"."""
        tokens = [t for t in sentence.tokens if any(c.isalnum() for c in t.text) or t.text == ","]
        last = tokens[-1] if tokens else None
        unsaid = last is not None and (last.tag in ("NN", "NNS") or not any(c.dep in SUBJECTS for c in last.children))
        if last is not None and unsaid and last.lower in cues("saying_forms"):
            comma = next(
                (k for k in range(len(tokens) - 2, max(len(tokens) - 11, 0), -1) if tokens[k].text == ","), None
            )
            inside = tokens[comma + 1 : -1] if comma is not None else []
            finite = any((t.pos in ("VERB", "AUX") and t.tag != "VBN") or t.tag == "CD" for t in inside)
            if inside and not finite:
                tie = next((k for k, t in enumerate(inside) if t.tag in ("IN", "VBN")), len(inside))
                nouns = [t for t in inside[:tie] if is_noun(t)]
                if nouns and (self.can_speak(nouns[-1]) or is_document(nouns[-1])):
                    yield Reporting(last, nouns[-1], "closing_words")
        for token, after in pairwise(sentence.tokens):
            # "Farmer Odile Brandt figures she will lose …"
            if (
                token.tag == "NNS"
                and after.tag == "PRP"
                and after.dep in SUBJECTS
                and token.lower in cues("saying_forms")
            ):
                named = next((c for c in token.lefts if c.i == token.i - 1 and self.names.at(c) is not None), None)
                if named is not None and self.can_speak(named):
                    yield Reporting(token, named, "claims_that")
        if sentence.root.pos in ("VERB", "AUX"):
            return
        for token, after in pairwise(sentence.tokens):
            if (
                token.tag == "NNS"
                and token.lower in cues("saying_forms")
                and after.lower == "that"
                and after.tag == "IN"
            ):
                nouns = [t for t in sentence.tokens if t.i < token.i and is_noun(t) and t.dep in ("ROOT", *SUBJECTS)]
                if nouns:
                    yield Reporting(token, nouns[0], "claims_that")

    def _speaker_of(self, verb: Token) -> Token | None:
        """The subject of a verb of saying that can speak; not the one of whom it is said ("he is said to")."""
        above = verb.head
        if verb.dep == "pcomp" and above.lower == "as" and above.head.pos == "VERB":
            # "he was quoted by the paper as saying": he says it
            return next((c for c in above.head.children if c.dep == "nsubjpass" and self.can_speak(c)), None)
        if verb_lemma(verb) == "quote" and any(c.lower == "as" for c in verb.children):
            return None
        if verb_lemma(verb) in cues("wishing") and not any(c.dep == "aux" and c.lower in WOULD for c in verb.children):
            return None  # "would like to see 10 years of data", not "likes"
        if verb.dep in ("xcomp", "advcl") and verb.tag == "VB" and any(c.dep == "auxpass" for c in above.children):
            return None  # "is understood to want four players": others say so of him
        if verb.dep == "acl" and verb.tag == "VBN" and above.is_root and above.i < verb.i and _opens_main_clause(verb):
            return above if self.can_speak(above) else None  # the parser took a past tense for a participle
        if verb.dep == "acl" and verb.tag == "VBN" and above.dep == "appos" and verb_lemma(verb) in cues("trailing"):
            # "…, a newspaper reported on Sunday.": a clause that the parser took for an apposition
            own = any(c.dep in ("agent", "dobj", "xcomp") for c in verb.children)
            return above if not own and (self.can_speak(above) or is_document(above)) else None
        if verb.tag == "VBN" and any(c.dep in ("auxpass", "nsubjpass") for c in verb.children):
            agent = next((c for c in verb.children if c.dep == "agent"), None)
            inner = pobj(agent) if agent is not None else None
            return inner if inner is not None and self.can_speak(inner) else None
        subject = clause_subject(verb)
        if subject is None or subject is verb:
            return self._right_before(verb)
        subject = self._speaking(self.names.past_dateline(subject), verb)
        if self.can_speak(subject) or _speaks_as_document(subject, verb):
            return subject
        # ", fire chief Dana Moss said,": the parser takes the speaker for an apposition to the noun before.
        beside = [c for c in subject.children if c.dep == "appos" and c.i < verb.i <= c.i + 2 and self.can_speak(c)]
        if beside:
            return beside[-1]
        strong = verb_lemma(verb) in cues("strong_saying") and (is_noun(subject) or subject.text[:1].isupper())
        strong = strong or (verb_lemma(verb) in cues("willing") and _may_will(subject))
        ok = not is_number_word(subject) and not is_time_noun(subject) and subject.lower not in cues("nobody")
        if strong and ok:
            return subject
        return None

    def _right_before(self, verb: Token) -> Token | None:
        """Who stands right before a finite verb of saying to which the parser ties no subject: "presiding Judge Ann Lee said",
        "At the hospital a surgeon, who asked not to be named, said"."""
        if verb.tag not in ("VBD", "VBZ") or verb_lemma(verb) not in cues("strong_saying"):
            return None
        tokens = verb.sentence.tokens
        at = verb.i - tokens[0].i
        before = tokens[at - 1] if at > 0 else None
        if before is None:
            return None
        mention = self.names.at(before)
        if mention is not None and mention.label in ("PERSON", "ORG") and mention.end == before.end:
            return before
        if before.text != ",":
            return None
        clause = next((t for t in reversed(tokens[max(0, at - MAX_TO_SUBJECT) : at - 1]) if t.dep == "relcl"), None)
        if clause is None or max(t.i for t in clause.subtree()) not in (before.i, before.i - 1):
            return None
        return clause.head if is_noun(clause.head) and self.can_speak(clause.head) else None

    def _speaking(self, subject: Token, verb: Token) -> Token:
        """The one who speaks where the subject counts them ("one of those filings") or the parser took a noun nearby for it."""
        if subject is verb.head and any(c.lower == "who" and c.dep == "nsubj" for c in verb.children):
            return self._person_above(subject)
        if subject.lower in cues("clock_halves"):  # "women queueing since 5 a.m. said"
            others = [c for c in verb.children if c.dep in SUBJECTS and c is not subject and c.i < subject.i]
            return others[-1] if others else subject
        if is_number_word(subject) or subject.lower in cues("partitives"):
            of = next((c for c in subject.children if c.dep == "prep" and c.lower == "of"), None)
            inner = pobj(of) if of is not None else None
            if inner is not None and is_noun(inner) and (self.can_speak(inner) or is_document(inner)):
                return inner
        return subject

    def _person_above(self, noun: Token) -> Token:
        """Whom "who" stands for: the noun it hangs on, or the person whose phrase that noun ends ("the head of its eastern
        command, who", "Ann Lee, an analyst at Sankofa Securities, who")."""
        token = noun
        for _ in range(MAX_TO_PERSON):
            if is_noun(token):
                mention = self.names.of_phrase(token)
                name = noun_name(token)
                if mention is not None and mention.label == "PERSON":
                    return token
                person = mention is None and (wordnet.is_person(name) or name in cues("heads"))
                if person and not (token.dep == "appos" and self.names.at(token.head) is not None):
                    return token
            if token.is_root or token.dep not in ("pobj", "prep", "appos", "compound", "conj"):
                break
            token = token.head
        return noun

    def can_speak(self, noun: Token) -> bool:
        """A person, a body, a pronoun for them; not a thing."""
        lower = noun.lower
        if is_anaphor(noun):
            return lower in cues("he", "she", "we", "they") | {"it", "its", "who"}
        if lower in cues("nobody") or is_number_word(noun):
            return False
        mention = self.names.of_phrase(noun)
        if mention is not None:
            return mention.label in ("PERSON", "ORG", "GPE", "NORP")
        if not is_noun(noun):
            return False
        name = noun_name(noun)
        if name in cues("bodies", "polities", "heads") or wordnet.is_person(name):
            return True
        if not wordnet.senses(name) and name.endswith(("er", "or", "ist", "ian")):
            return True  # "forecasters": a doer that the dictionary lacks
        return wordnet.category(name) in ("person", "group") or noun.tag in ("NNP", "NNPS")


def _opens_main_clause(verb: Token) -> bool:
    """True if a sentence has no finite main verb but this form, with what a verb of saying takes behind it: "Its agency
    estimated in a report that 40,000 people needed shelter"."""
    if any(c.dep == "agent" for c in verb.children) or any(t.lower == "by" for t in verb.rights):
        return False
    following = verb.sentence.tokens[verb.i + 1 - verb.sentence.tokens[0].i :][:MAX_TO_THAT]
    return any(t.lower == "that" and t.dep == "mark" for t in following)


def _asks_for(verb: Token) -> bool:
    """ "is pushing for a cap", "campaigns for": with its preposition, who asks says what is asked for."""
    ties = load_yaml("speech")["asking"].get(verb_lemma(verb), ())
    return any(c.dep == "prep" and c.lower in ties for c in verb.children)


def _says_with(verb: Token) -> bool:
    """True unless the verb says something only with a particle or a clause that it lacks: "works out that", "figures she will"."""
    name = verb_lemma(verb)
    if name == "slip":
        return verb_lemma(verb.head) == "let"  # "let slip that 40 had gone"
    particles = load_yaml("speech")["with_particle"].get(name)
    if particles is not None:
        if any(c.lower in particles and c.dep in ("prt", "advmod") for c in verb.children):
            return True
        if name not in cues("with_clause"):
            return False
    if name in cues("with_clause"):
        return any(c.dep == "ccomp" for c in verb.children) or verb.dep == "parataxis"
    return True


def _may_will(noun: Token) -> bool:
    """True for a noun with a sense of person or body, and for one that no dictionary has ("the samiti wants")."""
    if not is_noun(noun):
        return False
    kinds = wordnet.categories(noun_name(noun))
    return not kinds or any(kind in ("person", "group") for kind in kinds[:MAX_SENSES])


def is_document(noun: Token) -> bool:
    """A text, a record, a study, an image: what can tell a figure."""
    if not is_noun(noun):
        return False
    name = noun_lemma(noun).lower()
    return name in cues("documents") or (noun.tag == "NNS" and name in cues("documents_in_plural"))


def clause_subject(verb: Token, depth: int = 4) -> Token | None:
    """The subject of a verb, its own or the one it shares."""
    for _ in range(depth):
        # The last of two is the inverted one: '"More like £30,000," said a union official'.
        for child in reversed(verb.children):
            if child.dep in ("nsubj", "nsubjpass"):
                if any(
                    c.lower == "of" and (p := pobj(c)) is not None and p.lower in ("which", "whom")
                    for c in child.rights
                ):
                    continue  # "An audit, a copy of which was seen by us, found"
                relative = verb.dep in ("relcl", "acl")
                if relative and child.lower in ("that", "which", "who"):
                    return verb.head
                if relative and any(c.lower == "who" and c.dep == "nsubj" for c in verb.children):
                    continue  # "who before the vote spoke of"
                return child
        if verb.dep in ("conj", "xcomp", "advcl", "aux") and verb.head.pos in ("VERB", "AUX"):
            verb = verb.head
            continue
        if verb.dep in ("relcl", "acl") and is_noun(verb.head) and verb.tag != "VBN":
            return verb.head
        return None
    return None


def _speaks_as_document(noun: Token, verb: Token) -> bool:
    name = verb_lemma(verb)
    if is_document(noun):
        return name in cues("document_verbs", "asking_to", "strong_saying")
    # "the edict says": what the dictionary knows as a message first
    return (
        is_noun(noun)
        and name in cues("strong_saying", "worded")
        and wordnet.category(noun_name(noun)) == "communication"
    )
