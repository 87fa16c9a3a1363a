"""Lines of a page -> drafts of its articles: which headings open an article, which only a section of one.

Both carry the same mark, and some titles carry none. What tells them apart is added up as evidence: a kicker above,
a byline or 本报讯 below, a place and a colon, and whether what follows speaks of what the article before it speaks of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from db.extract.geography.gazetteer import gazetteer
from db.extract.layout import furniture, joints, roles
from db.extract.layout.kinship import Kinship, pairs
from db.extract.layout.lines import Line

_TITLE_MARKED = 0.0  # the evidence from which a marked heading, and an unmarked short line, opens an article
_TITLE_UNMARKED = 3.0
_NONE_MARKED = 1.9  # the same on a page without any mark, where titles stand bare
_MOSTLY = 0.7  # of the times the page has a word, from which it is one article's own
_SAME_STORY = 0.16  # affinity of two halves of one article is above, of two articles below
_SAME_STRAY = 0.1  # the same of what came astray, which is short
_STORY = 3.0  # the most that the words of two stories say
_NAMES_GO_ON = 1.5
_PLACE_FIRST, _SAID_BELOW, _SAID_AT_ONCE = 2.0, 0.5, 1.0
# What words of a heading say: each time one stands below that the open article lacks, at most so often and so much in
# all; each that the open article has.
_OWN_WORD, _OFTEN, _OWN_WORDS = 0.2, 3, 2.0
_OLD_WORD = 0.2
_UNDECIDED = _STORY + _OWN_WORDS
_LOOKED_AT = 80  # lines of an article; keeps one without end linear
_LONGEST_HEADING = 80
_LONGEST_KICKER = 16
TITLE_WEIGHS = 3  # times the words of a title count among those of its article

_PLACE_COLON = re.compile(r"(?:【[^】]{2,30}】)?[\u3400-\u9fff]{2,10}[：:][^：:]{4,}")
_NAMED_PLACE = re.compile(r"[\u3400-\u9fff]{1,9}[省市县区州旗镇乡村道][：:]")
_SERIES = re.compile(r"【[^】]{2,40}】")
_NEWS = re.compile(
    r"近日|日前|昨日|最近|本[月周]|连日来|今年以来|近年来|眼下|这几天|这些天|[0-9]{1,2}月[0-9]{1,2}日"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、.．]|第[一二三四五六七八九十]"
)
_NAME = re.compile(r"[\u3400-\u9fff]{3}")
_DASHED = re.compile(r"[—―–-]{1,3}\s*\S")


@dataclass
class Draft:
    """An article in the making. `body` holds its paragraphs and section headings in the page's order."""

    title: Line | None = None
    kicker: Line | None = None
    subtitle: Line | None = None
    level: int = 0  # mark of the title, 0 for a title without one
    bylines: list[Line] = field(default_factory=list)  # below the title
    signed: list[Line] = field(default_factory=list)  # at the end
    body: list[Line] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)  # indexes of the lines of `body` that are section headings

    def paragraphs(self) -> list[Line]:
        return [line for line in self.body if line.index not in self.sections]


@dataclass
class Outline:
    drafts: list[Draft]
    loose: list[Line]  # paragraphs above the first title


@dataclass
class _Group:
    """Headings that follow each other, the bylines below them and the paragraphs up to the next headings."""

    headings: list[Line] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    signed: list[Line] = field(default_factory=list)
    after_byline: bool = False  # nothing but a byline stands between these headings and the ones before


def trace(content: Sequence[Line], doubles: set[int], kinship: Kinship) -> Outline:
    """The outline of a page without its furniture. `doubles`, the paragraphs given twice, bear no witness here."""
    groups = _groups(content)
    drafts: list[Draft] = []
    loose: list[Line] = []
    reader = _Reader(kinship, doubles, groups)
    for group in groups:
        if drafts and _cut_off(group):
            drafts[-1].body.append(group.headings.pop(0))
        if not group.headings:
            (drafts[-1].body if drafts else loose).extend(group.body + group.signed)
        elif not drafts or reader.opens(group, drafts[-1]):
            drafts.append(_open(group))
            reader.begin(group)
        else:
            _continue(drafts[-1], group)
            reader.go_on(group)
    return Outline(drafts, sorted(loose, key=lambda line: line.index))


def aside(lines: Sequence[Line]) -> set[int]:
    """The indexes of the page's own lines. A short line that sells, beside other advertisement, is one too."""
    found = {line.index for line in lines if not line.text or furniture.belongs_to_page(line.text)}
    for order in (range(len(lines)), reversed(range(len(lines)))):
        for n in order:
            if n not in found and (n - 1 in found or n + 1 in found) and furniture.sells(lines[n].text):
                found.add(n)
    return found


def _is_heading(line: Line) -> bool:
    return bool(line.mark) and len(line.text) <= _LONGEST_HEADING and line.text.count("。") < 2


def _groups(content: Sequence[Line]) -> list[_Group]:
    groups = [_Group()]
    for n, line in enumerate(content):
        here = groups[-1]
        before = content[n - 1] if n else None
        after = content[n + 1] if n + 1 < len(content) else None
        fresh = not here.body and not here.bylines
        if _is_heading(line) or _may_be_heading(line, before, after, here):
            if fresh and here.headings:
                here.headings.append(line)
            else:
                groups.append(_Group([line], after_byline=bool(here.headings and here.bylines and not here.body)))
        elif here.headings and not here.body and roles.names(line.text, alone=not here.bylines) is not None:
            here.bylines.append(line)
        elif here.body and _closes(line, after):
            here.signed.append(line)
        else:
            here.body.append(line)
    return groups


def _closes(line: Line, after: Line | None) -> bool:
    """Whether a line that names its writer stands at the end of an article rather than under its title."""
    found = roles.names(line.text)
    return bool(found) and (line.text[0] in "（(□■◎●" or bool(re.search("记者|通讯员|作者", line.text))) and (
        after is None or _is_heading(after) or roles.titlelike(after.text)
    )


def _may_be_heading(line: Line, before: Line | None, after: Line | None, here: _Group) -> bool:
    """Whether an unmarked line stands as a heading does; what it is, its evidence will say."""
    if not line.mark and after is not None and line.text[-1] in "：:" and 2 <= len(line.text) <= _LONGEST_KICKER:
        return _is_heading(after) or (roles.titlelike(after.text) and not roles.lead(after.text))
    if line.mark or after is None or roles.list_mark(line.text):
        return False
    if not roles.titlelike(line.text) and not (roles.headline(line.text) and _announced(after)):
        return False
    if roles.names(line.text) is not None:
        return False
    if not after.mark and after.text[-1] in "：:" and len(after.text) <= _LONGEST_KICKER:
        return False  # over a kicker stands no title, only the cut end of the article before
    if after.mark:
        # Over a marked heading an unmarked line is its kicker or nothing.
        return line.text[-1] in "：:" or (len(line.text) <= 12 and "，" not in line.text)
    if here.headings and not here.body and not here.bylines and before is not None:
        # Directly below a heading: the title under its kicker, or a subtitle. Else it is a short first paragraph.
        told = _DASHED.match(line.text) or _SERIES.match(line.text)
        return before.text[-1:] in "：:" or bool(told) or _announced(after)
    if here.body and before is not None and not roles.finished(before.text) and not roles.titlelike(before.text):
        return _announced(after)
    return not roles.finished(line.text) or _announced(after)


def _witnesses(body: Sequence[Line], doubles: set[int]) -> list[Line]:
    """The paragraphs that tell the story below a heading: those given once, or the only one there is."""
    return list(body) if len(body) == 1 else [line for line in body if line.index not in doubles]


def _announced(after: Line) -> bool:
    return roles.lead(after.text) is not None or roles.names(after.text, alone=True) is not None


def _cut_off(group: _Group) -> bool:
    """Whether the first of bare headings is the cut end of the article before rather than a kicker."""
    if len(group.headings) < 2 or any(h.mark for h in group.headings[:2]):
        return False
    first, second = (h.text for h in group.headings[:2])
    told = first[-1] in "：:" or _SERIES.match(first) or _DASHED.match(second)
    return len(first) > _LONGEST_KICKER and not told


def _open(group: _Group) -> Draft:
    """The draft a group of headings opens: which of them is the kicker, the title, the subtitle."""
    rest = list(group.headings)
    draft = Draft(bylines=list(group.bylines), signed=list(group.signed), level=max(h.mark for h in rest))
    if not rest[0].mark and any(h.mark for h in rest):
        draft.kicker = rest.pop(0)
    if len(rest) > 1 and not draft.kicker and (rest[0].text[-1:] in "：:" or _SERIES.fullmatch(rest[0].text)):
        draft.kicker = rest.pop(0)
    if len(rest) > 1 and _DASHED.match(rest[1].text):
        draft.subtitle = rest.pop(1)
    if len(rest) > 1 and not draft.kicker and not draft.subtitle and len(rest[0].text) <= len(rest[1].text):
        draft.kicker = rest.pop(0)
    draft.title = rest.pop(0)
    if rest and not draft.subtitle and not draft.kicker:
        draft.subtitle = rest.pop(0)
    draft.sections = {line.index for line in rest}
    draft.body = rest + group.body
    return draft


def _continue(draft: Draft, group: _Group) -> None:
    draft.sections |= {line.index for line in group.headings if line.mark}
    draft.body += group.headings + group.body
    draft.signed += group.bylines + group.signed


def _another_place(title: str, heading: str) -> bool:
    """Whether both begin with a place and a colon, and not with the same place."""
    if not _PLACE_COLON.fullmatch(title):
        return False
    ours, theirs = (re.split("[：:]", words, maxsplit=1)[0] for words in (title, heading))
    return ours not in theirs and theirs not in ours


def _signed(group: _Group) -> bool:
    return bool(group.headings and (group.bylines or (group.body and roles.lead(group.body[0].text))))


class _Reader:
    """Weighs a group of headings against the article that stands open."""

    def __init__(self, kinship: Kinship, doubles: set[int], groups: Sequence[_Group]) -> None:
        marked = sum(any(h.mark for h in group.headings) for group in groups)
        signed = sum(_signed(group) for group in groups)
        # A page that signs its articles makes a heading over unsigned paragraphs less likely a title.
        self._signs = min(1.0, 3 * signed / marked) if marked else 0.0
        self._unmarked = _TITLE_UNMARKED if marked else _NONE_MARKED
        self._signed = False
        self._kinship = kinship
        self._doubles = doubles
        self._said = ""
        self._lines: list[Line] = []  # of the open article, headings and paragraphs
        self._counts: Counter[str] = Counter()
        self._uncounted: list[Line] = []

    def begin(self, group: _Group) -> None:
        self._said = "".join(h.text for h in group.headings)
        self._signed = _signed(group)
        self._lines, self._counts = [], Counter()
        self._uncounted = group.headings * TITLE_WEIGHS
        self.go_on(group)

    def go_on(self, group: _Group) -> None:
        told = [line for line in group.body if line.index not in self._doubles]
        self._lines += [*group.headings, *told]
        self._uncounted += told

    def opens(self, group: _Group, draft: Draft) -> bool:
        marked = any(h.mark for h in group.headings)
        if group.after_byline or not group.body:
            # Under a byline no second title follows; a title over nothing is none.
            return bool(group.bylines) and not group.after_byline
        if not marked and all(h.text.strip() in self._said for h in group.headings):
            return False  # the title of the whole said it before: a part of the same article
        need = _TITLE_MARKED if marked else self._unmarked
        found = self._evidence(group, draft)
        if abs(found - need) <= _UNDECIDED:  # beyond that nothing that is counted out of words can turn it
            if not _signed(group) and self._names_go_on(group):
                found -= _NAMES_GO_ON
            found += self._change_of_story(group) + self._own_words(group)
        return found >= need

    def _own_words(self, group: _Group) -> float:
        """What it says that the paragraphs below go on with words of their headings that the open article lacks, or
        that it has them.
        """
        above = "".join(line.text for line in self._lines[-_LOOKED_AT:])
        below = "\n".join(line.text for line in group.body[:_LOOKED_AT] if line.index not in self._doubles)
        words = {pair for line in group.headings for pair in line.pairs if pair.isalpha()}
        old = {word for word in words if word in above}
        own = sum(min(below.count(word), _OFTEN) for word in words - old)
        return min(_OWN_WORDS, _OWN_WORD * own) - _OLD_WORD * len(old)

    def _evidence(self, group: _Group, draft: Draft) -> float:
        first, last = group.headings[0], group.headings[-1]
        opening = group.body[0].text
        found = 0.0
        if group.bylines:
            found += 4.0 if first.mark else 6.0  # what looks like a title only has no byline below it by chance
        if roles.lead(opening):
            found += 5.0
        if len(group.headings) > 1:
            found += 3.0 if first.text[-1:] in "：:" else 1.5
        if any(_DASHED.match(h.text) for h in group.headings[1:]):
            found += 2.0
        if _SERIES.match(first.text):
            found += 5.0
        elif _PLACE_COLON.fullmatch(last.text):
            found += 2.0 if _NAMED_PLACE.match(last.text) else 1.0
            if draft.title is not None and _another_place(draft.title.text, last.text):
                found += 3.0  # 甲县：… after 乙县：…: alike in form and in what they tell, and yet two places
        if _NAME.match(last.text) and last.text[:2] == opening[:2]:
            found += 1.0  # 山东… over 山东…: the place is said again where a story begins
        found += self._new_place(last.text, group) if last.mark else 0.0
        if _NEWS.search(opening[:24]):
            found += 0.7
        if _NUMBERED.match(first.text):
            found -= 5.0
        if draft.level and first.mark > draft.level:
            found -= 3.0
        if not _signed(group):
            found -= 0.5 * self._signs + 0.9 * self._signed
        if len(last.text) <= 8:
            found -= 0.5 if len(last.text) > 6 else 1.5
        elif len(last.text) >= 14:
            found += 1.0
        if draft.sections and not _signed(group):
            found -= 1.0  # sections seldom come alone
        return found

    def _new_place(self, heading: str, group: _Group) -> float:
        """What it says that a heading begins with words the open article does not have and those below it go on with,
        the name of a place above all.
        """
        words = _SERIES.sub("", heading).lstrip("“《")
        start = words[:2]
        if not _NAME.match(words) or any(start in line.text for line in self._lines[-_LOOKED_AT:]):
            return 0.0
        told = [line.text for line in group.body if line.index not in self._doubles][:_LOOKED_AT]
        found = _PLACE_FIRST if gazetteer().begins(words) else 0.0
        if any(start in text for text in told):
            found += _SAID_BELOW + (_SAID_AT_ONCE if start in told[0][:60] else 0.0)
        return found

    def _names_go_on(self, group: _Group) -> bool:
        """Whether words of the open article's title, that hardly any other has, stand below these headings."""
        told = "".join(line.text for line in group.body if line.index not in self._doubles)
        title = _SERIES.sub("", self._said)
        above = "".join(h.text for h in group.headings)
        for word in {title[at : at + 3] for at in range(len(title) - 2)}:
            here = told.count(word) if _NAME.fullmatch(word) and word not in above else 0
            if here:
                here += sum(line.text.count(word) for line in self._lines[-_LOOKED_AT:])
                if here >= _MOSTLY * self._kinship.count_triple(word):
                    return True
        return False

    def _change_of_story(self, group: _Group) -> float:
        """-3 where the paragraphs below go on with the open article's story to 3 where they tell another."""
        own = pairs(_witnesses(group.body, self._doubles))
        self._counts.update(chain.from_iterable(line.pairs for line in self._uncounted))
        self._uncounted = []
        stray = pairs(self._stray())
        above = self._counts - stray if stray else self._counts
        size, whole = own.total(), above.total()
        if not size or not whole:
            return 0.0
        kin = self._kinship.affinity(own, above, whole)
        sure = min(1.0, size / 120, whole / 120)
        change = max(-_STORY, min(_STORY, (_SAME_STORY - kin) * 20)) * sure
        akin = self._kinship.affinity(own, stray, stray.total())
        if akin > _SAME_STRAY and roles.finished(group.body[-1].text):
            return max(-_STORY, min(change, (_SAME_STRAY - akin) * 20))
        return change

    def _stray(self) -> list[Line]:
        """The lines at the end of the open article that begin in mid-sentence behind a whole one: what was moved here
        may have brought a section heading along.
        """
        lines = self._lines[-_LOOKED_AT:]
        for n in range(len(lines) - 1, 0, -1):
            if lines[n].mark:
                break
            if roles.finished(lines[n - 1].text) and joints.headless(lines[n].text):
                return lines[n:]
        return []


