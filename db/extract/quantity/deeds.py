"""The deed before a number that is itself the thing counted: 完成[饮用水抽检]240批次, 下达[责令整改]9件."""

from db.extract.quantity import fit
from db.extract.quantity.nounphrase import joined
from db.extract.quantity.phrases import DEEDS, listed
from db.extract.quantity.speech import Token
from db.extract.quantity.units import kind_of

# What counts deeds and the cases that they make.
_ACTS = DEEDS | {"批次", "家次", "户次", "件次", "宗次", "台次"}
# What counts cases of what somebody does: the noun before the verb is no case.
_CASES = frozenset("起 例 宗 案 起次".split())
_HARMED = ("死亡", "受伤", "失踪", "遇难", "牺牲", "重伤", "轻伤", "伤亡", "溺亡")


def of_noun(words: list[Token], taken: list[Token], after: list[Token], unit: str | None) -> str:
    """The deed that `taken`, the noun phrase at the end of `words`, and the words `after` it name together, or ""."""
    handed = not after and unit in ("人", "名", "户", "家")
    if (unit not in _ACTS and not handed) or any(w.part not in "VG" for w in after):
        return ""
    ahead = words[-len(taken) - 1] if len(words) > len(taken) else None
    deed = "".join(w.word for w in after)
    if unit in _CASES and len(after) == 1 and len(deed) == 2 and _happens(taken[-1], deed):
        return joined(taken) + deed  # 货车超载4起
    if not after:
        # 移送检察机关2件: what is handed over is no office
        return ahead.word if ahead and ahead.word in listed("handing") and fit.is_body(taken[-1].word) else ""
    if len(after[-1].word) < 2 or any(w.word in listed("reaching") for w in after):
        return ""
    if ahead and ahead.word in listed("performing"):
        return joined(taken) + deed
    if after[-1].word in listed("inspecting") and not fit.is_body(taken[-1].word) and not fit.is_person(taken[-1].word):
        return joined(taken) + deed  # 药品抽检50批次
    return ""


def _happens(noun: Token, verb: str) -> bool:
    """Whether `verb` says what `noun` did, and not what was done about it: 查处, 发生, 增加."""
    if fit.is_body(noun.word) or noun.part not in "NGA":
        return False
    return not any(verb in listed(name) for name in ("telling", "predicate", "change", "reaching", "adding"))


def of_verbs(words: list[Token], unit: str | None) -> str:
    """The deed that another verb governs where there is no noun: 实施[限产整治]7家, or ""."""
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n].part not in "VG"), -1)
    run = words[at + 1 :]
    if len(run) < 2 or run[0].word not in listed("performing") or run[-1].word not in listed("penal"):
        return ""
    return "".join(w.word for w in run[1:]) if unit in _ACTS or kind_of(unit or "") == "household" else ""


def harm(verb: str) -> str:
    """The word of harm that ends `verb` (死亡30人: dead are counted, not the men of the clause before), or ""."""
    return next((word for word in _HARMED if verb.endswith(word)), "")
