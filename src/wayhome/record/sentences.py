"""The stock of sentences a communiqué is made of, in four languages, and whether the acts bear a sentence out.

There is no free text: a sentence is one of the stock with its values. What it says of people is worked out
from the acts again, and a sentence that says anything else can't be said. Only `next_round` states what no act shows:
that the parties go on, which is true by their confirming it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from wayhome.acts import Reason, Refused
from wayhome.agreement import Agreement, Role, SeatName
from wayhome.claims import Answer, Claims, ClaimStatus
from wayhome.handover import Handover, Stage, travellers
from wayhome.people import CIVILIAN, Condition, Returnee, Track
from wayhome.people.languages import isolated
from wayhome.people.messages import said
from wayhome.reception import Care, Reception
from wayhome.record.account import Account, account
from wayhome.record.acts import Parameter, SentenceProposed

Values = Mapping[str, str | int]


@dataclass(frozen=True)
class _Round:
    """The states a sentence is held against."""

    agreement: Agreement
    handover: Handover
    reception: Reception
    claims: Claims

    @property
    def account(self) -> Account:
        return account(self.agreement, self.handover)

    @property
    def received(self) -> Mapping[str, Returnee]:
        """Everyone of the package who has been received."""
        people = travellers(self.agreement, self.handover)
        return {p: r for p, r in people.items() if self.handover.journey(p).stage is Stage.RECEIVED}


@dataclass(frozen=True)
class Sentence:
    """One sentence of the stock: what it takes, and its words."""

    seats: Mapping[str, Role]
    """The parameters that name seats, with the role a seat must have. They are the seats that must confirm it."""
    truth: Callable[[_Round, Mapping[str, str]], Values]
    """What the acts give for `figures` and `kinds` when `seats` and `names` are chosen. Raises `Refused` if nothing."""
    words: Mapping[str, str]
    """Language → the sentence, with its parameters in braces."""
    figures: tuple[str, ...] = ()
    """The parameters that are numbers of people. The acts give them."""
    names: tuple[str, ...] = ()
    """The parameters that name something else of the round, such as a claim."""
    kinds: tuple[str, ...] = ()
    """The parameters that say of which kind something is, in a word of the acts. The acts give them."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all its parameters, in their order in the act."""
        return tuple(sorted((*self.seats, *self.names, *self.figures, *self.kinds)))


def named(act: SentenceProposed) -> tuple[str, ...]:
    """The seats this sentence names, each once, in the order of its parameters: all of them must confirm it."""
    seats = SENTENCES[act.sentence].seats
    return tuple(dict.fromkeys(str(value) for name, value in act.values.items() if name in seats))


def sentence_of(
    sentence: str,
    chosen: Mapping[str, str],
    agreement: Agreement,
    handover: Handover,
    reception: Reception,
    claims: Claims,
) -> SentenceProposed:
    """Return this sentence of the stock about the seats (and the claim) ``chosen``, with the figures the acts give.

    Raises `Refused`, in words for people, where nothing true can be said so.
    """
    of_stock = SENTENCES.get(sentence)
    if of_stock is None:
        raise Refused(said("record.not_in_the_stock", sentence=sentence, sentences=tuple(SENTENCES)))
    wanted = (*of_stock.seats, *of_stock.names)
    if set(chosen) != set(wanted):
        raise Refused(said("record.sentence_needs", sentence=sentence, wanted=tuple(wanted)))
    for name, role in of_stock.seats.items():
        _refuse_seat(agreement, chosen[name], role)
    if len({chosen[name] for name in of_stock.seats}) < len(of_stock.seats):
        raise Refused(said("record.different_seats"))
    values = {**chosen, **of_stock.truth(_Round(agreement, handover, reception, claims), chosen)}
    return SentenceProposed(sentence, tuple(Parameter(name, values[name]) for name in of_stock.parameters))


def untrue(
    act: SentenceProposed, agreement: Agreement, handover: Handover, reception: Reception, claims: Claims
) -> Reason | None:
    """The reason why this sentence can't be said as it stands; None if it can."""
    of_stock = SENTENCES.get(act.sentence)
    if of_stock:
        ill_formed = _ill_formed(of_stock, act)
        if ill_formed:
            return ill_formed
    chosen = {name: str(act.values[name]) for name in (*of_stock.seats, *of_stock.names)} if of_stock else {}
    try:
        true = sentence_of(act.sentence, chosen, agreement, handover, reception, claims)
    except Refused as refusal:
        return refusal.said
    for name, value in true.values.items():
        if act.values[name] != value:
            return said("record.value_by_the_acts", name=name, true=value, value=act.values[name])
    return None


def wording(act: SentenceProposed, names: tuple[SeatName, ...], language: str) -> str:
    """The words of this sentence. A seat without a name in ``names`` is called what it is called in the acts.

    ``language`` is one of `LANGUAGES`.
    """
    of_stock = SENTENCES[act.sentence]
    called = {name.seat: getattr(name, language) for name in names}
    shown = {}
    for name, value in act.values.items():
        text = (called.get(str(value)) or str(value)) if name in of_stock.seats else str(value)
        shown[name] = isolated(text, language)
    if "about" in of_stock.kinds:
        shown["answers"] = _answers(act.values, shown, language)
        shown["about"] = _words()["about"][str(act.values["about"])][language].format(**shown)
    return of_stock.words[language].format(**shown)


def communique(
    day: date,
    sentences: Sequence[SentenceProposed],
    names: tuple[SeatName, ...],
    root: str,
    language: str,
) -> str:
    """The whole text of the communiqué: heading, date, a paragraph for each sentence, and what stands behind them.

    ``sentences`` are those published, in their order; ``root`` is the journal's root at the publication, in hex.
    """
    frame = _words()["communique"]
    paragraphs = [
        frame["heading"][language],
        isolated(day.isoformat(), language),
        *(wording(sentence, names, language) for sentence in sentences),
        frame["closing"][language].format(root=isolated(root, language)),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _ill_formed(of_stock: Sentence, act: SentenceProposed) -> Reason | None:
    """Why this act isn't the one form of such a sentence, or None."""
    given = tuple(parameter.name for parameter in act.parameters)
    if given != of_stock.parameters:
        return said("record.values_in_order", sentence=act.sentence, wanted=of_stock.parameters)
    for name, value in act.values.items():
        figure = name in of_stock.figures
        if type(value) is not (int if figure else str):
            code = "record.value_is_a_number" if figure else "record.value_is_a_name"
            return said(code, sentence=act.sentence, name=name)
    return None


def _refuse_seat(agreement: Agreement, name: str, role: Role) -> None:
    seat = agreement.seats.get(name)
    if seat is None:
        raise Refused(said("record.no_such_seat", seat=name))
    if seat.role is not role:
        raise Refused(
            said(
                "record.seat_of_another_role",
                seat=name,
                role=said(f"agreement.{seat.role}"),
                wanted=said(f"agreement.{role}"),
            )
        )


def _returned_counted(acts: _Round, chosen: Mapping[str, str]) -> Values:
    return {"heads": len(_returned(acts, chosen, Track.COUNTED))}


def _returned_unconditional(acts: _Round, chosen: Mapping[str, str]) -> Values:
    returned = _returned(acts, chosen, Track.UNCONDITIONAL)
    return {
        "heads": len(returned),
        "civilians": sum(returnee.category in CIVILIAN for returnee in returned),
        "wounded": sum(Condition.SERIOUSLY_WOUNDED_OR_SICK in returnee.conditions for returnee in returned),
    }


def _returned(acts: _Round, chosen: Mapping[str, str], track: Track) -> list[Returnee]:
    way = (chosen["holder"], chosen["home"], track)
    returned = [r for r in acts.received.values() if (r.holder, r.home, r.track) == way]
    if not returned:
        raise Refused(said("record.nobody_received", track=said(f"record.{track}"), holder=way[0], home=way[1]))
    return returned


def _nothing_more(_acts: _Round, _chosen: Mapping[str, str]) -> Values:
    return {}


def _reception_care(acts: _Round, _chosen: Mapping[str, str]) -> Values:
    received = acts.received
    without = [p for p in received if set(acts.reception.care.get(p, ())) != set(Care)]
    if without or not received:
        raise Refused(said("record.without_care", count=len(without)))
    return {"heads": len(received)}


def _shortfall(acts: _Round, chosen: Mapping[str, str]) -> Values:
    way = (chosen["holder"], chosen["home"])
    heads = sum(line.shortfall for line in acts.account.lines if (line.holder, line.home) == way)
    if heads < 1:
        raise Refused(said("record.no_shortfall", home=way[1], holder=way[0]))
    return {"heads": heads}


def _claim_and_answer(acts: _Round, chosen: Mapping[str, str]) -> Values:
    claim = acts.claims.claims.get(chosen["claim"])
    if claim is None or (claim.by, claim.lodged.against) != (chosen["by"], chosen["against"]):
        raise Refused(
            said("record.no_claim_between", claim=chosen["claim"], by=chosen["by"], against=chosen["against"])
        )
    if claim.status is not ClaimStatus.OPEN:
        raise Refused(
            said("record.claim_no_longer_stated", claim=chosen["claim"], status=said(f"claims.{claim.status}"))
        )
    lodged = claim.lodged
    answered = {answer.value: 0 for answer in Answer}
    # A later answer of the same kind corrects the earlier one; answers of different kinds stand beside each other.
    answered |= {given.answer.value: given.heads for given in claim.answers}
    return {
        "about": f"{'civilians' if lodged.civilians else 'people'}_{lodged.about}",
        "heads": lodged.heads,
        **answered,
    }


def _answers(values: Values, shown: Mapping[str, str], language: str) -> str:
    """What was answered to a claim: each kind of answer that was given, with its number of people."""
    words = _words()["answer"]
    given = [words[answer][language].format(heads=shown[answer]) for answer in map(str, Answer) if values[answer] != 0]
    if not given:
        return words["not_answered"][language].format(**shown)
    answers = _words()["communique"]["separator"][language].join(given)
    return words["answered"][language].format(**{**shown, "answers": answers})


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Table → entry → language → words (see data/sentences.toml)."""
    return tomllib.loads(files("wayhome.record").joinpath("data", "sentences.toml").read_text(encoding="utf-8"))


_WAY = {"holder": Role.PARTY, "home": Role.PARTY}
_BOTH = {"first": Role.PARTY, "second": Role.PARTY}

_IN_WORDS = _words()["sentence"]

SENTENCES: Mapping[str, Sentence] = {
    "returned_counted": Sentence(_WAY, _returned_counted, _IN_WORDS["returned_counted"], figures=("heads",)),
    "returned_unconditional": Sentence(
        _WAY, _returned_unconditional, _IN_WORDS["returned_unconditional"], figures=("civilians", "heads", "wounded")
    ),
    "good_offices": Sentence({"facilitator": Role.FACILITATOR, **_BOTH}, _nothing_more, _IN_WORDS["good_offices"]),
    "reception_care": Sentence(
        {"reception": Role.RECEPTION}, _reception_care, _IN_WORDS["reception_care"], figures=("heads",)
    ),
    "shortfall": Sentence(_WAY, _shortfall, _IN_WORDS["shortfall"], figures=("heads",)),
    "claim_and_answer": Sentence(
        {"against": Role.PARTY, "by": Role.PARTY},
        _claim_and_answer,
        _IN_WORDS["claim_and_answer"],
        figures=("heads", *map(str, Answer)),
        names=("claim",),
        kinds=("about",),
    ),
    "next_round": Sentence(_BOTH, _nothing_more, _IN_WORDS["next_round"]),
}
"""Every sentence there is, by name, in the order in which a communiqué would say them."""
