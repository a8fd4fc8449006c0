from __future__ import annotations

import pytest

from plan_kb.source.unitcell import looks_like_units, split_units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("区经委、区科委、区投资促进办,相关镇、开发区", ("区经委", "区科委", "区投资促进办", "相关镇、开发区")),
        ("区科委、相关镇、开发区", ("区科委", "相关镇、开发区")),
        ("区财政局,各镇、开发区", ("区财政局", "各镇、开发区")),
        ("各相关单位", ("各相关单位",)),
        ("区财政局(金融办)、区科委", ("区财政局(金融办)", "区科委")),
        ("区财政局\uff08金融办、国资办\uff09\uff0c区科委", ("区财政局\uff08金融办、国资办\uff09", "区科委")),
        ("相关镇、开发区、区科委", ("相关镇、开发区", "区科委")),
        ("区科委、区科委", ("区科委",)),
    ],
)
def test_units_are_split_as_printed(cell: str, units: tuple[str, ...]) -> None:
    assert split_units(cell) == units


@pytest.mark.parametrize("cell", ["", "、", "推动科技成果加速转化。", "一" * 30])
def test_sentences_are_no_units(cell: str) -> None:
    assert not looks_like_units(cell)
