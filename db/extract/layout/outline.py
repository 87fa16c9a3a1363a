"""Lines of a page -> drafts of its articles: which headings open an article, which only a section of one.

Both carry the same mark, and some titles carry none. What tells them apart is added up as evidence: a kicker above,
a byline or 本报讯 below, a place and a colon, and whether what follows speaks of what the article before it speaks of.
"""

import re
from collections.abc import Sequence

from db.extract.layout import furniture, roles
from db.extract.layout.drafts import Draft, Group, Outline
from db.extract.layout.kinship import Kinship
from db.extract.layout.lines import Line
from db.extract.layout.titles import Reader

_LONGEST_HEADING = 80
_LONGEST_KICKER = 16


def trace(content: Sequence[Line], doubles: set[int], kinship: Kinship) -> Outline:
    """The outline of a page without its furniture. `doubles`, the paragraphs given twice, bear no witness here."""
    groups = _groups(content)
    drafts: list[Draft] = []
    loose: list[Line] = []
    reader = Reader(kinship, doubles, groups)
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


def _groups(content: Sequence[Line]) -> list[Group]:
    groups = [Group()]
    for n, line in enumerate(content):
        here = groups[-1]
        before = content[n - 1] if n else None
        after = content[n + 1] if n + 1 < len(content) else None
        fresh = not here.body and not here.bylines
        if _is_heading(line) or _may_be_heading(line, before, after, here):
            if fresh and here.headings:
                here.headings.append(line)
            else:
                groups.append(Group([line], after_byline=bool(here.headings and here.bylines and not here.body)))
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


def _may_be_heading(line: Line, before: Line | None, after: Line | None, here: Group) -> bool:
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
        told = roles.DASHED.match(line.text) or roles.SERIES.match(line.text)
        return before.text[-1:] in "：:" or bool(told) or _announced(after)
    if here.body and before is not None and not roles.finished(before.text) and not roles.titlelike(before.text):
        return _announced(after)
    return not roles.finished(line.text) or _announced(after)


def _announced(after: Line) -> bool:
    return roles.lead(after.text) is not None or roles.names(after.text, alone=True) is not None


def _cut_off(group: Group) -> bool:
    """Whether the first of bare headings is the cut end of the article before rather than a kicker."""
    if len(group.headings) < 2 or any(h.mark for h in group.headings[:2]):
        return False
    first, second = (h.text for h in group.headings[:2])
    told = first[-1] in "：:" or roles.SERIES.match(first) or roles.DASHED.match(second)
    return len(first) > _LONGEST_KICKER and not told


def _open(group: Group) -> Draft:
    """The draft a group of headings opens: which of them is the kicker, the title, the subtitle."""
    rest = list(group.headings)
    draft = Draft(bylines=list(group.bylines), signed=list(group.signed), level=max(h.mark for h in rest))
    if not rest[0].mark and any(h.mark for h in rest):
        draft.kicker = rest.pop(0)
    if len(rest) > 1 and not draft.kicker and (rest[0].text[-1:] in "：:" or roles.SERIES.fullmatch(rest[0].text)):
        draft.kicker = rest.pop(0)
    if len(rest) > 1 and roles.DASHED.match(rest[1].text):
        draft.subtitle = rest.pop(1)
    if len(rest) > 1 and not draft.kicker and not draft.subtitle and len(rest[0].text) <= len(rest[1].text):
        draft.kicker = rest.pop(0)
    draft.title = rest.pop(0)
    if rest and not draft.subtitle and not draft.kicker:
        draft.subtitle = rest.pop(0)
    draft.sections = {line.index for line in rest}
    draft.body = rest + group.body
    return draft


def _continue(draft: Draft, group: Group) -> None:
    draft.sections |= {line.index for line in group.headings if line.mark}
    draft.body += group.headings + group.body
    draft.signed += group.bylines + group.signed
