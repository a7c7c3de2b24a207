"""How a noun phrase is to be named: the fullest name of its thing in the document, or the phrase itself.

Pronouns and role nouns ("she", "the minister", "the union") are followed to what they stand for only where grammar,
gender, number and role agree; else the phrase stays as it is. A wrong name costs more than none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading import wordnet
from pipeline.reading.claims.phrase import (
    SUBJECTS,
    full_phrase,
    is_noun,
    is_number_word,
    noun_lemma,
    pobj,
    singular,
    verb_lemma,
)
from pipeline.reading.claims.quotes import Quotes
from pipeline.reading.entities.mention import Mention
from pipeline.reading.lexicon import load_yaml, word_set
from pipeline.reading.parse import Document, Paragraph, Sentence, Token

MAX_SENTENCES_BACK = 12
MAX_TOKENS_BACK = 120
MAX_STEPS = 4
MAX_TO_VERB = 16  # tokens between a subject and its verb
MAX_ROLES_BACK = 200  # namings of whoever a role noun may stand for
DASHES = frozenset({"-", "–", "—", "--", "―"})
INDEFINITE = frozenset({"some", "many", "others", "those", "most", "several", "few", "none"})


cues = partial(word_set, "speech")


@cache
def titles() -> frozenset[str]:
    """Offices that name their holder: senator, mayor, minister (lexicon/entity_words.yaml)."""
    words = load_yaml("entity_words")
    return frozenset(map(str, [*words["political_titles"], "executive", "manager", "coach", "chairman", "chairwoman"]))


class Name(NamedTuple):
    """How a thing is named: text, entity, and the rule that gave it."""

    text: str
    entity_id: str | None
    rule: str


class Names:
    """A document's noun phrases by name."""

    def __init__(self, document: Document, mentions: Sequence[Mention], quotes: Quotes | None = None) -> None:
        self.document = document
        self.quotes = quotes if quotes is not None else Quotes([])
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self._starts = [mention.start for mention in self.mentions]
        self._sentences: list[tuple[Paragraph, Sentence]] = list(document.sentences())
        self._order = {id(sentence): k for k, (_, sentence) in enumerate(self._sentences)}
        self._forms = self._fullest_forms()
        self._people = [mention for mention in self.mentions if mention.label == "PERSON"]
        # How many of them, from the first on, are of one and the same person.
        self._of_one_person = next(
            (k for k, mention in enumerate(self._people) if mention.cluster != self._people[0].cluster),
            len(self._people),
        )
        self._gender: dict[int, str] = {}
        self._roles: dict[str, list[tuple[int, Mention]]] = {}
        self._read_descriptions()
        self._read_pronouns()

    # ---- mentions ----

    def at(self, token: Token) -> Mention | None:
        """The mention that covers a token."""
        k = bisect_right(self._starts, token.start) - 1
        for mention in self.mentions[max(0, k - 1) : k + 1][::-1]:
            if mention.start <= token.start < mention.end:
                return mention
        if token.text in cues("letters_after_names") and (before := _before(token)) is not None:
            return self.at(before) if before.text not in cues("letters_after_names") else None
        return None

    def of_phrase(self, noun: Token) -> Mention | None:
        """The mention that names a noun's phrase: over its head, or in apposition ("the coroner, Mr Lee")."""
        mention = self.at(noun)
        if mention is not None:
            return mention
        for child in noun.children:
            if child.dep == "appos" and (named := self.at(child)) is not None and named.label in ("PERSON", "ORG"):
                return named
        # "the carrier FlyNord based three": the parser doesn't tie the name to the noun right before it.
        after = _after(noun)
        if after is not None and noun.tag == "NN" and (named := self.at(after)) is not None:
            if named.start == after.start and named.label in ("PERSON", "ORG") and self._is_role(noun):
                return named
        return self._called(noun) or self._in_commas(noun)

    def _called(self, noun: Token) -> Mention | None:
        """ "A fellow in the next cot, a retired trapper called Wendell": a participle of naming gives the name."""
        for head in (noun, *(c for c in noun.rights if c.dep == "appos")):
            for child in head.rights:
                if child.dep == "acl" and child.lower in ("called", "named"):
                    named = next((self.at(c) for c in child.rights if c.dep in ("oprd", "dobj", "attr")), None)
                    if named is not None and named.label in ("PERSON", "ORG"):
                        return named
        return None

    def _in_commas(self, noun: Token) -> Mention | None:
        """ "The landlady of the Ship, Beti Rees, 67, reckons": the parser ties the name to the noun nearest before it."""
        verb = noun.head
        if noun.dep not in SUBJECTS or noun.tag != "NN" or not noun.i < verb.i <= noun.i + MAX_TO_VERB:
            return None
        if not wordnet.is_person(noun_lemma(noun).lower()):
            return None
        between = noun.sentence.tokens[noun.i + 1 - noun.sentence.tokens[0].i : verb.i - noun.sentence.tokens[0].i]
        for comma, first in pairwise(between):
            if first.pos == "VERB" and not (first.dep == "relcl" and first.head is noun):
                return None
            mention = self.at(first) if comma.text == "," else None
            if mention is not None and mention.label == "PERSON" and mention.start == first.start:
                last = next((t for t in between if t.end >= mention.end), first)
                after = _after(last)
                return mention if after is not None and (after.text == "," or after is verb) else None
        return None

    @staticmethod
    def _is_role(noun: Token) -> bool:
        name = noun_lemma(noun).lower()
        return name in cues("bodies") or wordnet.is_person(name)

    def past_dateline(self, noun: Token) -> Token:
        """The subject behind a dateline that the parser took for it: "BUENOS AIRES, Oct 16 - The Board lowered …"."""
        mention = self.at(noun)
        place = (
            noun.text.isupper() if mention is None else mention.label in ("GPE", "LOC", "FAC") or noun.text.isupper()
        )
        if not place:
            return noun
        tokens = noun.sentence.tokens
        if noun.i - tokens[0].i > 3:
            return noun
        dash = next((t for t in tokens[noun.i - tokens[0].i : noun.i - tokens[0].i + 9] if t.text in DASHES), None)
        if dash is None:
            return noun
        behind = [t for t in (*noun.children, *noun.head.children) if dash.i < t.i < noun.head.i and is_noun(t)]
        return behind[0] if behind else noun

    def people_between(self, start: int, end: int) -> list[Mention]:
        """The people named in a span of the document."""
        span = self.mentions[bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)]
        return [mention for mention in span if mention.label == "PERSON"]

    def _fullest_forms(self) -> dict[int, str]:
        """Each cluster's name as this document writes it in full: "ICE" where it never spells it out."""
        texts: dict[int, list[str]] = {}
        canonical: dict[int, str] = {}
        for mention in self.mentions:
            texts.setdefault(mention.cluster, []).append(mention.text)
            canonical.setdefault(mention.cluster, mention.name)
        return {
            cluster: canonical[cluster]
            if canonical[cluster] in written
            else max(written, key=lambda text: (len(text.split()), len(text)))
            for cluster, written in texts.items()
        }

    def named(self, mention: Mention, rule: str = "name") -> Name:
        return Name(self._forms[mention.cluster], mention.entity_id, rule)

    # ---- what the document says of its people and bodies ----

    def _read_descriptions(self) -> None:
        """Roles and gender by the words around each name: "Economy Minister Iriarte", "Mrs Lee", "Lee, the mayor"."""
        for mention in self.mentions:
            head = self._head(mention)
            if head is None or mention.label not in ("PERSON", "ORG"):
                continue
            for word in self._descriptors(mention, head):
                lower = word.lower
                name = noun_lemma(word).lower() if word.tag in ("NN", "NNS") else lower
                if mention.label == "PERSON":
                    if (gender := gender_of_noun(name)) is not None:
                        self._gender.setdefault(mention.cluster, gender)
                    if wordnet.is_person(name) or name in ("chief", "head", "executive", "attorney"):
                        self._roles.setdefault(name, []).append((mention.start, mention))
                elif name in cues("bodies"):
                    self._roles.setdefault(name, []).append((mention.start, mention))
        # What a body is called by its own name: "Health Ministry" -> the ministry.
        for mention in self.mentions:
            if mention.label in ("ORG", "FAC", "GPE"):
                words = self._forms[mention.cluster].lower().split()
                for last in dict.fromkeys([words[-1], words[0]]):
                    if last in cues("bodies") and len(words) > 1:
                        self._roles.setdefault(last, []).append((mention.start, mention))
        for found in self._roles.values():
            found.sort(key=lambda pair: pair[0])

    def _read_pronouns(self) -> None:
        """Gender by the pronouns that follow a name while no other person is named: "Roni Size … he … his"."""
        votes: dict[int, int] = {}
        alone: int | None = None  # the cluster of the one person named last
        since = 0
        for _, sentence in self._sentences:
            named = {m.cluster for m in self.people_between(sentence.start, sentence.end)}
            if len(named) > 1:
                alone = None
                continue
            first = min((m.start for m in self.people_between(sentence.start, sentence.end)), default=None)
            if named and next(iter(named)) != alone:
                alone, since = next(iter(named)), 0
            else:
                since = 0 if named else since + 1
            if alone is None or since > 1:
                continue
            for token in sentence.tokens[:MAX_TOKENS_BACK]:
                if first is not None and token.start < first and since == 0 and alone not in votes:
                    continue
                if token.tag in ("PRP", "PRP$") and self.quotes.around(token.start, token.end) is None:
                    step = (token.lower in cues("he")) - (token.lower in cues("she"))
                    votes[alone] = votes.get(alone, 0) + step
        for cluster, vote in votes.items():
            if vote:
                self._gender.setdefault(cluster, "male" if vote > 0 else "female")

    def _head(self, mention: Mention) -> Token | None:
        paragraph = self._paragraph(mention)
        if paragraph is None:
            return None
        tokens = []
        token = paragraph.parse.token_at(mention.start)
        while token is not None and token.start < mention.end:
            tokens.append(token)
            following = token.i + 1
            token = paragraph.parse.tokens[following] if following < len(paragraph.parse.tokens) else None
        inside = {token.i for token in tokens}
        return next(
            (t for t in reversed(tokens) if t.is_root or t.head.i not in inside), tokens[-1] if tokens else None
        )

    @property
    def _paragraphs(self) -> dict[str, Paragraph]:
        if not hasattr(self, "_by_id"):
            self._by_id = {paragraph.paragraph_id: paragraph for paragraph in self.document.paragraphs}
        return self._by_id

    def _paragraph(self, mention: Mention) -> Paragraph | None:
        return self._paragraphs.get(mention.paragraph_id)

    def _descriptors(self, mention: Mention, head: Token) -> Iterator[Token]:
        for child in head.children:
            outside = not mention.start <= child.start < mention.end
            if outside and child.dep in ("compound", "nmod", "amod", "appos") and child.tag[:2] in ("NN", "JJ"):
                yield child
                if child.dep == "appos":
                    yield from (c for c in child.lefts if c.dep in ("compound", "nmod") and c.tag[:2] == "NN")
        if head.dep == "appos" and is_noun(head.head):
            yield head.head
        if head.dep == "nsubj" and head.head.lemma == "be":
            yield from (c for c in head.head.children if c.dep == "attr" and is_noun(c))
        tokens = head.sentence.tokens
        first = next((t for t in tokens if t.start >= mention.start), None)
        if first is not None:
            before = tokens[first.i - tokens[0].i - 1] if first.i > tokens[0].i else None
            if before is not None and before.tag[:2] == "NN" and before.lower.rstrip(".") in cues("male", "female"):
                yield before

    # ---- naming ----

    def name(self, token: Token) -> Name:
        """Name the noun phrase that a token heads."""
        noun = self.resolve(token)
        if noun is None:
            return Name(token.text, None, "pronoun_unresolved")
        mention = self.of_phrase(noun)
        if mention is not None and mention.label != "NORP":
            return self.named(mention, "name" if noun is token else "pronoun" if is_anaphor(token) else "name")
        if (by_role := self.by_role(noun)) is not None:
            return self.named(by_role, "role_noun")
        return Name(phrase(noun), self._speaks_for(noun), "noun_phrase" if noun is token else "pronoun")

    def _speaks_for(self, noun: Token) -> str | None:
        if noun_lemma(noun).lower() not in cues("speaks_for"):
            return None
        for child in noun.children:
            inner = pobj(child) if child.dep == "prep" and child.lower in ("for", "of", "at") else child
            if inner is not None and (child.dep in ("compound", "poss", "nmod") or inner is not child):
                mention = self.at(inner)
                if mention is not None and mention.label == "ORG":
                    return mention.entity_id
        return None

    def by_role(self, noun: Token) -> Mention | None:
        """ "the minister", "the union": what the document has called so before, by title or by its own name."""
        determiners = {c.lower for c in noun.lefts if c.dep in ("det", "poss")}
        lower = noun_lemma(noun).lower()
        if noun.tag not in ("NN", "NNP") or not determiners & {"the", "this", "its", "his", "her", "their"}:
            return None
        if determiners & {"its", "his", "her", "their"} and lower in cues("bodies"):
            return None
        own = [
            c
            for c in noun.lefts
            if c.dep in ("compound", "amod", "nmod", "poss")
            and c.lower not in ("the", "this", "its", "his", "her", "their")
        ]
        if lower in cues("general_bodies") and not own and determiners & {"the", "this"}:
            near = self._body_before(noun)
            if near is not None:
                return near
        roles = self._roles.get(lower, [])
        last = bisect_left(roles, noun.start, key=lambda pair: pair[0])
        earlier = [mention for _, mention in roles[max(0, last - MAX_ROLES_BACK) : last]]
        if not earlier and not own and "the" in determiners and lower in titles():
            # "the senator", where the document has named one person only
            named_before = bisect_left(self._people, noun.start, key=lambda mention: mention.start)
            earlier = self._people[max(0, named_before - 1) : named_before]
            known = {role for mention in earlier for role in self._roles_of(mention)}
            if named_before > self._of_one_person or (known and lower not in known):
                earlier = []  # of several people, or one who is called otherwise: a nurse is no mayor
        if not earlier:
            return None
        if own:  # "the water company", "the health ministry": the name must have the words
            wanted = {c.lower for c in own}
            named = [m for m in earlier if wanted & set(self._forms[m.cluster].lower().split())]
            if not named and {m.label for m in earlier} == {"PERSON"} and len({m.cluster for m in earlier}) == 1:
                named = earlier  # "the world champion": the one champion that the document names
            earlier = named
            if not earlier:
                return None
        clusters = list(dict.fromkeys(mention.cluster for mention in reversed(earlier)))
        if len(clusters) > 1 and (lower in cues("general_bodies") or earlier[-1].label != "PERSON"):
            return None  # two banks: "the bank" may be either
        return earlier[-1]

    def _roles_of(self, mention: Mention) -> list[str]:
        """What the document calls a person."""
        return [
            role for role, found in self._roles.items() if any(other.cluster == mention.cluster for _, other in found)
        ]

    def _body_before(self, noun: Token) -> Mention | None:
        """The one body named before "the agency" in its sentence, else in the sentence before."""
        for back, run in self._before(noun):
            if back > 1:
                return None
            if not run:
                continue
            first = bisect_right(self._starts, run[0].start - 1)
            last = bisect_right(self._starts, run[-1].end - 1)
            found = [mention for mention in self.mentions[first:last] if mention.label == "ORG"]
            found = [mention for mention in found if self._heard_at(mention.start, mention.end, noun)]
            if back == 0 and (speaker := self._speaker_above(noun)) is not None:
                found = [mention for mention in found if mention.cluster != speaker.cluster]
            if found:
                return found[0] if len({mention.cluster for mention in found}) == 1 else None
        return None

    def _speaker_above(self, noun: Token) -> Mention | None:
        """ "The regulator, Aquawatch, said the firm had leaked": a noun with an article is never the subject of the
        clause above its own; a pronoun would be (Chomsky 1981, principle C)."""
        for above in noun.ancestors():
            if above.dep == "ccomp" and above.head.i < above.i and above.head is not above:
                own = next((c for c in above.head.children if c.dep == "nsubj" and c.i < noun.i), None)
                return self.of_phrase(own) if own is not None else None
        return None

    # ---- pronouns ----

    def resolve(self, token: Token) -> Token | None:
        """The noun that a pronoun stands for, the token itself if it is none, None where it can't be told."""
        for _ in range(MAX_STEPS):
            if not is_anaphor(token):
                return token
            if token.lower in ("who", "which", "that", "whom", "whose"):
                clause = token.head if token.head.pos in ("VERB", "AUX") else token.head.head
                if clause.dep == "relcl":
                    token = clause.head
                    continue
                return None
            found = self.antecedent(token)
            if found is None:
                return None
            token = found
        return None

    def antecedent(self, pronoun: Token) -> Token | None:
        lower = pronoun.lower
        if lower in cues("he") or lower in cues("she"):
            return self._person_before(pronoun, "male" if lower in cues("he") else "female")
        if lower in cues("it"):
            return None if is_expletive(pronoun) else self._thing_before(pronoun, plural=False)
        if lower in cues("they"):
            return self._thing_before(pronoun, plural=True)
        return None

    def _before(self, token: Token) -> Iterator[tuple[int, list[Token]]]:
        """Runs of tokens before one: of its own sentence, then of those before, with how many sentences back."""
        sentence = token.sentence
        base = sentence.tokens[0].i
        yield 0, sentence.tokens[: token.i - base][-MAX_TOKENS_BACK:]
        order = self._order.get(id(sentence))
        if order is None:
            return
        for back in range(1, MAX_SENTENCES_BACK + 1):
            if order - back < 0:
                return
            yield back, self._sentences[order - back][1].tokens[:MAX_TOKENS_BACK]

    def _person_before(self, pronoun: Token, gender: str) -> Token | None:
        """The nearest person of the gender: subjects of the nearest sentence first, then others in it."""
        for back, run in self._before(pronoun):
            chained = self._same_pronoun(run, pronoun, gender) if back else None
            if chained is not None:
                return chained
            people = [
                t
                for t in run
                if self._is_person(t)
                and self._agrees(t, gender)
                and self._heard(t, pronoun)
                and not _governs(t, pronoun)
            ]
            if not people:
                continue
            subjects = [t for t in people if _is_subject(t)]
            if back == 0:
                return (subjects or people)[-1] if not subjects else _outermost(subjects)
            return _outermost(subjects) if subjects else people[-1]
        return self._unmentioned(pronoun)

    def _same_pronoun(self, run: list[Token], pronoun: Token, gender: str) -> Token | None:
        """ "He owes his landlord $7,450. … he said": whom the sentence before has as its pronoun stays the topic, unless
        it names another person as a subject (Grosz, Joshi and Weinstein 1995)."""
        topic = next(
            (t for t in run if t.dep == "nsubj" and t.lower in cues("he" if gender == "male" else "she")), None
        )
        if topic is None or topic.head.dep not in ("ROOT", "ccomp") or not self._heard(topic, pronoun):
            return None
        if self.quotes.around(topic.start, topic.end) is not None:
            return None
        others = [t for t in run if _is_subject(t) and self._is_person(t) and self._agrees(t, gender)]
        return None if others else topic

    def _unmentioned(self, pronoun: Token) -> Token | None:
        """A name that is no mention, as the subject of the sentence before: "Kone was ill for 40 days. He says …"."""
        for back, run in self._before(pronoun):
            if back == 1 or (back == 0 and pronoun.dep in SUBJECTS):
                names = [t for t in run if t.tag == "NNP" and t.dep == "nsubj" and self.of_phrase(t) is None]
                names = [t for t in names if not t.text.isupper() and self._heard(t, pronoun)]
                if names:
                    return names[-1]
            if back > 1:
                return None
        return None

    def _heard(self, token: Token, pronoun: Token) -> bool:
        """Whom a quotation speaks of is not taken up by the text outside it."""
        return self._heard_at(token.start, token.end, pronoun)

    def _heard_at(self, start: int, end: int, pronoun: Token) -> bool:
        quote = self.quotes.around(start, end)
        return quote is None or quote.start <= pronoun.start < quote.end

    def _is_person(self, token: Token) -> bool:
        if not is_noun(token) or (token.dep == "compound" and token.head.tag[:2] == "NN"):
            return False
        mention = self.at(token)
        if token.tag in ("NNS", "NNPS") and (mention is None or mention.label != "PERSON"):
            return False
        if mention is not None:
            return mention.label == "PERSON" and (
                token.is_root or not mention.start <= token.head.start < mention.end or token.dep == "appos"
            )
        if self._is_unknown_role(token):
            return True
        if token.tag != "NN" or token.lower in cues("nobody") or not wordnet.is_person(noun_lemma(token)):
            return False
        return _is_subject(token) or gender_of_noun(token.lower) is not None

    def _is_unknown_role(self, token: Token) -> bool:
        """ "The Taoiseach was asked": a noun that no dictionary has, with an article, as the subject of a verb of saying."""
        if token.tag not in ("NN", "NNP") or token.dep not in SUBJECTS or wordnet.senses(noun_name(token)):
            return False
        article = any(c.dep == "det" and c.lower == "the" for c in token.lefts)
        return article and self.of_phrase(token) is None and verb_lemma(token.head) in cues("strong_saying") | {"ask"}

    def _agrees(self, token: Token, gender: str) -> bool:
        mention = self.of_phrase(token)
        known = self._gender.get(mention.cluster) if mention is not None else None
        if known is None:
            known = gender_of_noun(noun_lemma(token).lower())
        return known is None or known == gender

    def _thing_before(self, pronoun: Token, plural: bool) -> Token | None:
        """The body or thing that "it" or "they" stands for: the subject nearest before."""
        verb = pronoun.head
        speaks = pronoun.dep == "nsubj" and verb.lemma.lower() in cues("saying") - cues("revising")
        for back, run in self._before(pronoun):
            if back > (4 if speaks else 2):
                return None
            found = [
                t for t in run if self._is_thing(t, plural) and self._heard(t, pronoun) and not _governs(t, pronoun)
            ]
            if back == 0 and not plural:  # "readings obtained by this station show it pulled 640,000": named in passing
                found = [t for t in found if not (t.dep == "pobj" and t.head.dep == "agent")]
            if plural and back == 0 and any(t.lower in INDEFINITE and t.dep in SUBJECTS for t in run):
                return None  # "some of those questioned said they were"
            if speaks and not plural:  # "The League disputes this": the parser may take verb and name for one noun
                found += [t for t in run if t.dep == "compound" and self._ends_body(t) and self._heard(t, pronoun)]
            if speaks:
                writes = verb_lemma(verb) in cues("document_verbs")
                found = [t for t in found if self._is_body(t) or (writes and noun_name(t) in cues("documents"))]
            subjects = [t for t in found if _is_subject(t)]
            if subjects:
                bodies = [t for t in subjects if self._is_body(t)]
                return _outermost(bodies or subjects)
            objects = [t for t in found if t.dep in ("dobj", "attr", "dative")]
            bodies = [t for t in found if self._is_body(t)]
            if plural and not speaks:
                bodies = []  # "they" goes back to what many are, seldom to a body named in passing
            if (objects or bodies) and (back <= 1 or speaks):
                return (objects or bodies)[-1]
        return None

    def _is_thing(self, token: Token, plural: bool) -> bool:
        if not is_noun(token) or is_number_word(token) or token.dep in ("compound", "nmod", "npadvmod", "amod", "poss"):
            return False
        if any(c.lower == "of" and (p := pobj(c)) is not None and p.lower in ("which", "whom") for c in token.rights):
            return False  # "An audit, a copy of which was seen by us"
        mention = self.at(token) or self.of_phrase(token)
        if plural:
            return token.tag in ("NNS", "NNPS") or (mention is not None and mention.label == "ORG")
        if token.tag in ("NNS", "NNPS") and (mention is None or mention.label == "NORP"):
            return False
        if mention is not None:
            return mention.label not in ("PERSON", "NORP")
        return not wordnet.is_person(noun_lemma(token))

    def _ends_body(self, token: Token) -> bool:
        mention = self.at(token)
        return mention is not None and mention.label == "ORG" and mention.end == token.end

    def _is_body(self, token: Token) -> bool:
        mention = self.at(token) or self.of_phrase(token)
        if mention is not None:
            return mention.label == "ORG"
        return noun_lemma(token).lower() in cues("bodies", "polities") or (
            token.tag == "NNS" and wordnet.is_person(noun_lemma(token))
        )


def _before(token: Token) -> Token | None:
    tokens = token.sentence.tokens
    at = token.i - 1 - tokens[0].i
    return tokens[at] if at >= 0 else None


def _after(token: Token) -> Token | None:
    tokens = token.sentence.tokens
    at = token.i + 1 - tokens[0].i
    return tokens[at] if at < len(tokens) else None


def is_anaphor(token: Token) -> bool:
    """A pronoun that stands for somebody or something named elsewhere; not "there", nor a determiner alone."""
    return token.tag in ("PRP", "PRP$", "WP", "WDT", "WP$") or (
        token.lower in ("that", "who", "which") and token.dep in SUBJECTS
    )


def is_expletive(pronoun: Token) -> bool:
    """ "It will take six years to build", "it is likely that …": the subject comes later."""
    verb = pronoun.head
    if pronoun.dep not in ("nsubj", "expl", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return False
    later = [c for c in verb.children if c.i > verb.i]
    if any(c.dep == "csubj" for c in later):
        return True
    if verb.lemma.lower() in ("take", "cost", "be", "seem", "appear", "require", "emerge", "happen"):
        inner = [c for part in later for c in (part, *part.children)]
        return any(c.dep in ("xcomp", "ccomp", "advcl", "acl", "relcl") and c.pos in ("VERB", "AUX") for c in inner)
    return False


def noun_name(token: Token) -> str:
    """The lemma of a noun, lower case, in the singular that the dictionary has ("Forecasters" -> forecaster)."""
    return singular(noun_lemma(token).lower())


def gender_of_noun(lower: str) -> str | None:
    """The gender that a noun or title tells, None for most."""
    lower = lower.rstrip(".")
    if lower in cues("male"):
        return "male"
    if lower in cues("female"):
        return "female"
    return None


def _is_subject(token: Token) -> bool:
    return token.dep in ("nsubj", "nsubjpass") or (token.dep == "appos" and token.head.dep in ("nsubj", "nsubjpass"))


def _outermost(subjects: Sequence[Token]) -> Token:
    """Of several subjects in a sentence the one highest in the parse, the later of equals."""
    return min(subjects, key=lambda token: (_depth(token), -token.i))


def _depth(token: Token) -> int:
    return sum(1 for _, _ in zip(range(12), token.ancestors(), strict=False))


def _governs(noun: Token, pronoun: Token) -> bool:
    """True if the pronoun stands inside the noun's own phrase, both are objects of one verb, or the noun stands with a
    participle whose subject the pronoun is ("Cross-examined by Mr Lee, she accepted …")."""
    for above in noun.ancestors():
        if above.pos in ("VERB", "AUX"):
            loose = above.dep == "advcl" and above.tag in ("VBN", "VBG") and above.head is pronoun.head
            if loose and pronoun.dep in SUBJECTS and not any(c.dep in SUBJECTS for c in above.children):
                return True
            break
    for k, above in enumerate(pronoun.ancestors()):
        if above is noun:
            return True
        if k > 8:
            break
    return noun.head is pronoun.head and noun.dep == pronoun.dep


def phrase(noun: Token) -> str:
    """A noun phrase without its determiner, with the complement that tells whose it is: "spokesman for the bank"."""
    text = strip_count(_with_owner(noun)) or noun.text
    name = noun_lemma(noun).lower()
    after = _after(noun)
    if after is not None and after.tag == "CD" and after.head is noun and noun.text[:1].isupper():
        text, noun = f"{text} {after.text}", after  # "Local 416"
    if name in cues("spokespeople"):
        ties: tuple[str, ...] = ("for", "of", "with", "at", "from")
    elif name in cues("documents"):
        ties = ("by", "from")
    elif name in cues("parts_of_bodies"):
        ties = ("of",)
    else:
        return text
    parts = noun.rights
    if name in cues("documents"):  # "sales data compiled by Orrin University"
        parts = [*parts, *(c for part in parts if _is_making(part) for c in part.rights)]
    for child in parts:
        inner = pobj(child) if child.dep in ("prep", "agent") and child.lower in ties else None
        if inner is not None and is_noun(inner):
            return f"{text} {child.lower} {strip_count(full_phrase(inner))}"
    return text


def _with_owner(noun: Token) -> str:
    """The noun's phrase with whoever owns it, however long its name: "Bank of England's own researchers"."""
    text = full_phrase(noun)
    owner = next((c for c in noun.lefts if c.dep == "poss" and c.tag in ("NNP", "NNPS")), None)
    if owner is None or not any(c.dep == "prep" for c in owner.children):
        return text
    words = owner.subtree()
    words = words[next((k for k, t in enumerate(words) if t.tag != "DT"), 0) :]
    whole = "".join((" " if k and words[k - 1].end < t.start else "") + t.text for k, t in enumerate(words))
    return f"{whole} {text.removeprefix(whole).strip()}"


def _is_making(verb: Token) -> bool:
    """ "compiled by", "published by": who makes a document; not "seen by this newspaper"."""
    return verb.dep == "acl" and verb.tag == "VBN" and verb.lemma.lower() in cues("making")


def strip_count(text: str) -> str:
    """A phrase without the figure at its start: "more than 13,000 people" -> people."""
    words = text.split()
    numbers = [k for k, word in enumerate(words[:5]) if word[:1].isdigit()]
    return " ".join(words[numbers[-1] + 1 :]) if numbers and numbers[-1] + 1 < len(words) else text
