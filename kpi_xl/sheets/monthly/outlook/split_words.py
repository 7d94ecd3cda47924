"""What the split of a gap says in a headline and in a sentence: a bottleneck, a reference from few cases, or a strength and a risk."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kpi_xl.attainment.diagnosis.split import GapSplit, Part
from kpi_xl.attainment.report.few import are_few
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.parts import formulas
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Headline:
    """A figure with its caption, and a line under it."""

    caption: Text
    value: str
    note: Text


def split_headline(split: GapSplit, whose: object = "") -> Headline:
    """Short of what is due: what costs most. At or above it: what carries it, and what costs.

    Args:
        whose: the role that it is of, on a page of several.
    """
    found = _headline(split)
    return replace(found, caption=_OF.format(caption=found.caption, whose=whose)) if whose else found


def _headline(split: GapSplit) -> Headline:
    if split.bottleneck:
        return Headline(_BOTTLENECK, str(split.bottleneck.label), _costs(split.bottleneck))
    if split.reference:
        return Headline(_BOTTLENECK, str(split.reference.label), _ONLY_REFERENCE.format(count=split.reference.cases))
    if split.strength:
        risk = _RISK.format(part=told(split.risk)) if split.risk else _NO_RISK
        return Headline(_STRENGTH, str(split.strength.label), _BRINGS.format(yen=_brings(split.strength), risk=risk))
    return Headline(_BOTTLENECK, str(_NONE), _EXACTLY if not split.is_short else _NO_STAGE)


def split_sentence(split: GapSplit) -> Text | None:
    """The same in a sentence; None where there is nothing to say."""
    if split.bottleneck:
        return _COSTS_MOST.format(**_parts(split.bottleneck))
    if split.reference:
        return _TOO_FEW.format(step=split.reference.label, count=split.reference.cases)
    if split.strength and split.risk:
        return _BOTH.format(strength=told(split.strength), risk=told(split.risk))
    return _STRONG.format(strength=told(split.strength)) if split.strength else None


def _brings(part: Part) -> str:
    return told(part).removeprefix(f"{part.label} ")


def told(part: Part) -> str:
    """商談→受注 ▲35.6万円（n=7）: of few cases with their n."""
    few = _N.format(count=part.cases) if part.cases is not None and are_few(part.cases) else ""
    return f"{part.label} {signed(part.yen)}{few}"


def signed(amount: float) -> str:
    """+12.3万円, ▲45.6万円: a part of a gap, rounded to thousands."""
    return f"{'+' if amount > 0 else ''}{yen(amount)}"


def yen(amount: float) -> str:
    """▲123.4万円: a gap in yen, rounded to thousands."""
    return Unit.YEN.show(formulas.rounded_to(amount, -3))


def _parts(part: Part) -> dict[str, object]:
    return {"step": part.label, "yen": yen(part.yen), "few": _few(part)}


def _few(part: Part) -> Text:
    return _FEW.format(count=part.cases) if part.cases is not None and are_few(part.cases) else Text("", "")


def _costs(part: Part) -> Text:
    return _WITH_CASES.format(yen=signed(part.yen), cases=_cases(part))


def _cases(part: Part) -> Text:
    if part.cases is None:
        return _OF_A_COUNT
    return (_FEW_CASES if are_few(part.cases) else _CASES).format(count=f"{part.cases:,}")


_BOTTLENECK = Text("ボトルネック（売上への影響）", "Bottleneck (effect on revenue)")
_OF = Text("{caption}：{whose}", "{caption}: {whose}")
_STRENGTH = Text("強み（売上への影響）", "Strength (effect on revenue)")
_WITH_CASES = Text("{yen}、{cases}", "{yen}, {cases}")
_BRINGS = Text("{yen}、{risk}", "{yen}, {risk}")
_RISK = Text("リスク：{part}", "Risk: {part}")
_NO_RISK = Text("売上を下げているKPIはなし", "No KPI is costing revenue")
_NONE = Text("なし", "None")
_EXACTLY = Text("目標どおり", "Exactly on target")
_NO_STAGE = Text("件数が少なく判断できない", "Too few cases to tell")
_OF_A_COUNT = Text("件数の不足による影響", "Effect of a missing count")
_CASES = Text("n={count}", "n={count}")
_FEW_CASES = Text("n={count}の参考値", "for reference (n={count})")
_ONLY_REFERENCE = Text("n={count}のため参考値（金額は示しません）", "For reference only (n={count}): too few for yen")
_N = Text("（n={count}）", " (n={count})")
_FEW = Text("（n={count}。件数が少ないため参考値です）", " (n={count}: few cases, for reference only)")
_COSTS_MOST = Text("売上への影響が最も大きいのは{step}で、{yen}です{few}。", "The largest gap is {step}: {yen} of revenue{few}.")
_TOO_FEW = Text(
    "差が最も出ているのは{step}ですが、n={count}のため参考値です（金額は示しません）。",
    "The gap shows most in {step}, for reference only (n={count}): too few cases for yen.",
)
_BOTH = Text(
    "売上を押し上げている要因は{strength}、下げている要因は{risk}です。",
    "{strength} lifts revenue most; {risk} costs most.",
)
_STRONG = Text("売上を押し上げている要因は{strength}です。", "{strength} lifts revenue most.")
