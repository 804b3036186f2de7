"""Commitments open with what was committed to, and with nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.seal.commit import commit, opens

salts = st.binary(min_size=32, max_size=32)
domains = st.text("abcXYZ019._:/-", min_size=1, max_size=64).filter(lambda d: d[0].isalnum())


def test_the_bytes_that_are_hashed() -> None:
    """As docs/reference/docket-format.md gives them: a third verifier must come to the same."""
    salt = bytes(range(32))
    assert commit("Granted.text", salt, "חנינה".encode()) == (
        sha256(b"\x0cGranted.text" + salt + "חנינה".encode()).hexdigest()
    )


@given(domains, salts, st.binary(max_size=99))
def test_it_opens_with_what_was_committed_to(domain: str, salt: bytes, text: bytes) -> None:
    assert opens(commit(domain, salt, text), domain, salt, text)


@given(domains, salts, st.binary(max_size=99), domains, salts, st.binary(max_size=99))
def test_it_opens_with_nothing_else(
    domain: str, salt: bytes, text: bytes, other: str, grain: bytes, words: bytes
) -> None:
    commitment = commit(domain, salt, text)
    assert opens(commitment, other, salt, text) is (other == domain)
    assert opens(commitment, domain, grain, text) is (grain == salt)
    assert opens(commitment, domain, salt, words) is (words == text)
    assert not opens(commitment.upper(), domain, salt, text) or commitment.isdigit()
    assert not opens(commitment[:-1], domain, salt, text)


def test_the_domain_does_not_run_into_the_text() -> None:
    salt = bytes(32)
    assert commit("ab", salt, b"c") != commit("a", salt, b"bc")


@pytest.mark.parametrize("domain", ["", "-a", "a b", "a" * 65, "שם", "a\n"])
def test_a_domain_is_a_short_name(domain: str) -> None:
    with pytest.raises(ValueError, match="is no domain"):
        commit(domain, bytes(32), b"")


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_salt_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match=f"this one {size}"):
        commit("a", bytes(size), b"")


def test_a_commitment_that_is_none_does_not_open() -> None:
    assert not opens("", "a", bytes(32), b"")
    assert not opens("ש" * 64, "a", bytes(32), b"")
