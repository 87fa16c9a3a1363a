"""The program without a window: extract, import, search, export, verify. Imports no Qt.

What was asked for goes to stdout, messages to stderr, a line each. Exit status: 0 all done, 1 something failed (the
rest was done), 2 wrong usage.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from db import looking
from db.errors import CasebookError
from ui.i18n import told, tr

if TYPE_CHECKING:
    from db.intake.reading import Readings
    from db.library import Library

DONE, FAILED, MISUSED = 0, 1, 2
MOST_JOBS, MOST_HITS = 256, 100_000


def main(argv: Sequence[str]) -> int:
    """Do what `argv` (without the program's name) asks for; the exit status."""
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as end:  # argparse has said what was wrong, or printed the help
        return int(end.code or 0)
    try:
        return asked.run(asked)
    except CasebookError as error:
        _say(told(error))
        return FAILED
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        _say(tr("已中断；此前完成的部分已经保存。"))
        return FAILED


def extract(asked: argparse.Namespace) -> int:
    """One JSON object a file on stdout, also of those in folders and archives; no library is touched."""
    from db import exporting
    from db.intake import files as ingest
    from db.intake import workers as ingest_workers

    items, names = [], []
    for name in asked.files:
        found = ingest.items([name])
        items += found
        # A file goes by what was typed, one in a folder or an archive by its way from there.
        names += [item.name if item.inside or item.path != Path(name) else name for item in found]
    status = DONE
    for name, reading in zip(names, ingest_workers.readings(items), strict=True):
        line: dict = {"file": name}
        if reading.page is not None:
            line |= exporting.page_as_dict(reading.page)
        else:
            line["error"] = told(reading.error)
            _say(line["error"])
            status = FAILED
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return status


def import_(asked: argparse.Namespace) -> int:
    """Bring files, and those in folders and archives, into a library, made where there is none."""
    from db.importing import import_files
    from db.library import Library

    path = Path(asked.library)
    status = DONE
    made = not looking.exists(path)
    with _not_left_empty(path, made), Library.create(path) if made else _open(path, write=True) as library:
        for step in import_files(asked.files, library, by=_hands(asked)):
            if step.error is not None:
                status = FAILED
                _say(told(step.problem))
            elif step.added.already:
                _say(tr("{name}：已在库中，没有改动。", name=step.name))
            else:
                _say(tr("{name}：新增 {n} 个案例。", name=step.name, n=len(step.added.case_ids)))
    return status


def _hands(asked: argparse.Namespace) -> "Readings":
    """Who takes the files apart: this machine's processes, as many as were asked for, or a cluster's."""
    from db.intake import cluster, workers

    if asked.cluster is not None:
        return partial(cluster.readings, address=asked.cluster)
    return partial(workers.readings, processes=asked.jobs)


def _open(path: Path | str, write: bool = False) -> "Library":
    """The library at `path`; where it has to be brought up to date first, say so, for that takes its time."""
    from db.library import Library

    if Library.is_old(path):
        _say(tr("“{name}”是旧版本建立的，正在整理成新的格式，只需这一次。整理前的那一份已另存在旁边。",
                name=Path(path).name))
    return Library.open(path, write=write)


@contextmanager
def _not_left_empty(path: Path, made: bool) -> Iterator[None]:
    """A library that was `made` for an import of which nothing came is cleared away at the end."""
    try:
        yield
    finally:
        if made:
            from db.library import Library

            with suppress(CasebookError, OSError):
                with Library.open(path, write=True) as library:
                    empty = not library.counts().pages
                if empty:
                    path.unlink()


def search(asked: argparse.Namespace) -> int:
    """The hits, a line each: number, title, place, snippet, separated by tabs."""
    with _open(asked.library) as library:
        typed = os.fsencode(" ".join(asked.query)).decode("utf-8", "replace")  # whatever locale the shell is in
        hits = library.search(typed, asked.limit)
    for hit in hits:
        snippet = "".join(f"[{words}]" if marked else words for words, marked in hit.snippet)
        print(hit.case_id, hit.title, hit.place, snippet.replace("\t", " "), sep="\t")
    if not hits:
        _say(tr("没有找到。请换一个词，或减少词数。"))
    return DONE


def export(asked: argparse.Namespace) -> int:
    """Write every case of a library, or those named, to a file."""
    from db.exporting import FORMATS
    from db.exporting import export as write

    form = (asked.format or Path(asked.out).suffix.removeprefix(".")).lower()
    if form not in (*FORMATS, "pdf"):
        _say(tr("不能导出为“{form}”。可用的格式：{forms}。", form=form, forms="、".join((*FORMATS, "pdf"))))
        return MISUSED
    with _open(asked.library) as library:
        cases = (library.case(n) for n in asked.case) if asked.case else library.cases()
        if form == "pdf":
            count = _pdf(list(cases), Path(asked.out))
        else:
            labels = library.topic_labels()
            count = write(cases, asked.out, form, label=lambda code: labels.get(code, code))
    _say(tr("已导出 {n} 个案例到“{name}”。", n=count, name=asked.out))
    return DONE


def _pdf(cases: list, path: Path) -> int:
    """The printed summaries, which Qt alone can set; it needs no screen for it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.application import application
    from ui.printing.printer import write_pdf

    application()
    write_pdf(cases, path)
    return len(cases)


def verify(asked: argparse.Namespace) -> int:
    """Hold every stored quotation against its words; a line for each that is not there."""
    faults = 0
    with _open(asked.library) as library:
        for fault in library.verify():
            faults += 1
            print(fault.case_id or "-", fault.what, f"{fault.span[0]}–{fault.span[1]}", _short(fault.quote),
                  _short(fault.found), sep="\t", flush=True)
        counts = library.counts()
    if faults:
        _say(tr("{n} 处与原文不符，见上。请重新导入所在的版面，或用备份替换案例库。", n=faults))
        return FAILED
    _say(tr("核对完毕：{cases} 个案例、{metrics} 项指标，处处与原文一致。", cases=counts.cases, metrics=counts.metrics))
    return DONE


def _short(words: str) -> str:
    words = re.sub(r"\s+", " ", words)
    return words if len(words) <= 40 else words[:39] + "…"


def _say(words: str) -> None:
    print(" ".join(words.split("\n")), file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="casebook", description=tr("案例册：把报纸版面拆成案例。不带命令时打开窗口。"))
    commands = parser.add_subparsers(title=tr("命令"), metavar=tr("命令"), required=True, parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> _Parser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    def library(made: _Parser) -> None:
        made.add_argument("--library", required=True, metavar=tr("案例库"), help=tr("案例库文件（.casebook）"))

    made = command("extract", extract, tr("拆解版面，每个文件输出一行 JSON，不写入案例库"))
    made.add_argument("files", nargs="+", metavar=tr("文件"), help=tr("版面文件，或装有它们的文件夹、.zip"))
    made = command("import", import_, tr("把版面导入案例库；案例库不存在时新建"))
    made.add_argument("files", nargs="+", metavar=tr("文件"), help=tr("版面文件，或装有它们的文件夹、.zip"))
    library(made)
    where = made.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=_upto(MOST_JOBS), metavar=tr("个数"),
                       help=tr("用本机的几个进程拆解（默认每个处理器核心一个）"))
    where.add_argument("--cluster", metavar=tr("地址"),
                       help=tr("由 Dask 集群拆解，写调度程序的地址，如 tcp://主机:8786"))
    made = command("search", search, tr("在案例库中查找"))
    made.add_argument("query", nargs="+", metavar=tr("词语"),
                      help=tr("几个词都要有；引号里的字连在一起；也可写 地区:三明、指标>100万元"))
    made.add_argument("--limit", type=_upto(MOST_HITS), default=50, metavar=tr("条数"),
                      help=tr("最多列出几条（默认 50）"))
    library(made)
    made = command("export", export, tr("导出案例"))
    made.add_argument("out", metavar=tr("导出文件"), help=tr("写到哪里"))
    made.add_argument("--format", metavar=tr("格式"), help=tr("json、csv、xlsx、docx 或 pdf；不写时看文件的后缀"))
    made.add_argument("--case", type=int, action="append", metavar=tr("编号"), help=tr("只导出这个案例，可以重复"))
    library(made)
    made = command("verify", verify, tr("核对案例库里的每处引文是否与原文一致"))
    library(made)
    return parser


def _upto(most: int) -> Callable[[str], int]:
    def whole(typed: str) -> int:
        number = int(typed)
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(tr("要写 1 到 {most} 之间的整数", most=most))
        return number

    return whole


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese words; an error is one line and exit status 2."""

    def __init__(self, **more: object) -> None:
        super().__init__(**more, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = tr("参数")
        self._optionals.title = tr("选项")
        self.add_argument("-h", "--help", action="help", help=tr("显示这段说明"))

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = tr(words, **found.groupdict())
                break
        _say(tr("{message}用 {prog} --help 查看用法。", message=message, prog=self.prog))
        raise SystemExit(MISUSED)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        super().add_usage(usage, actions, groups, tr("用法：") if prefix is None else prefix)


# What argparse complains of -> how it is said here.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<what>.+)", "缺少：{what}。"),
    (r"unrecognized arguments: (?P<what>.+)", "多余的参数：{what}。"),
    (r"argument .+: invalid choice: '?(?P<what>.+?)'?(?:, maybe you meant .*)? \(choose from .+\)",
     "没有“{what}”这个命令或文件。"),
    (r"argument (?P<what>.+): not allowed with argument (?P<other>.+)", "{what} 和 {other} 只能用一个。"),
    (r"argument (?P<what>.+): invalid (?:int|whole) value: '?(?P<value>.*?)'?",
     "{what} 后面要写整数，不能是“{value}”。"),
    (r"argument (?P<what>.+): expected .*", "{what} 后面要有一个值。"),
    (r"argument (?P<what>--(?:jobs|limit)): (?P<how>.+)", "{what} 后面{how}。"),
)
