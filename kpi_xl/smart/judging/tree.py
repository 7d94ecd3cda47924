"""The KPI tree: which KPI of a role a goal names, how far it is from the KGI and how strongly it moves it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from kpi_xl.definitions import Kpi, RoleTemplate, all_roles
from kpi_xl.language import Text
from kpi_xl.smart.reading.statement import Indicator
from kpi_xl.smart.words.lexicon import Subject, WordKind
from kpi_xl.units import Unit


@dataclass(frozen=True)
class KpiPlace:
    """A KPI where it stands in a role's tree."""

    role: RoleTemplate
    chain: tuple[Kpi, ...]  #: from the KPI up to the KGI
    via: str = ""  #: words of the goal that are no KPI of the role, and move the chain's first one

    @property
    def kpi(self) -> Kpi:
        return self.chain[0]

    @property
    def distance(self) -> int:
        """Steps up to the KGI; 0 is the KGI itself."""
        return len(self.chain) - 1

    @property
    def worth(self) -> float | None:
        """What one unit brings of the KGI, by the role's standard targets: 30 meetings for 300万円 are 10万円 each."""
        kgi, kpi = self.chain[-1], self.kpi
        if not (not self.via and self.distance and kpi.is_additive and kpi.unit is Unit.COUNT and kpi.period is kgi.period and kpi.target):
            return None
        return kgi.target / kpi.target

    @cached_property
    def reason(self) -> Text:
        """売上（KGI）まで2段：商談数→受注件数→売上。1件で約10万円."""
        kgi, role = self.chain[-1], self.role.title
        if self.via and not self.distance:
            return Text(f"{self.via}→{kgi.label.ja}（{role.ja}のKGI）につながる", f"{self.via} → {kgi.label.en} (KGI of {role.en})")
        if not self.distance:
            return Text(f"{kgi.label.ja}は{role.ja}のKGIそのもの", f"{kgi.label.en} is the KGI of {role.en} itself")
        worth = self.worth
        ways = [*([Text(self.via, self.via)] if self.via else []), *(Text(kpi.label.ja, kpi.label.en) for kpi in self.chain)]
        strength = Text("", "")
        if worth is not None:
            strength = Text("。標準では1件で{amount}", ". By the standard one is worth {amount}").format(amount=_Amount(kgi, worth))
        return Text(
            f"{'→'.join(way.ja for way in ways)}（{role.ja}のKGI）につながる{strength.ja}",
            f"{' → '.join(way.en for way in ways)} (KGI of {role.en}){strength.en}",
        )


@dataclass(frozen=True)
class _Amount:
    """An amount of a KPI, in the language that is spoken when it is written."""

    kpi: Kpi
    value: float

    def __str__(self) -> str:
        return self.kpi.show(self.value)


def place_of(indicator: Indicator | None, role: RoleTemplate | None) -> KpiPlace | None:
    """Where the role's tree has what a goal measures, or what that moves; else, and without a role, the trees of the shipped roles."""
    if indicator is None:
        return None
    known = indicator.subject.kpis if indicator.subject else ()
    moved = indicator.subject.drives if indicator.subject else ()
    kpi = (_first(role, known) or _labelled(indicator, role)) if role else None
    if role is not None and kpi is not None:
        return KpiPlace(role, chain_of(role, kpi))
    kpi = _first(role, moved) if role else None
    if role is not None and kpi is not None:
        return KpiPlace(role, chain_of(role, kpi), indicator.words)
    place = next((place for kpi_id in known if (place := _standard_trees().get(kpi_id))), None)
    return place or next((KpiPlace(place.role, place.chain, indicator.words) for kpi_id in moved if (place := _standard_trees().get(kpi_id))), None)


def place_of_deed(words: str | None, role: RoleTemplate | None) -> KpiPlace | None:
    """Where in the tree a deed for customers lands that no KPI counts (3社と契約を結ぶ, sign 4 resellers)."""
    return place_of(Indicator(words, _DEED), role) if words else None


def _first(role: RoleTemplate, ids: tuple[str, ...]) -> Kpi | None:
    return next((kpi for kpi_id in ids for kpi in role.kpis if kpi.id == kpi_id), None)


def chain_of(role: RoleTemplate, kpi: Kpi) -> tuple[Kpi, ...]:
    """The KPI and all above it."""
    chain = [kpi]
    while chain[-1].drives is not None:
        chain.append(role.kpi(chain[-1].drives))
    return tuple(chain)


def _labelled(indicator: Indicator, role: RoleTemplate) -> Kpi | None:
    """A company's own KPI is known by its label."""
    words = indicator.words.casefold()
    labels = ((kpi, label.casefold()) for kpi in role.kpis for label in kpi.label.both())
    return next((kpi for kpi, label in labels if label in words or words in label), None)


_DEED = Subject(WordKind.ACTIVITY, (), (), (), drives=("deals_won", "revenue", "team_revenue"))


@cache
def _standard_trees() -> dict[str, KpiPlace]:
    return {kpi.id: KpiPlace(role, chain_of(role, kpi)) for role in reversed(all_roles()) for kpi in role.kpis}

