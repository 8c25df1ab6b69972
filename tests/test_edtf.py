"""EDTF values: what is one, and its first and last day; the `edtf` package is the oracle where it can be."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.edtf import Edtf, is_valid

VALID = ("2017", "2017-04", "2017-04-13", "2016-02-29", "2017-21", "2017-33", "2017-41", "199X", "18XX", "XXXX-04-13")
VALID_INTERVALS = ("2017-11-28/2017-12-01", "2015/2017", "2017-12/2018-02", "2016-23/2017-21", "XXXX-12-05/XXXX-12-07")
INVALID = ("", "17", "2017-13", "2017-02-29", "2017-04-31", "13/04/2017", "2017-4-3", "2017-21-05", "0000", "20170413")
INVALID_INTERVALS = ("2018/2017", "2017/", "/2017", "2017/2018/2019", "2017-05-03/2017-05-02")
NOT_OF_THE_PACKAGE = ("XXXX-21", "XXXX-33", "XXXX-40", "2017-33/2017-34")
"""What ISO 8601-2 allows and edtf 5.0.2 does not parse: parts of an unknown year, intervals of quarters."""


@pytest.mark.parametrize("value", [*VALID, *VALID_INTERVALS, *NOT_OF_THE_PACKAGE])
def test_a_date_known_in_part_is_valid(value: str) -> None:
    assert is_valid(value)
    assert str(Edtf.parse(value)) == value


@pytest.mark.parametrize("value", [*INVALID, *INVALID_INTERVALS])
def test_what_is_no_date_is_told(value: str) -> None:
    assert not is_valid(value)
    with pytest.raises(ValueError, match=r".+"):
        Edtf.parse(value)


@pytest.mark.parametrize("value", NOT_OF_THE_PACKAGE)
def test_the_exceptions_to_the_oracle_still_are(value: str) -> None:
    with pytest.raises((EDTFParseException, TypeError, ValueError)):
        parse_edtf(value)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", (2017, 1, 1), (2017, 12, 31)),
        ("2016-02", (2016, 2, 1), (2016, 2, 29)),
        ("2017-24", (2017, 12, 1), (2018, 2, 28)),
        ("2017-35", (2017, 7, 1), (2017, 9, 30)),
        ("2017-40", (2017, 1, 1), (2017, 6, 30)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("18XX", (1800, 1, 1), (1899, 12, 31)),
        ("2015/2017", (2015, 1, 1), (2017, 12, 31)),
        ("XXXX-04-13", (0, 4, 13), (0, 4, 13)),
    ],
)
def test_bounds_are_the_first_and_the_last_day(
    value: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert Edtf.parse(value).bounds() == (first, last)


YEARS = st.integers(1000, 2999).map(str)
POINTS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.sampled_from([*range(14), *range(20, 25), *range(33, 43)])),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(0, 13), st.integers(0, 32)),
)


@settings(max_examples=200, deadline=None)
@given(POINTS)
@example("1000-02-29")
def test_points_agree_with_the_oracle(value: str) -> None:
    try:
        parsed = parse_edtf(value)
        if value.count("-") == 2:
            date.fromisoformat(value)  # the package takes 29 February of any year
        known = True
    except (EDTFParseException, TypeError, ValueError):
        known = False
    assert is_valid(value) == known
    if known and value[5:] not in ("24",):  # its winters end with the year
        first, last = Edtf.parse(value).bounds()
        assert first == tuple(parsed.lower_strict()[:3])
        assert last == tuple(parsed.upper_strict()[:3])
