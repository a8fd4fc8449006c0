"""An invented plan of another district with areas, tasks, units and figures of its own, as it would be printed."""

from __future__ import annotations

from plan_kb.source.document import Document
from plan_kb.source.reader import read_document
from tests.plan_kb.printed_plan import PrintedMeasure, PrintedPlan, PrintedTask

_GROW, _SPACE, _MONEY = "壮大科技企业队伍", "建好创新空间", "完善金融和人才服务"

LINJIANG = PrintedPlan(
    title="临江区推动科技型中小企业发展三年行动计划(2026-2028年)",
    goals=(
        "壮大企业队伍。支持企业做专做精。力争到2028年,高新技术企业达到900家,瞪羚企业达到60家。",
        "建好创新空间。力争到2028年,众创空间达到35家。",
    ),
    tasks=(
        PrintedTask(
            _GROW,
            "实施瞪羚企业培育工程",
            (
                PrintedMeasure(
                    "建立瞪羚企业培育名单,提供一对一辅导。力争至2028年末,瞪羚企业达到60家。", ("区科技局", "区工信局")
                ),
            ),
        ),
        PrintedTask(
            _GROW,
            "推动高新技术企业扩容提质",
            (PrintedMeasure("完善高企培育库。力争至2028年末,高新技术企业达到900家。", ("区科技局", "各街道")),),
        ),
        PrintedTask(
            _SPACE,
            "打造江畔创新走廊",
            (
                PrintedMeasure("沿江布局研发楼宇和中试基地。", ("区发展改革局", "区规划资源局")),
                PrintedMeasure("引入专业运营机构。力争至2028年末,众创空间达到35家。", ("区科技局",)),
            ),
        ),
        PrintedTask(
            _SPACE, "建设低空经济试验场", (PrintedMeasure("开放低空测试航线。", ("区交通局", "区工信局")),)
        ),
        PrintedTask(
            _MONEY,
            "设立天使投资引导基金",
            (PrintedMeasure("力争至2028年末,引导基金规模达到8亿元。", ("区财政局", "区国资局")),),
        ),
        PrintedTask(_MONEY, "实施江畔英才计划", (PrintedMeasure("为青年人才提供住房支持。", ("区人才办",)),)),
    ),
)


def second_document() -> Document:
    """The plan as the reader reads it."""
    text = LINJIANG.text().replace("青田区", "临江区").replace("青府发", "临府发")
    return read_document(text.replace("2027年11月3日", "2025年12月5日").replace("至2030年", "至2028年"))
