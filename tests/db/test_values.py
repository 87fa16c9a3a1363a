import copy
import inspect
import pickle
import time
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace

import pytest

from db import model
from db.extract import read_page
from tests.samples import PAGE

VALUES = [one for _, one in inspect.getmembers(model, inspect.isclass) if is_dataclass(one)]


def test_values_come_from_another_process_as_they_went() -> None:
    page = read_page(PAGE.read_text(encoding="utf-8"))
    assert pickle.loads(pickle.dumps(page)) == page == copy.deepcopy(page)
    assert pickle.loads(pickle.dumps(page, 0)).articles[0].metrics == page.articles[0].metrics
    with pytest.raises(FrozenInstanceError):
        page.articles[0].title = "另一个"


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_each_value_keeps_all_its_fields(kind) -> None:
    made = kind(**{one.name: f"字{n}" for n, one in enumerate(fields(kind))})
    assert pickle.loads(pickle.dumps(made)) == made and replace(made) == made and len(VALUES) > 20


def test_packing_a_page_takes_less_than_pythons_own_way() -> None:
    @dataclass(frozen=True, slots=True)
    class Plain:
        start: int
        end: int
        text: str

    Plain.__qualname__ = "Plain"
    globals()["Plain"] = Plain
    took = []
    for kind in (Plain, model.Block):
        values = [kind(n, n + 1, "字") for n in range(5000)]
        took.append(min(_took(values) for _ in range(3)))
    assert took[1] < 0.8 * took[0]


def _took(values: list) -> float:
    began = time.process_time()
    pickle.loads(pickle.dumps(values))
    return time.process_time() - began
