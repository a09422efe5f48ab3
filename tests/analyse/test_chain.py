"""Whatever an analyzer gives or raises, the chain gives a run that can be stored and shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import pytest

from generator import codec
from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.chain import Finished, run_chain
from generator.analyse.keys import run_keys, step_key
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered
from generator.analyse.tidy import MOST_ROWS, clean_reason, clean_text
from generator.model import Figure, FileKind, Finding, Measurement, Outcome, Region, Row, Run, Table
from generator.settings import Limits
from tests.analyse.support.describe import described
from tests.analyse.support.jobs import chain
from tests.analyse.support.stepping import STEP


@dataclass(frozen=True)
class Scripted(Registered):
    """A registered analyzer that returns or raises what the test says."""

    result: Any = ()

    @property
    def run(self) -> Any:
        def run(picture: Picture) -> Any:
            if isinstance(self.result, BaseException):
                raise self.result
            return self.result

        return run


def _run(result: Any, **description: Any) -> Finished:
    picture = Picture(b"data", FileKind.PNG, hashlib.sha256(b"data").hexdigest())
    (finished,) = run_chain(picture, [Scripted(described("test", **description), "none", result)])
    return finished


def _found(**changes: Any) -> Finding:
    return replace(Finding("test", "Something was found."), **changes)


ENDINGS = [
    (NotApplicable("has no pixels"), Outcome.NOT_APPLICABLE, "has no pixels", True),
    (CouldNotCheck("is cut off"), Outcome.FAILED, "is cut off", True),
    (MemoryError(), Outcome.FAILED, "needed more memory than the 4 GiB that one picture may take", False),
    (KeyError("x"), Outcome.FAILED, "stopped by a bug in this program: KeyError: 'x'", False),
    (SystemExit(1), Outcome.FAILED, "stopped by a bug in this program: SystemExit: 1", False),
    (RecursionError("deep"), Outcome.FAILED, "stopped by a bug in this program: RecursionError: deep", False),
    ((), Outcome.NOTHING, "There was nothing to find.", True),
    ([_found()], Outcome.FOUND, "", True),
]


@pytest.mark.parametrize(("result", "outcome", "reason", "keep"), ENDINGS)
def test_endings(result: Any, outcome: Outcome, reason: str, keep: bool) -> None:
    finished = _run(result)
    assert (finished.value.outcome, finished.value.reason, finished.keep) == (outcome, reason, keep)


def test_ctrl_c_is_no_finding() -> None:
    with pytest.raises(KeyboardInterrupt):
        _run(KeyboardInterrupt())


BREACHES = [
    (None, "not a tuple of findings"),
    ("found", "not a tuple of findings"),
    ((_found(code="other"),), "doesn't begin with the analyzer's id"),
    ((_found(code="testing"),), "doesn't begin with the analyzer's id"),
    ((_found(statement=" "),), "has no statement"),
    ((_found(measurements=(Measurement("m", float("nan")),)),), "the measurement m is nan"),
    ((_found(measurements=(Measurement("m", float("inf")),)),), "the measurement m is inf"),
    ((_found(measurements=(Measurement("m", b"x"),)),), "the measurement m is a bytes"),  # type: ignore[arg-type]
    ((_found(regions=(Region(0, 0, 0, 5),)),), "has no area"),
    ((_found(figures=(Figure("0" * 64, "image/png", 1, 1, "r", "a", "b", "c"),)),), "have no bytes"),
    ((_found(figures=(Figure("../x", "image/png", 1, 1, "r", "a", "b", "c"),)),), "by their SHA-256"),
    ((_found(),) * 201, "at most 200"),
]


@pytest.mark.parametrize(("result", "reason"), BREACHES)
def test_breaches_of_the_contract_are_failed_runs(result: Any, reason: str) -> None:
    finished = _run(result)
    assert finished.value.outcome is Outcome.FAILED
    assert reason in finished.value.reason
    assert not finished.keep


def test_hostile_text_is_made_harmless_and_can_be_stored() -> None:
    hostile = "a\x00b\x1b[31m\u202egnp.exe\ud800 \x85\n\tend"
    table = Table("t", (Row("n\x07", hostile, raw="\x00"),))
    run = _run((_found(statement=hostile, tables=(table,), measurements=(Measurement("m", hostile),)),)).value
    clean = "a\ufffdb\ufffd[31m\ufffdgnp.exe\ufffd \ufffd\n\tend"
    finding = run.findings[0]
    assert finding.statement == finding.tables[0].rows[0].value == finding.measurements[0].value == clean
    assert codec.loads(Run, codec.dumps(run)) == run


def test_sizes_are_bounded_and_what_is_left_out_is_said() -> None:
    table = Table("t", tuple(Row(str(number), "x" * 5000) for number in range(MOST_ROWS + 7)))
    finding = _run((_found(tables=(table, table)),)).value.findings[0]
    assert len(finding.tables[0].rows) == MOST_ROWS + 1
    assert finding.tables[0].rows[-1].value == "7 more entries are not shown"
    assert finding.tables[1].rows[-1].value == f"{MOST_ROWS + 7} more entries are not shown"
    assert len(finding.tables[0].rows[0].value) <= 2000
    assert finding.tables[0].rows[0].value.endswith("x …")


def test_numbers_of_libraries_become_plain_numbers() -> None:
    np = pytest.importorskip("numpy")
    values = (np.int64(3), np.float32(0.5), np.bool_(True), 2**70)
    finding = _run(
        (_found(measurements=tuple(Measurement(str(i), v) for i, v in enumerate(values[:2]))),)
    ).value
    assert [type(item.value) for item in finding.findings[0].measurements] == [int, float]
    large = _run((_found(measurements=(Measurement("m", 2**70),)),)).value.findings[0].measurements[0].value
    assert large == hex(2**70)


KINDS = [
    (frozenset({FileKind.JPEG}), "this check is for JPEG files only; this is a PNG file"),
    (
        frozenset({FileKind.JPEG, FileKind.MPO}),
        "this check is for JPEG and MPO files only; this is a PNG file",
    ),
    (
        frozenset({FileKind.JPEG, FileKind.MPO, FileKind.TIFF}),
        "this check is for JPEG, MPO and TIFF files only; this is a PNG file",
    ),
]


@pytest.mark.parametrize(("kinds", "reason"), KINDS)
def test_other_kinds_are_not_applicable(kinds: frozenset[FileKind], reason: str) -> None:
    run = _run(AssertionError("must not be called"), applies_to=kinds).value
    assert (run.outcome, run.reason) == (Outcome.NOT_APPLICABLE, reason)


def test_what_was_built_on_a_chance_failure_is_not_kept() -> None:
    picture = Picture(b"x RAISE", FileKind.PNG, "0" * 64)
    keep = {item.name: item.keep for item in run_chain(picture, chain())}
    assert keep == {
        "test.counting": True,
        "test.drawing": True,
        "test.misbehaving": False,
        "test.last": False,
    }


def test_finished_runs_are_not_done_again() -> None:
    first = {
        item.name: item.value for item in run_chain(Picture(b"x", FileKind.PNG, "0" * 64), chain("counting"))
    }
    again = list(
        run_chain(Picture(b"other", FileKind.PNG, "1" * 64), chain("counting", "drawing"), done=first)
    )
    assert [item.name for item in again] == ["test.drawing"]


def test_reasons_hold_no_memory_addresses_nor_line_breaks() -> None:
    assert clean_reason("bad <object at 0x7f00aa>\n\n  twice") == "bad <object> twice"
    assert clean_text("x" * 3000) == "x" * 1998 + " …"


def test_key_changes_with_everything_that_shapes_a_result_and_with_nothing_else() -> None:
    limits = Limits()

    def keys(
        sha256: str = "0" * 64, kind: FileKind = FileKind.PNG, bound: Limits = limits, **changes: Any
    ) -> list[str]:
        first = Registered(described("a", **changes), "m")
        return list(
            run_keys(sha256, kind, [first, Registered(described("b", needs=("a",)), "m")], bound).values()
        )

    base = keys()
    assert base == keys()
    assert base == keys(bound=Limits(seconds=1, memory=1))
    others = [
        keys(sha256="1" * 64), keys(kind=FileKind.APNG), keys(bound=Limits(pixels=5)), keys(version="2"),
        keys(parameters=(("p", "1"),)), keys(engines=("pillow",)),
    ]  # fmt: skip
    for position in range(2):
        assert len({base[position], *(item[position] for item in others)}) == 7
    assert all(len(key) == 64 for key in base)


def test_key_of_a_step_changes_with_its_parameters() -> None:
    keys = {step_key("0" * 64, FileKind.PNG, STEP, text, Limits()) for text in ("{}", "[]")}
    keys.add(step_key("0" * 64, FileKind.PNG, replace(STEP, version="2"), "{}", Limits()))
    assert len(keys) == 3
