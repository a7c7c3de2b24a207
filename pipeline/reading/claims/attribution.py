"""Who says it: the outermost speaker, document or body that the text credits with a figure.

Three ways of crediting are read: by grammar (the figure stands in what a verb of saying has as its clause, its object
or its quotation), by phrase ("according to", "in a memo", a lead-in with a colon), and by continuation (a quotation
that goes on, a speaker's second sentence). Nobody is credited where the language credits nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from pipeline.reading import wordnet
from pipeline.reading.claims.antecedent import movements
from pipeline.reading.claims.attribution_evidence import Asked, Said, ask
from pipeline.reading.claims.attribution_interview import Interview
from pipeline.reading.claims.attribution_voices import Voices
from pipeline.reading.claims.attribution_weigh import Weigher, likeliest
from pipeline.reading.claims.context import make_context
from pipeline.reading.claims.lists import leading
from pipeline.reading.claims.names import Name, Names, cues, noun_name
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, is_number_word, noun_lemma, pobj, verb_lemma
from pipeline.reading.claims.quotes import Quote, Quotes
from pipeline.reading.claims.reports import MAX_SENTENCE, Reporting, Reports, clause_subject, is_document
from pipeline.reading.claims.speakers import MAX_INTRO, Speakers, is_speech
from pipeline.reading.claims.status_rules.verbs import by_outlook
from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.numbers.quantity import Quantity
from pipeline.reading.parse import Document, Paragraph, Sentence, Token

MAX_CLIMB = 24
MAX_NEAR = 9  # tokens
MAX_LEAD_IN = 30  # tokens before the colon that leads in what a message says
CLOCK = re.compile(r"\d{1,2}([.:]\d\d)?\s*([ap]\.?m\.?)?$", re.IGNORECASE)
STATEMENT_TIES = frozenset({"prep", "acl", "relcl", "nummod", "appos", "compound", "amod", "attr", "acomp", "npadvmod"})
STANDING = frozenset({"be", "come", "add", "stand", "remain", "reach", "rise", "climb"})
outlook = partial(word_set, "status")
BREAKS = frozenset({";", ":", "—", "–", "“", "”", '"', "(", ")"})
MAX_TO_THAT = 6  # tokens between a verb of saying and its "that": whom it is said to
CONTRASTS = frozenset({"though", "although", "while", "whereas"})


class Credit(NamedTuple):
    """Who says a figure: name, entity, rule; `inner` is the speaker nearest to it where there are several."""

    name: str | None
    entity_id: str | None
    rule: str | None
    inner: str | None = None


NOBODY = Credit(None, None, None)
UNNAMED = Credit(None, None, "unnamed_speaker")  # somebody says it whom the text doesn't name: "our survey", "it says"


class Attribution:
    """The credits of a document, asked quantity by quantity in text order."""

    def __init__(self, document: Document, names: Names, quotes: Quotes, weigher: Weigher = likeliest) -> None:
        self.document = document
        self.names = names
        self.quotes = quotes
        self.weigher = weigher
        self.reports = Reports(names)
        self.speakers = Speakers(document, names, quotes, self.reports)
        self.interview = Interview(document, names, quotes)
        self.voices = Voices(document, names, quotes, self.reports, self.speakers)
        self._credited: list[Said] = []
        self._asked = 0

    def of(self, quantity: Quantity, paragraph: Paragraph) -> Credit:
        """Who says a figure."""
        quote = self.quotes.around(quantity.start, quantity.end)
        if quote is not None and not is_speech(self.document.text, quote):
            # A few words in marks belong to the clause that they are part of.
            chain = [r for r in self._chain(quantity) if self.quotes.around(r.verb.start, r.verb.end) is None]
            if chain:
                return self.credit(chain[-1].speaker, "quoted_words", None)
        if quote is not None:
            speaker = self.speakers.of(quote)
            inner = self._in_quote(quantity, quote)
            if speaker is not None:
                return self.credit(speaker, "direct_speech", inner)
            if inner is not None:
                return self.credit(inner, "direct_speech_inner", None)
        if len(quantity.sentence.tokens) > MAX_SENTENCE:
            return NOBODY
        chain = list(self._chain(quantity)) or self._of_whom(quantity)
        if chain:
            outer = chain[-1]
            inner = chain[0].speaker if len(chain) > 1 else None
            credit = self.credit(outer.speaker, outer.rule, inner)
            return credit if credit.name is not None else self._answered(paragraph) or UNNAMED
        return (
            self._after_colon(quantity)
            or self._led_in(quantity, paragraph)
            or self._in_document(quantity)
            or self._listed(paragraph)
            or self._survey_goes_on(quantity, paragraph)
            or self._answered(paragraph)
            or NOBODY
        )

    def free_indirect(self, quantity: Quantity, paragraph: Paragraph) -> Credit:
        """ "The board said profit fell. Sales would recover in May.": a "would" without "if" goes on with what was said."""
        index = quantity.sentence.index
        if index == 0:
            return NOBODY
        reports = self.reports.of(paragraph.parse.sentences[index - 1])
        past = [r for r in reports if r.verb.tag in ("VBD", "VBN") and verb_lemma(r.verb) in cues("strong_saying")]
        if not past or self.quotes.within(*self._span(paragraph, index - 1)):
            return NOBODY
        return self.credit(past[-1].speaker, "free_indirect_speech", None)

    def likely(self, asked: Asked) -> Credit:
        """Who likely says a figure that no construction credits."""
        voice = self.weigher(asked, self.voices)
        return self.credit(voice.token, f"likely_{voice.kind}", None) if voice is not None else NOBODY

    def ask(self, quantity: Quantity, status: str) -> Asked:
        """What is to be weighed of a figure."""
        place = self.voices.place(quantity.sentence)
        return ask(quantity, place, status, self._credited, self._asked, self.voices)

    def note(self, quantity: Quantity, credit: Credit) -> None:
        """Keep to whom a construction credits a figure: later ones may be theirs too."""
        self._asked += 1
        if credit.name is not None:
            self._credited.append(Said(self.voices.place(quantity.sentence).order, credit.name))

    @staticmethod
    def _span(paragraph: Paragraph, index: int) -> tuple[int, int]:
        sentence = paragraph.parse.sentences[index]
        return sentence.start, sentence.end

    def _survey_goes_on(self, quantity: Quantity, paragraph: Paragraph) -> Credit | None:
        """ "A survey found that 60% read blogs. Only 7% had written one.": shares right after a survey's are the survey's."""
        if quantity.kind not in ("percent", "ratio") or quantity.change is not None or quantity.sentence.index == 0:
            return None
        if self.reports.of(quantity.sentence) and not _is_answer(quantity):
            return None
        before = paragraph.parse.sentences[quantity.sentence.index - 1]
        if self.quotes.within(before.start, before.end):
            return None
        reports = self.reports.of(before)
        asked = before.root
        if verb_lemma(asked) in cues("surveying") and _is_answer(quantity):
            subject = clause_subject(asked)  # "The college surveyed 700 staff. Two-thirds had thought of leaving."
            return self.credit(subject, "survey_goes_on", None) if subject and self.reports.can_speak(subject) else None
        surveys = [r for r in reports if is_noun(r.speaker) and noun_name(r.speaker) in cues("surveys")]
        if len(surveys) != 1 or len(reports) != 1:
            return None
        return self.credit(surveys[0].speaker, "survey_goes_on", None)

    def _answered(self, paragraph: Paragraph) -> Credit | None:
        """What an answer of an interview says is said by whoever answers."""
        answerer = self.interview.answerer
        if answerer is None or not self.interview.answers(paragraph):
            return None
        return self.credit(answerer, "answer", None)

    def _listed(self, paragraph: Paragraph) -> Credit | None:
        """ "The ministry said:" and then points, a line each: what leads the list in says them all."""
        sentence = leading(self.document, paragraph)
        if sentence is None:
            return None
        reports = self.reports.of(sentence)
        speaker = reports[-1].speaker if reports else self._message_from(sentence.tokens)
        return self.credit(speaker, "list_led_in", None) if speaker is not None else None

    def credit(self, speaker: Token, rule: str, inner: Token | None) -> Credit:
        name = self._named(speaker)
        if name.rule == "pronoun_unresolved":
            return NOBODY
        nearest = self.names.name(inner) if inner is not None else None
        apart = nearest is not None and nearest.rule != "pronoun_unresolved" and nearest.text != name.text
        within = nearest.text if nearest is not None and apart else None
        return Credit(name.text, name.entity_id, f"{rule}/{name.rule}", within)

    def _named(self, speaker: Token) -> Name:
        """The speaker's name; a document that a pronoun owns is named by its owner: "Halvex's last annual report"."""
        name = self.names.name(self._author(speaker))
        owner = next((c for c in speaker.lefts if c.tag == "PRP$" and c.lower not in cues("we")), None)
        if owner is None or name.rule != "noun_phrase" or not is_document(speaker):
            return name
        whose = self.names.name(owner)
        if whose.rule == "pronoun_unresolved":
            return name
        return Name(f"{whose.text}'s {name.text}", None, name.rule)

    def _author(self, speaker: Token) -> Token:
        """ "according to its estimate": whoever "its" stands for; else the speaker itself."""
        if not is_noun(speaker) or noun_name(speaker) not in cues("statements") - cues("written"):
            return speaker
        owner = next((c for c in speaker.lefts if c.dep == "poss" and c.tag == "PRP$"), None)
        named = self.names.resolve(owner) if owner is not None and owner.lower not in cues("we") else None
        return named if named is not None and self.reports.can_speak(named) else speaker

    def speaker_token(self, quantity: Quantity) -> Token | None:
        """The speaker of the quotation around a figure: whom "I" and "we" in it stand for."""
        quote = self.quotes.around(quantity.start, quantity.end)
        return self.speakers.of(quote) if quote is not None else None

    def _in_quote(self, quantity: Quantity, quote: Quote) -> Token | None:
        """A reporting clause within the quotation itself: "The nurse told me: you're on 130 units"."""
        if len(quantity.sentence.tokens) > MAX_SENTENCE:
            return None
        chain = [r for r in self._chain(quantity) if quote.start <= r.verb.start < quote.end]
        return chain[0].speaker if chain and chain[0].speaker.lower not in cues("we") else None

    def _chain(self, quantity: Quantity) -> Iterator[Reporting]:
        """The reporting clauses that hold a figure, innermost first."""
        context = make_context(quantity)
        reports = {r.verb.i: r for r in self.reports.of(quantity.sentence)}
        found: list[Reporting] = []
        for token, child in _path(context.top):
            if child is token:
                continue
            if token.pos in ("VERB", "AUX"):
                report = reports.get(token.i)
                if report is not None and self._holds(report, child, quantity):
                    found.append(report)
                elif verb_lemma(token) in STANDING and child.dep in ("attr", "prep", "acomp", "dobj"):
                    # "Analysts' forecasts were for 66 cents"
                    said = next((c for c in token.children if c.dep == "nsubj" and c is not child), None)
                    owner = self._owner_of_statement(said, child) if said is not None and is_noun(said) else None
                    if owner is not None:
                        found.append(Reporting(token, owner, "noun_of_saying"))
                elif child.dep == "ccomp" and verb_lemma(token) == "be":
                    # "Arkwright's reply was that 70% …"
                    said = next((c for c in token.children if c.dep == "nsubj"), None)
                    owner = _owner(said) if said is not None else None
                    if said is not None and owner is not None and noun_name(said) in cues("statements", "replies"):
                        if self.reports.can_speak(owner):
                            found.append(Reporting(token, owner, "noun_of_saying"))
            elif is_noun(token) and token.i not in context.inside:
                owner = self._owner_of_statement(token, child)
                if owner is not None:
                    found.append(Reporting(token, owner, "noun_of_saying"))
        for report in reports.values():
            if report.rule != "reporting_clause":
                if self._covers(report, quantity):
                    found.append(report)
            elif report not in found and (self._trails(report, quantity) or self._interrupts(report, quantity)):
                found.append(report)
        found = _up_to_coordination(found, context.top)
        if not found:
            found = [r for r in reports.values() if self._follows(r, quantity)]
        if not found:
            found = self._given_in(context.top)
        if not found:
            found = self._as_clause(context.top)
        if not found:
            found = self._said_that(quantity)
        if not found and (cited := self._cited(context.top)) is not None:
            found.append(cited)
        yield from dict.fromkeys(found)

    def _said_that(self, quantity: Quantity) -> list[Reporting]:
        """ "told councillors that 94% of searches were recorded": all that follows "that" is said, whatever the parser ties
        it to, up to where something else is set against it."""
        tokens = quantity.sentence.tokens
        base, first = tokens[0].i, quantity.tokens[0].i
        for report in reversed(self.reports.of(quantity.sentence)):
            verb = report.verb
            if (
                report.rule != "reporting_clause"
                or verb.i > first
                or verb_lemma(verb) not in cues("strong_saying", "willing")
            ):
                continue
            behind = tokens[verb.i + 1 - base : verb.i + 1 + MAX_TO_THAT - base]
            that = next((t for t in behind if t.lower == "that" or t.text in BREAKS or t.pos == "VERB"), None)
            if that is None or that.lower != "that" or that.i > first:
                return []
            between = tokens[that.i + 1 - base : first - base]
            apart = any(t.text in BREAKS or t.lower in CONTRASTS or t.lower == "but" for t in between)
            return [] if apart or self._set_against(quantity) else [report]
        return []

    def _of_whom(self, quantity: Quantity) -> list[Reporting]:
        """ "settled on 187, of whom two-thirds were women": a part is credited as its whole is."""
        for token, _ in _path(make_context(quantity).top):
            for child in token.children:
                inner = pobj(child) if child.dep == "prep" and child.lower == "of" else None
                if inner is not None and inner.lower in ("whom", "which"):
                    earlier = [r for r in self.reports.of(quantity.sentence) if r.verb.i < child.i]
                    return earlier[-1:]
        return []

    def _holds(self, report: Reporting, child: Token, quantity: Quantity) -> bool:
        """True if the figure, reached through `child`, is in what the verb says."""
        verb, name = report.verb, verb_lemma(report.verb)
        if child is report.speaker or child.dep in (*SUBJECTS, "agent"):
            passive = child.dep == "nsubjpass" and verb.tag == "VBN"
            return passive and child is not report.speaker and name in cues("giving")
        if name == "have":
            return child.dep in ("dobj", "ccomp", "acl") or (child.dep == "prep" and child.lower in ("on", "at"))
        if name == "see":
            experts = noun_lemma(report.speaker).lower() in outlook("experts") and verb.tag in ("VBZ", "VBP", "VBG")
            if verb.tag in ("VBZ", "VBP") and child.dep == "dobj" and not is_number_word(child) and is_noun(child):
                return quantity.kind in ("percent", "money", "power") and not self._is_place(report.speaker)
            return experts or (child.dep != "prep" and by_outlook(make_context(quantity), verb, child) is not None)
        if child.dep in ("ccomp", "parataxis") or (child.dep == "dep" and child.pos in ("VERB", "AUX")):
            asked = any(c.dep == "mark" and c.lower in cues("asking_marks") for c in child.children)
            return not asked and not _parted(child, verb, quantity)
        if child.dep == "xcomp" and name in ("want", "like", "ask") and verb_lemma(child) in cues("learning"):
            return False  # "wants to know why 300 trees were cut"
        if child.dep == "xcomp":
            return name in cues("asking_to", "giving") if child.tag != "VBG" else name in cues("owning", "giving")
        if child.dep == "advcl" and child.tag == "VB" and child.i > verb.i and verb_lemma(child) == "be":
            return name in cues("giving")  # "calculated the needs for 2005 to be 387,500 tonnes"
        if child.dep == "advcl" and child.tag == "VBG" and child.i > verb.i and verb_lemma(child) in cues("adding_up"):
            # "confirmed 27 more cases, bringing the total to 312"
            return name in cues("giving") and any(c.dep in ("dobj", "ccomp") for c in verb.children)
        if child.dep == "advcl":
            # The parser takes what comes before "…, he said" for an adverbial clause at times.
            return child.i < verb.i and name in cues("trailing") and not any(c.dep == "mark" for c in child.children)
        if child.dep == "dobj" and name == "reject" and is_noun(child):
            return noun_name(child) not in cues("requests")  # those who ask said it, not who rejects
        if name == "accuse" and _in_supplement(quantity, verb):
            return (
                False  # "accused him of sowing fear in Rome, where 75,000 people marched": the charge ends at the comma
            )
        if child.dep == "dobj" and name == "accuse":
            return any(c.dep == "prep" and c.lower == "of" for c in child.children)
        if child.dep == "dobj" and name in cues("telling") and any(c.dep == "dative" for c in verb.children):
            return True  # "told them the job paid $40": the parser takes what is told for a thing
        if child.dep == "dobj" and name in load_yaml("speech")["placing"] and self._placed_below(name, child, quantity):
            return True
        if child.dep == "dative":
            return is_document(report.speaker) and quantity.kind == "percent"  # "a poll gave the party 40 per cent"
        if child.dep in ("dobj", "attr", "oprd", "npadvmod", "nummod", "acomp"):
            if name in ("log", "tally"):
                return quantity.kind == "count"
            if name in cues("checking") or (name == "give" and noun_name(child) in cues("odds")):
                return True
            if name in cues("giving_documents"):
                finder = is_noun(report.speaker) and noun_name(report.speaker) in cues("finders")
                return is_document(report.speaker) or (finder and name in cues("finding"))
            return name in cues("giving")
        if child.dep == "prep":
            if child.i > verb.i and self._adds_to_object(report, child):
                return (
                    True  # "forecast a bigger move, to 29%", "accounts show income of 212 million, against 340 million"
                )
            if child.lower in ("in", "by") and _says_what(pobj(child), quantity):
                return True  # "estimated in a situation report that 40,000 people needed shelter"
            if child.lower in load_yaml("speech")["placing"].get(name, ()):
                return name not in cues("revising") or self._revises(verb)
            if child.lower in cues("placed_near") and name in load_yaml("speech")["placing"]:
                return name not in cues("revising")
            if child.lower in load_yaml("speech")["asking"].get(name, ()):
                return quantity.kind != "duration" or not any(c.dep == "dobj" for c in verb.children)
            if child.lower == "of" and name == "accuse":
                return True
            if child.lower == "for" and name == "hold" and any(c.lower == "out" for c in verb.children):
                return True  # "holding out for 9 percent"
            if child.lower == "with" and name == "come":
                return True  # "came up with £8.5m"
            if child.lower == "with" and name in cues("giving") and name not in cues("giving_documents"):
                return any(c.dep == "dobj" for c in verb.children)
            return child.lower in ("of", "about") and name in cues("speaking_of")
        if child.dep in ("advmod", "acomp", "oprd") and child.lower in cues("placed_near"):
            return name in load_yaml("speech")["placing"] and name not in cues("revising")
        if child.dep != "conj":
            return False
        if any(c.dep == "mark" and c.lower == "that" for c in child.children) or _opens_with_that(child, verb):
            return True
        # "The tallies show …, and on two weekends they recorded fewer": what a document shows goes on after "and".
        joint = next((c.lower for c in verb.children if c.dep == "cc" and c.i < child.i), None)
        return is_document(report.speaker) and joint == "and" and not self._speaks(child)

    @staticmethod
    def _placed_below(name: str, obj: Token, quantity: Quantity) -> bool:
        """ "put the number who have fled at 40,000": the parser ties the phrase to a verb within the object."""
        ties = load_yaml("speech")["placing"][name]
        return any(
            child.dep == "prep" and child.lower in ties and child.i > obj.i and token.i > obj.i
            for token, child in _path(make_context(quantity).top)
        )

    def _adds_to_object(self, report: Reporting, prep: Token) -> bool:
        """A phrase that measures the object of a verb of giving, tied by the parser to the verb."""
        name = verb_lemma(report.verb)
        if name not in cues("giving") or (name in cues("giving_documents") and not is_document(report.speaker)):
            return False
        obj = next((c for c in report.verb.children if c.dep in ("dobj", "xcomp", "ccomp")), None)
        if obj is None or obj.i > prep.i:
            return False
        if prep.lower in cues("against") or (prep.lower == "at" and is_document(report.speaker)):
            return True
        inner = pobj(prep)
        if prep.lower in ("at", "for", "with") and inner is not None and noun_lemma(inner).lower() in cues("prices"):
            return True  # "recommends hiring 25, at a cost of 18 million"
        moves = noun_lemma(obj).lower() in movements() | cues("moves")
        return moves and prep.lower in ("to", "of", "from", "by")

    def _speaks(self, token: Token) -> bool:
        """True if a clause has a reporting verb of its own."""
        return any(r.verb is token for r in self.reports.of(token.sentence))

    def _revises(self, verb: Token) -> bool:
        """ "lowered its estimate of the harvest to 16.8 million tonnes"."""
        obj = next((c for c in verb.children if c.dep == "dobj"), None)
        if obj is not None and obj.lower in ("it", "that", "this"):
            return verb_lemma(verb) in cues("correcting")  # "has since corrected that to 40"
        return obj is not None and noun_lemma(obj).lower() in cues("statements", "tolls")

    def _owner_of_statement(self, noun: Token, child: Token) -> Token | None:
        """ "the bank's forecast of 5%", "an estimate by police of 300", "the median forecast in a poll of brokers"."""
        if child.dep not in STATEMENT_TIES:
            return None
        if any(c.dep == "amod" and c.lower in cues("stated") for c in noun.lefts):
            owner = next((c for c in noun.lefts if c.dep == "poss"), None)  # "the state's recommended ceiling"
            if owner is not None and (child.dep == "attr" or child.lower in ("of", "at")):
                return owner if self.reports.can_speak(owner) else None
        if noun_name(noun) not in cues("statements"):
            return self._restater(noun)
        if noun_name(noun) in cues("measures") and any(c.dep in ("compound", "amod") for c in noun.lefts):
            return None  # "Germany's unemployment figure rose to 5 million": measured, not said
        for part in noun.children:
            owner = part if part.dep == "poss" else None
            if part.dep in ("prep", "agent") and part.lower in ("by", "from", "of", "in", "among"):
                owner = pobj(part)
            if owner is None or owner is child or not is_noun(owner):
                continue
            if part is child and part.lower != "by":
                continue  # "an estimate by the union of 5,000": "of" may hang on the union
            if (part.lower != "in" and self.reports.can_speak(owner)) or (part.lower != "of" and is_document(owner)):
                return owner
        return self._giver_of_statement(noun, child) or self._restater(noun)

    def _restater(self, noun: Token) -> Token | None:
        """ "stuck to the target of 780,000", "brushed aside talk of 500 job cuts": who holds to what is said, or waves it away."""
        name = noun_name(noun)
        if name not in cues("statements", "tolls", "rumours") or noun.dep not in ("dobj", "pobj"):
            return None
        verb = noun.head if noun.dep == "dobj" else noun.head.head
        if verb.pos != "VERB" or name in cues("measures"):
            return None
        tied = None if noun.dep == "dobj" else noun.head.lower
        does = verb_lemma(verb)
        holds = does in (cues("restating") if tied is None else load_yaml("speech")["holding_to"]) and (
            tied is None or tied in load_yaml("speech")["holding_to"][does]
        )
        waves = tied is None and name in cues("rumours") and does in cues("dismissing")
        subject = clause_subject(verb) if holds or waves else None
        return subject if subject is not None and self.reports.can_speak(subject) else None

    def _giver_of_statement(self, noun: Token, child: Token) -> Token | None:
        """ "The department gave a count of 71": the subject of the verb that a noun of saying is the object of."""
        verb = noun.head
        if noun.dep != "dobj" or child.dep != "prep" or child.lower != "of" or verb_lemma(verb) not in cues("stating"):
            return None
        subject = clause_subject(verb)
        return subject if subject is not None and self.reports.can_speak(subject) else None

    def _covers(self, report: Reporting, quantity: Quantity) -> bool:
        """ "according to X", "by X's reckoning": over the sentence that it opens, else over the clause it stands in."""
        phrase = report.verb
        if report.rule == "claims_that":
            return quantity.start > phrase.start and _no_break(quantity.sentence, phrase.i, quantity.tokens[0].i)
        if report.rule == "closing_words":
            return quantity.end <= report.speaker.start and _no_break(
                quantity.sentence, quantity.tokens[-1].i, report.speaker.i
            )
        tokens = quantity.sentence.tokens
        first = next((t for t in tokens if t.text[:1].isalnum()), tokens[0])
        if quantity.tokens[0] in report.speaker.subtree():
            return False
        if phrase.i - first.i <= 2:
            return not self._set_against(quantity)
        if quantity.tokens[0].i < phrase.i:
            return _no_break(quantity.sentence, quantity.tokens[0].i, phrase.i)
        verb = next((t for t in phrase.ancestors() if t.pos in ("VERB", "AUX")), None)
        for token, child in _path(make_context(quantity).top):
            if token is verb:
                # "…, according to a review, and conservationists want 30%": the second clause is its subject's own
                apart = child.dep == "conj" or (
                    child.dep == "advcl" and any(c.dep == "mark" and c.lower in CONTRASTS for c in child.children)
                )
                return not (apart and any(c.dep in SUBJECTS for c in child.children))
        return False

    def _trails(self, report: Reporting, quantity: Quantity) -> bool:
        """ "…, police said": a reporting clause at the sentence's end, whatever the parser made of it."""
        if report.rule != "reporting_clause" or quantity.start > report.verb.start:
            return False
        verb, speaker = report.verb, report.speaker
        if verb_lemma(verb) not in cues("trailing") or quantity.tokens[0] in speaker.subtree():
            return False  # "…, Sharma, 23, said"
        heard = verb_lemma(verb) in cues("telling")
        if any(c.i > verb.i and (c.dep == "ccomp" or (c.dep == "dobj" and not heard)) for c in verb.children):
            return False
        opening = min(verb.i, min((t.i for t in speaker.subtree()), default=verb.i))
        tokens = quantity.sentence.tokens
        before = tokens[opening - 1 - tokens[0].i] if opening > tokens[0].i else None
        if before is None or before.text not in (",", "”", '"', "’", "–", "—"):
            return False
        last = max(t.i for t in verb.subtree() if t.i >= verb.i and (t.head is verb or t is verb))
        between = _no_break(quantity.sentence, quantity.tokens[-1].i, opening)
        return between and last >= opening

    def _interrupts(self, report: Reporting, quantity: Quantity) -> bool:
        """ "The blaze, fire chief Dana Moss said, destroyed 30 homes": the clause in commas speaks the one around it."""
        verb = report.verb
        if report.rule != "reporting_clause" or quantity.start < verb.start or verb_lemma(verb) not in cues("trailing"):
            return False
        tokens = quantity.sentence.tokens
        at = verb.i - tokens[0].i
        after = next((k for k in range(at + 1, min(at + 5, len(tokens))) if tokens[k].text == ","), None)
        opening = next((k + 1 for k in range(at - 1, max(at - 10, -1), -1) if tokens[k].text == ","), 0)
        if after is None or opening < 1:
            return False
        if any(c.dep in ("ccomp", "dobj") and c.i > tokens[after].i for c in verb.children):
            return False
        if self._set_against(quantity):
            return False
        if verb.is_root:  # "X won 52 percent, a poll showed, to 46 percent for Y": what follows hangs on the verb
            return any(c.dep == "ccomp" and c.i < verb.i for c in verb.children) and any(
                t is verb and child.dep == "prep" and child.i > tokens[after].i
                for t, child in _path(make_context(quantity).top)
            )
        for token, child in _path(make_context(quantity).top):
            own = child.dep == "conj" and child is not token and any(c.dep in SUBJECTS for c in child.children)
            if (
                own
                and not (verb.tag == "VBD" and (_is_backshifted(child) or _takes_up(child)))
                # "Takings are down, she says, and her staff work 50 hours": "and" goes on with what is said
                and not (self._joined_by_and(token, child) and not self._speaks(child))
            ):
                return False  # but "The army had sent 50, he added, and a hospital would open on Monday"
            if token is verb.head or token is verb.head.head:
                return True
        return False

    def _set_against(self, quantity: Quantity) -> bool:
        """ "By her count 260 have gone, though the trust insists on 190": the contrast has a speaker of its own."""
        return any(
            child.dep == "advcl"
            and self._speaks(child)
            and any(c.dep == "mark" and c.lower in CONTRASTS for c in child.children)
            for _, child in _path(make_context(quantity).top)
        )

    def _is_place(self, noun: Token) -> bool:
        """ "London sees more rain": no outlook."""
        mention = self.names.of_phrase(self.names.resolve(noun) or noun)
        return mention is not None and mention.label in ("GPE", "LOC", "FAC")

    @staticmethod
    def _joined_by_and(clause: Token, second: Token) -> bool:
        joints = [c.lower for c in clause.children if c.dep == "cc" and c.i < second.i]
        return joints[-1:] == ["and"]

    def _follows(self, report: Reporting, quantity: Quantity) -> bool:
        """ "the 66 cents analysts had expected": the figure is what they said, right before them."""
        verb, speaker = report.verb, report.speaker
        if report.rule != "reporting_clause" or speaker.start < quantity.end or verb.start < speaker.start:
            return False
        if quantity.tokens[0] in speaker.subtree():
            return False  # "The agency's 60-strong team looked into it"
        if any(c.dep in ("dobj", "ccomp", "xcomp") and c.lower not in ("that", "which") for c in verb.children):
            return False
        tokens = quantity.sentence.tokens
        between = tokens[quantity.tokens[-1].i + 1 - tokens[0].i : verb.i - tokens[0].i]
        if any(t.dep == "mark" and t.lower != "that" for t in between):
            return False  # "four years while he looked after the books"
        return len(between) <= MAX_NEAR and not any(
            (t.pos == "VERB" or t.tag in ("CD", "CC") or t.text in (",", ";", ":", "(", ")", "—", "–")) for t in between
        )

    def _given_in(self, top: Token) -> list[Reporting]:
        """ "the 3 lakh projected in the report", "the 40 deaths reported by doctors": a participle that tells who says so."""
        noun = top.head if top.dep in ("nummod", "quantmod") and is_noun(top.head) else top
        for verb in {top.i: top, noun.i: noun}.values():
            for part in verb.children:
                if part.dep != "acl" or part.tag != "VBN" or verb_lemma(part) not in cues("giving"):
                    continue
                for prep in part.children:
                    inner = pobj(prep) if prep.dep in ("prep", "agent") and prep.lower in ("in", "by") else None
                    if inner is None or not is_noun(inner):
                        continue
                    if is_document(inner) or (prep.lower == "by" and self.reports.can_speak(inner)):
                        return [Reporting(part, inner, "given_in")]
        return []

    def _as_clause(self, top: Token) -> list[Reporting]:
        """ "As the secretary told parliament, …", "…, as police put it": over the clause that it belongs to."""
        on_path = {token.i for token, _ in _path(top)}
        for report in self.reports.of(top.sentence):  # "the way she tells it, 40 will go"
            way = report.verb.head
            if report.verb.dep == "relcl" and way.lower == "way" and way.dep == "npadvmod" and way.head.i in on_path:
                return [report]
        for report in self.reports.of(top.sentence):
            verb = report.verb
            done = any(c.dep == "dobj" and c.lower != "it" for c in verb.children)
            done = done and verb_lemma(verb) not in cues("telling")
            if done or verb_lemma(verb) in cues("revising"):
                continue  # "fell 3% as the bank raised funds"
            if (
                verb.dep != "advcl"
                or verb.i in on_path
                or verb.head.i not in on_path
                or report.rule != "reporting_clause"
            ):
                continue
            opens = any(c.dep in ("mark", "advmod") and c.lower == "as" for c in verb.lefts)
            if opens and not any(c.dep in ("ccomp", "xcomp") for c in verb.children):
                return [report]
        return []

    def _cited(self, top: Token) -> Reporting | None:
        """ "…, citing seven weeks with almost no rain": the subject of the clause cites it."""
        for token, child in _path(top):
            if token.pos == "VERB" and child is not token and verb_lemma(token) == "cite":
                subject = clause_subject(token)
                if token.dep in ("advcl", "acl") and subject is not None and self.reports.can_speak(subject):
                    return Reporting(token, subject, "citing")
        return None

    def _after_colon(self, quantity: Quantity) -> Credit | None:
        """ "The company says that's nonsense: it pays 12 euros": what explains a statement is the speaker's as well."""
        tokens = quantity.sentence.tokens
        at = quantity.tokens[0].i - tokens[0].i
        colon = next((k for k in range(at - 1, 0, -1) if tokens[k].text in (":", ";", "“", "”", '"')), None)
        if colon is None or tokens[colon].text != ":":
            return None
        reports = self.reports.of(quantity.sentence)
        before = [r for r in reports if r.verb.i < tokens[colon].i and verb_lemma(r.verb) in cues("strong_saying")]
        if not before or any(r.verb.i > tokens[colon].i for r in reports):
            return None
        clause = any(c.dep in ("ccomp", "dobj") and c.i < tokens[colon].i for c in before[-1].verb.children)
        return self.credit(before[-1].speaker, "after_colon", None) if clause else None

    def _in_document(self, quantity: Quantity) -> Credit | None:
        """ "In a survey of nurses, 60 percent had …": a document that the sentence opens with."""
        tokens = [t for t in quantity.sentence.tokens if any(c.isalnum() for c in t.text)]
        if len(tokens) < 4 or tokens[0].lower not in ("in", "on", "by") or tokens[0].dep != "prep":
            return None
        noun = pobj(tokens[0])
        if noun is None or not is_noun(noun) or noun_name(noun) not in cues("documents_that_open"):
            return None
        inside = {t.i for t in noun.subtree()}
        return None if quantity.tokens[0].i in inside else self.credit(noun, "in_document", None)

    def _led_in(self, quantity: Quantity, paragraph: Paragraph) -> Credit | None:
        """ "The forecast: another 40-60mm of rain": a document or speaker with a colon before."""
        tokens = quantity.sentence.tokens
        first = quantity.tokens[0].i - tokens[0].i
        far = next((k for k in range(min(first, MAX_LEAD_IN)) if tokens[k].text == ":"), None)
        if far is not None and (sender := self._message_from(tokens[:far])) is not None:
            return self.credit(sender, "lead_in", None)
        colon = far if far is not None and far < MAX_INTRO else None
        opening = tokens[:colon] if colon is not None else []
        if colon is None and quantity.sentence.index > 0:
            before = paragraph.parse.sentences[quantity.sentence.index - 1].tokens
            if before and before[-1].text == ":" and len(before) <= MAX_INTRO:
                opening = before[:-1]
        nouns = [t for t in opening if is_noun(t)]
        label = " ".join(t.lower for t in opening)
        if not nouns or len(opening) > 6 or label in cues("own_labels"):
            return None
        head = nouns[-1]
        name = noun_name(head)
        message = next((t for t in nouns if noun_name(t) in cues("messages")), None)
        if message is not None and message is not head:
            sent = next((c for c in message.rights if c.lower in ("from", "by")), None)
            sender = pobj(sent) if sent is not None else None
            if sender is not None and sender.i <= head.i and self.reports.can_speak(sender):
                return self.credit(sender, "lead_in", None)
        owner = next((c for c in head.lefts if c.dep == "poss"), None)
        if owner is not None and name in cues("statements", "replies") and self.reports.can_speak(owner):
            return self.credit(owner, "lead_in", None)  # "Ann Lee's answer: 40 jobs"
        if name in cues("lead_ins") and opening[0].lower in ("the", "a"):
            return self.credit(head, "lead_in", None)
        headline = paragraph.role in ("title", "heading") and len(opening) <= 3
        if headline and (name in cues("documents") or name in cues("bodies") or wordnet.is_person(name)):
            return self.credit(head, "lead_in", None)  # "Police: 40 held", "Poll: 60% want change"
        mention = self.names.of_phrase(head)
        if mention is not None and mention.label == "PERSON" and len(nouns) <= 5:
            return self.credit(head, "lead_in", None)
        timed = bool(CLOCK.match(opening[0].text)) and len(tokens) > len(opening) + 4
        if timed and mention is not None and mention.label == "ORG":
            return self.credit(head, "lead_in", None)  # "6.20pm ESB Networks: 84,000 homes without power"
        return None

    def _message_from(self, opening: list[Token]) -> Token | None:
        """ "Some numbers from the council's Declan Foy, who is in charge: 14 roads shut": who sends what a colon leads in."""
        if len(opening) > MAX_LEAD_IN or any(t.pos in ("VERB", "AUX") and t.is_root for t in opening):
            return None
        for token in opening[:MAX_INTRO]:
            if is_noun(token) and noun_name(token) in cues("messages"):
                sent = next((c for c in token.rights if c.lower in ("from", "by")), None)
                sender = pobj(sent) if sent is not None else None
                told = sender is not None and (self.reports.can_speak(sender) or is_document(sender))
                return sender if told else None
        return None


def _opens_with_that(clause: Token, verb: Token) -> bool:
    """ "told the BBC that …, and that starts were up": the parser may take the second "that" for a pronoun."""
    joint = next((c for c in verb.children if c.dep == "cc" and c.i < clause.i), None)
    if joint is None or not any(c.dep == "ccomp" for c in verb.children):
        return False
    tokens = clause.sentence.tokens[joint.i + 1 - clause.sentence.tokens[0].i :]
    return (
        bool(tokens) and tokens[0].lower == "that" and len(tokens) > 1 and tokens[1].tag[:2] in ("NN", "DT", "PR", "VB")
    )


def _owner(noun: Token) -> Token | None:
    """Whose it is: "Arkwright's reply", "the word from Arkwright", "the fear among growers"."""
    for child in noun.children:
        if child.dep == "poss":
            return child
        if child.dep == "prep" and child.lower in ("from", "of", "among", "at") and (inner := pobj(child)) is not None:
            return inner
    return None


def _in_supplement(quantity: Quantity, verb: Token) -> bool:
    """True if the figure stands in a relative clause behind a comma, below the verb (Huddleston and Pullum, 12.4)."""
    if not quantity.tokens:
        return False
    tokens = verb.sentence.tokens
    for token in (quantity.tokens[0], *quantity.tokens[0].ancestors()):
        if token is verb:
            return False
        if token.dep == "relcl" and token.head.i < token.i:
            behind = token.head.i + 1 - tokens[0].i
            if behind < len(tokens) and tokens[behind].text == ",":
                return True
    return False


def _path(top: Token) -> Iterator[tuple[Token, Token]]:
    """The tokens above one, each with the child through which it is reached."""
    token = child = top
    for _ in range(MAX_CLIMB):
        yield token, child
        if token.is_root:
            return
        child, token = token, token.head


def _up_to_coordination(found: list[Reporting], top: Token) -> list[Reporting]:
    """Without the reports above a coordinated one: in "X said a and Y reported b", b is Y's alone."""
    verbs = {report.verb.i for report in found if report.rule == "reporting_clause"}
    inside = False
    for token, child in _path(top):
        apart = child.dep == "conj" or (
            child.dep == "advcl" and any(c.dep == "mark" and c.lower in CONTRASTS for c in child.children)
        )
        if inside and apart and any(c.dep == "nsubj" for c in child.children):
            above = {t.i for t in (token, *token.ancestors())}
            return [r for r in found if r.verb.i not in above or r.rule != "reporting_clause"]
        inside = token.i in verbs
    return found


def _parted(clause: Token, verb: Token, quantity: Quantity) -> bool:
    """A semicolon stands between the verb of saying and the figure: the parser joined two sentences."""
    at = quantity.tokens[0].i
    tokens = verb.sentence.tokens
    first, last = min(at, verb.i) - tokens[0].i, max(at, verb.i) - tokens[0].i
    depth = 0
    for token in tokens[first:last]:
        depth += (token.text in "([") - (token.text in ")]")
        if token.text == ";" and depth <= 0 and not any(t.text == ")" for t in tokens[last : last + 6]):
            return True
    return False


def _says_what(noun: Token | None, quantity: Quantity) -> bool:
    """True for a document whose own clause holds the figure."""
    if noun is None or not is_document(noun):
        return False
    return any(
        token.head is noun and token.dep in ("acl", "relcl", "ccomp") and any(c.lower == "that" for c in token.children)
        for token, _ in _path(make_context(quantity).top)
    )


def _takes_up(verb: Token) -> bool:
    """ "Fifty-two men had gone down, he said, and 41 walked out": a bare number goes on with what was counted."""
    return any(c.dep in SUBJECTS and (c.tag == "CD" or c.lower in ("none", "all", "both")) for c in verb.children)


def _is_answer(quantity: Quantity) -> bool:
    """ "40% said they watched less": the figure counts those who answered."""
    top = make_context(quantity).top
    return top.dep in SUBJECTS or (top.head.dep in SUBJECTS and top.dep == "nummod")


def _is_backshifted(verb: Token) -> bool:
    """A pluperfect or a "would": after a past tense of saying, what was said goes on (Quirk et al. 14.31)."""
    aux = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    return "would" in aux or ("had" in aux and verb.tag == "VBN")


def _no_break(sentence: Sentence, left: int, right: int) -> bool:
    """True if no full stop, semicolon or clause of its own ("but …") parts two tokens of a sentence."""
    base = sentence.tokens[0].i
    return not any(
        t.text in (";", ".", "!", "?") for t in sentence.tokens[max(left + 1 - base, 0) : max(right - base, 0)]
    )
