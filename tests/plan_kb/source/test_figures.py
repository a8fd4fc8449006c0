from __future__ import annotations

import pytest

from plan_kb.edition.model import Bound
from plan_kb.source.figures import find_clauses, loose_figures


@pytest.mark.parametrize(
    ("quote", "subject", "bound", "low", "high", "value", "unit"),
    [
        ("各类载体达24家", "各类载体", Bound.REACH, 24, 24, "24家", "家"),
        ("增加值突破1000亿元", "增加值", Bound.EXCEED, 1000, 1000, "1000亿元", "亿元"),
        ("新建5G基站4000-5000个", "新建5G基站", Bound.RANGE, 4000, 5000, "4000-5000个", "个"),
        ("科技投入达到13亿以上", "科技投入", Bound.AT_LEAST, 13, 13, "13亿以上", "亿"),
        ("每万人新增注册商标数390件", "每万人新增注册商标数", Bound.REACH, 390, 390, "390件", "件"),
        ("引进5家以上企业", "引进企业", Bound.AT_LEAST, 5, 5, "5家以上", "家"),
        ("总额达到1,250.5万元", "总额", Bound.REACH, 1250.5, 1250.5, "1,250.5万元", "万元"),
        ("占比不低于3.5%", "占比", Bound.AT_LEAST, 3.5, 3.5, "3.5%", "%"),
    ],
)
def test_a_clause_is_taken_apart(
    quote: str, subject: str, bound: Bound, low: float, high: float, value: str, unit: str
) -> None:
    (clause,) = find_clauses(f"加强培育。力争至2025年末,{quote}。", 2030)
    assert (clause.quote, clause.subject, clause.bound) == (quote, subject, bound)
    assert (clause.low, clause.high, clause.value, clause.unit_of_measure) == (low, high, value, unit)
    assert clause.certain


def test_the_quote_holds_the_subject_of_a_doubling() -> None:
    (clause,) = find_clauses("力争到2025年,高新技术企业认定数量翻一番,达到2700家;", 2030)
    assert clause.quote == "高新技术企业认定数量翻一番,达到2700家"
    assert clause.subject == "高新技术企业认定数量"
    assert clause.doubling
    assert clause.year == 2025


def test_each_clause_of_a_list_stands_alone() -> None:
    text = "力争至2025年末,科技企业上市数量达到40家以上,其中科创板10家以上。"
    quotes = [clause.quote for clause in find_clauses(text, 2030)]
    assert quotes == ["科技企业上市数量达到40家以上", "其中科创板10家以上"]


def test_the_plan_s_last_year_holds_where_the_text_names_none() -> None:
    (clause,) = find_clauses("学历人员数达到3500人。", 2025)
    assert clause.year == 2025


def test_trends_and_standards_have_no_figure() -> None:
    standard, trend = find_clauses("力争至2025年末,比例达到郊区平均水平。比重逐步提高。", 2025)
    assert (standard.bound, standard.low, standard.value) == (Bound.TREND, None, "达到郊区平均水平")
    assert standard.certain
    assert (trend.value, trend.certain) == ("逐步提高", False)


@pytest.mark.parametrize(
    "text", ["瞄准世界500强、行业50强企业。", "聚焦“1+1+X”产业。", "推进5G网络建设。", "沪奉府发〔2022〕7号。"]
)
def test_other_figures_are_no_targets(text: str) -> None:
    assert not find_clauses(text, 2025)


def test_figures_that_nothing_accounts_for_are_found_with_their_line() -> None:
    source = "12\n瞄准世界500强。\n力争至2025年末,载体达\u300024家,共7处。"
    figures = loose_figures(source, ["载体达24家"], [])
    assert [(figure.digits, figure.line) for figure in figures] == [("500", 2), ("7", 3)]
    assert not loose_figures(source, ["载体达24家"], ["世界500强", "共7处"])
