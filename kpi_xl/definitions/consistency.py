"""Consistency: what is wrong between the parts of a role whose parts are each right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kpi_xl.definitions.model import Level, RoleTemplate
from kpi_xl.errors import NO_VALUE, Finding, did_you_mean
from kpi_xl.language import Text


def inconsistencies(role: RoleTemplate, place: str) -> list[Finding]:
    """Everything that does not fit together."""
    findings = [*_doubled(role, place), *_dangling(role, place), *_unplaced(role, place), *_without_inputs(role, place)]
    if not findings:
        findings += [*_lost(role, place), *_across_tracks(role, place)]
    return findings


def _doubled(role: RoleTemplate, place: str) -> Iterator[Finding]:
    lists = {
        "kpis": [kpi.id for kpi in role.kpis],
        "inputs": [item.name for item in role.inputs],
        "ksfs": [ksf.id for ksf in role.ksfs],
        "funnel": [stage.id for stage in role.funnel],
        "tracks": [track.id for track in role.tracks],
    }
    for key, names in lists.items():
        for name, times in Counter(names).items():
            if times > 1:
                yield Finding(f"{place}{key}", name, _DOUBLED, _OTHER_NAME)


def _dangling(role: RoleTemplate, place: str) -> Iterator[Finding]:
    """References to what is nowhere defined; a funnel stage may only share one that stands above it."""
    kpis = [kpi.id for kpi in role.kpis]
    ksfs, tracks = [ksf.id for ksf in role.ksfs], [track.id for track in role.tracks]
    stages = [stage.id for stage in role.funnel]
    references = [
        (f"kpis {kpi.id}.{key}", value, known)
        for kpi in role.kpis
        for key, value, known in (("drives", kpi.drives, kpis), ("ksf", kpi.ksf, ksfs), ("track", kpi.track, tracks))
    ] + [
        (f"funnel {stage.id}.{key}", value, known)
        for index, stage in enumerate(role.funnel)
        for key, value, known in (
            ("kpi", stage.kpi, kpis),
            ("share_of", stage.share_of, stages[:index]),
            ("rate", stage.rate, kpis),
            ("track", stage.track, tracks),
        )
    ]
    for where, value, known in references:
        if value is not None and value not in known:
            yield Finding(f"{place}{where}", value, _DANGLING, did_you_mean(value, known) if known else _DEFINE_IT)


def _unplaced(role: RoleTemplate, place: str) -> Iterator[Finding]:
    """The tree has one root, and every other KPI hangs below one."""
    roots = [kpi.id for kpi in role.kpis if kpi.level is Level.KGI]
    if not roots:
        yield Finding(f"{place}kpis", NO_VALUE, _NO_KGI, _MARK_ONE_KGI)
    if len(roots) > 1:
        yield Finding(f"{place}kpis", ", ".join(roots), _TWO_KGIS, _MARK_ONE_KGI)
    for kpi in role.kpis:
        if kpi.level is Level.KGI and kpi.drives:
            yield Finding(f"{place}kpis {kpi.id}.drives", kpi.drives, _KGI_DRIVES, _DRIVES_NOTHING)
        if kpi.level is not Level.KGI and not kpi.drives:
            yield Finding(f"{place}kpis {kpi.id}.drives", NO_VALUE, _DRIVES_RULE, _DRIVES_REMEDY)


def _lost(role: RoleTemplate, place: str) -> Iterator[Finding]:
    reached = {kpi.id for _, kpi in role.tree()}
    lost = [kpi.id for kpi in role.kpis if kpi.id not in reached]
    if lost:
        yield Finding(f"{place}kpis", ", ".join(lost), _CYCLE, _DRIVES_REMEDY)


def _without_inputs(role: RoleTemplate, place: str) -> Iterator[Finding]:
    """A target that is worked back needs the numbers of the way."""
    known = {item.name for item in role.inputs}
    for kpi in role.kpis:
        for name in sorted(kpi.reverse.inputs - known) if kpi.reverse else ():
            yield Finding(f"{place}kpis {kpi.id}.reverse", name, _NO_INPUT, _ADD_INPUT)


def _across_tracks(role: RoleTemplate, place: str) -> Iterator[Finding]:
    """What members of one track follow must not hang on what only another track follows."""
    track_of = {kpi.id: kpi.track for kpi in role.kpis}
    stage_track = {stage.id: stage.track for stage in role.funnel}
    references = [(f"kpis {kpi.id}.drives", kpi.track, kpi.drives, track_of) for kpi in role.kpis]
    for stage in role.funnel:
        references += [
            (f"funnel {stage.id}.kpi", stage.track, stage.kpi, track_of),
            (f"funnel {stage.id}.rate", stage.track, stage.rate, track_of),
            (f"funnel {stage.id}.share_of", stage.track, stage.share_of, stage_track),
        ]
    for where, track, value, tracks in references:
        if value and tracks[value] not in (None, track):
            yield Finding(f"{place}{where}", value, _OTHER_TRACK, _SAME_TRACK.format(track=tracks[value]))


_DOUBLED = Text("が2回使われています", "is used twice")
_OTHER_NAME = Text("別の名前にしてください", "Give one of them another name")
_DANGLING = Text("は定義されていません", "is not defined")
_DEFINE_IT = Text("先に定義するか、この行を消してください", "Define it first, or leave the line out")
_NO_KGI = Text("KGIがありません", "there is no KGI")
_TWO_KGIS = Text("がどれもKGIになっています", "are all marked as the KGI")
_MARK_ONE_KGI = Text('ちょうど1つのKPIを level = "KGI" にしてください', 'Give level = "KGI" to exactly one KPI')
_KGI_DRIVES = Text("は書けません（KGIの上にKPIはありません）", "is above the KGI, and nothing can be")
_DRIVES_NOTHING = Text("KGIの drives を消してください", "Leave drives out of the KGI")
_DRIVES_RULE = Text("が必要です（KGI以外のKPIは上位のKPIにつながります）", "is required of every KPI but the KGI")
_DRIVES_REMEDY = Text("drives に上位のKPIのidを書いてください", "Write the id of the KPI above it")
_CYCLE = Text("からKGIへたどり着けません（drives が循環しています）", "does not lead to the KGI (drives form a loop)")
_NO_INPUT = Text("という入力がないため逆算できません", "is an input needed to work back")
_ADD_INPUT = Text("[[inputs]] に加えるか、reverse を消してください", "Add it under [[inputs]], or leave reverse out")
_OTHER_TRACK = Text("は別のトラックだけのものです", "belongs to another track only")
_SAME_TRACK = Text('track = "{track}" を付けるか、参照を変えてください', 'Add track = "{track}", or refer to another one')
