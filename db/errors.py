"""What can go wrong and be told to a person, as against a defect of ours, which stays an ordinary exception."""


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


def _again(kind: type[CasebookError], template: str, facts: dict[str, object]) -> CasebookError:
    return kind(template, **facts)
