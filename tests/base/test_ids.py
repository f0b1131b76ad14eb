import re

from gk_desktop.base.ids import new_id


def test_ids_are_128_random_bits_in_hexadecimal_digits() -> None:
    ids = [new_id() for _count in range(2_000)]

    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids)
    assert len(set(ids)) == len(ids)
    assert all(len({each[position] for each in ids}) == 16 for position in range(32)), "a digit that never changes"
