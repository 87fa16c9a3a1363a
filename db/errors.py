"""What can go wrong and be told to a person, as against a defect of ours, which stays an ordinary exception."""

import errno


class CasebookError(Exception):
    """Something a reader can do something about: an empty file, a full disk, a library of a newer version.

    `template` is a Chinese sentence that says what happened and what to do next, with {names} of `facts` in it; the
    window looks the template up in its language and fills it in, the command line prints `str(error)`.
    """

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template.format(**facts))
        self.template = template
        self.facts = facts

    def __reduce__(self) -> tuple:  # it may come from another process
        return _again, (type(self), self.template, self.facts)


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the common reasons, else as the system puts it."""
    return _REASONS.get(error.errno) or error.strerror or str(error)


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许这样做",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘只能读，不能写",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序使用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
}


def _again(kind: type[CasebookError], template: str, facts: dict[str, object]) -> CasebookError:
    return kind(template, **facts)
