"""Whether a group of headings opens an article or is a section of the one that stands open, added up as evidence.

A byline or 本报讯 below, a place and a colon, whether what follows speaks of what the open article speaks of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from db.extract.geography.gazetteer import gazetteer
from db.extract.layout import joints, roles
from db.extract.layout.drafts import TITLE_WEIGHS, Draft, Group
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

_PLACE_COLON = re.compile(r"(?:【[^】]{2,30}】)?[\u3400-\u9fff]{2,10}[：:][^：:]{4,}")
_NAMED_PLACE = re.compile(r"[\u3400-\u9fff]{1,9}[省市县区州旗镇乡村道][：:]")
_NEWS = re.compile(
    r"近日|日前|昨日|最近|本[月周]|连日来|今年以来|近年来|眼下|这几天|这些天|[0-9]{1,2}月[0-9]{1,2}日"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[、.．]|第[一二三四五六七八九十]"
)
_NAME = re.compile(r"[\u3400-\u9fff]{3}")


def _witnesses(body: Sequence[Line], doubles: set[int]) -> list[Line]:
    """The paragraphs that tell the story below a heading: those given once, or the only one there is."""
    return list(body) if len(body) == 1 else [line for line in body if line.index not in doubles]


def _another_place(title: str, heading: str) -> bool:
    """Whether both begin with a place and a colon, and not with the same place."""
    if not _PLACE_COLON.fullmatch(title):
        return False
    ours, theirs = (re.split("[：:]", words, maxsplit=1)[0] for words in (title, heading))
    return ours not in theirs and theirs not in ours


def _signed(group: Group) -> bool:
    return bool(group.headings and (group.bylines or (group.body and roles.lead(group.body[0].text))))


class Reader:
    """Weighs a group of headings against the article that stands open."""

    def __init__(self, kinship: Kinship, doubles: set[int], groups: Sequence[Group]) -> None:
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

    def begin(self, group: Group) -> None:
        self._said = "".join(h.text for h in group.headings)
        self._signed = _signed(group)
        self._lines, self._counts = [], Counter()
        self._uncounted = group.headings * TITLE_WEIGHS
        self.go_on(group)

    def go_on(self, group: Group) -> None:
        told = [line for line in group.body if line.index not in self._doubles]
        self._lines += [*group.headings, *told]
        self._uncounted += told

    def opens(self, group: Group, draft: Draft) -> bool:
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
            found += self._own_words(group)
            if abs(found - need) <= _STORY:  # the whole page is counted for it
                found += self._change_of_story(group)
        return found >= need

    def _own_words(self, group: Group) -> float:
        """What it says that the paragraphs below go on with words of their headings that the open article lacks, or
        that it has them.
        """
        above = "".join(line.text for line in self._lines[-_LOOKED_AT:])
        below = "\n".join(line.text for line in group.body[:_LOOKED_AT] if line.index not in self._doubles)
        words = {pair for line in group.headings for pair in line.pairs if pair.isalpha()}
        old = {word for word in words if word in above}
        own = sum(min(below.count(word), _OFTEN) for word in words - old)
        return min(_OWN_WORDS, _OWN_WORD * own) - _OLD_WORD * len(old)

    def _evidence(self, group: Group, draft: Draft) -> float:
        first, last = group.headings[0], group.headings[-1]
        opening = group.body[0].text
        found = 0.0
        if group.bylines:
            found += 4.0 if first.mark else 6.0  # what looks like a title only has no byline below it by chance
        if roles.lead(opening):
            found += 5.0
        if len(group.headings) > 1:
            found += 3.0 if first.text[-1:] in "：:" else 1.5
        if any(roles.DASHED.match(h.text) for h in group.headings[1:]):
            found += 2.0
        if roles.SERIES.match(first.text):
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

    def _new_place(self, heading: str, group: Group) -> float:
        """What it says that a heading begins with words the open article does not have and those below it go on with,
        the name of a place above all.
        """
        words = roles.SERIES.sub("", heading).lstrip("“《")
        start = words[:2]
        if not _NAME.match(words) or any(start in line.text for line in self._lines[-_LOOKED_AT:]):
            return 0.0
        told = [line.text for line in group.body if line.index not in self._doubles][:_LOOKED_AT]
        found = _PLACE_FIRST if gazetteer().begins(words) else 0.0
        if any(start in text for text in told):
            found += _SAID_BELOW + (_SAID_AT_ONCE if start in told[0][:60] else 0.0)
        return found

    def _names_go_on(self, group: Group) -> bool:
        """Whether words of the open article's title, that hardly any other has, stand below these headings."""
        told = "".join(line.text for line in group.body if line.index not in self._doubles)
        title = roles.SERIES.sub("", self._said)
        above = "".join(h.text for h in group.headings)
        for word in {title[at : at + 3] for at in range(len(title) - 2)}:
            here = told.count(word) if _NAME.fullmatch(word) and word not in above else 0
            if here:
                here += sum(line.text.count(word) for line in self._lines[-_LOOKED_AT:])
                if here >= _MOSTLY * self._kinship.count_triple(word):
                    return True
        return False

    def _change_of_story(self, group: Group) -> float:
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
