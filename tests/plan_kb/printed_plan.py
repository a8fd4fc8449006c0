"""A made-up plan as published: any number of areas, tasks, measures and units, with stray white space."""
from __future__ import annotations

import random
from dataclasses import dataclass

SPACES = (" ", "\u3000", "\u2003", "\xa0", "\t")


@dataclass(frozen=True)
class PrintedMeasure:
    """A row of the list: what is to be done, and the units beside it."""

    text: str
    units: tuple[str, ...]

    @property
    def cell(self) -> str:
        return "、".join(self.units)


@dataclass(frozen=True)
class PrintedTask:
    """A task; ``merged`` where its name and its area's are one printed cell."""

    area: str
    name: str
    measures: tuple[PrintedMeasure, ...]
    merged: bool = False


@dataclass(frozen=True)
class PrintedPlan:
    """Everything that the text says."""

    tasks: tuple[PrintedTask, ...]
    goals: tuple[str, ...] = ("做强企业。支持企业创新。力争到2030年,高新技术企业数量翻一番,达到80家。",)
    title: str = "青田区小微企业创新三年行动计划(2028-2030年)"

    def text(self, chance: random.Random | None = None) -> str:
        """Return the text; with ``chance``, with stray white space and empty lines."""
        lines = [
            f"青田区科学技术局关于印发《{self.title}》的通知",
            "字号:",
            f"青田区科学技术局关于印发《{self.title}》的通知",
            "各有关单位:",
            f"现将《{self.title}》印发给你们,请认真执行。",
            "特此通知。",
            "青田区科学技术局",
            "2027年11月3日",
            "附件",
            self.title,
            "为支持小微企业,根据《关于支持小微企业创新的意见》(青府发〔2027〕3号),特制定本行动计划。",
            "一、指导思想",
            "坚持创新驱动,服务小微企业。",
            "二、发展目标",
            "总体目标:至2030年,小微企业创新能力明显提升。",
            *(f"——{goal}" for goal in self.goals),
            "(附件:重点工作任务清单)",
            "重点工作任务清单",
            "序号",
            "领域",
            "重点工作",
            "主要内容",
            "责任单位",
            "备注",
        ]
        area = ""
        for number, task in enumerate(self.tasks, start=1):
            lines.append(str(number))
            if task.area != area and not task.merged:
                lines.append(task.area)
            area = task.area
            lines.append(task.name)
            for measure in task.measures:
                lines += [measure.text, measure.cell]
        lines += ["分享:", "Baidu", "map"]
        return "\n".join(lines) if chance is None else _stray(lines, chance)


def _stray(lines: list[str], chance: random.Random) -> str:
    out: list[str] = []
    for line in lines:
        out += ["".join(chance.choices(SPACES, k=chance.randrange(3))) for _ in range(chance.randrange(3))]
        before, after = ("".join(chance.choices(SPACES, k=chance.randrange(4))) for _ in range(2))
        out.append(f"{before}{line}{after}")
    return "\n".join(out)


SMALL = PrintedPlan(
    tasks=(
        PrintedTask(
            "培育企业",
            "培育高新技术企业",
            (
                PrintedMeasure(
                    "开展辅导,建立培育库。力争至2030年末,高新技术企业数达到80家。", ("区科技局", "相关街道、园区")
                ),
                PrintedMeasure("给予奖励。力争至2030年末,新增专精特新企业5家以上。", ("区经信局",)),
            ),
        ),
        PrintedTask("培育企业", "助力企业上市。", (PrintedMeasure("建立后备库。", ("区财政局(金融办)", "区科技局")),)),
        PrintedTask("优化环境", "优化环境", (PrintedMeasure("举办创新大赛。", ("各相关单位",)),), merged=True),
    )
)

SMALL_SUPPLEMENT = """
plan:
  key: qingtian-2028-2030
  short: 青田区三年行动计划
  title_en: Action Plan of Qingtian District
  district: 青田区
  aliases: {zh: [青田计划], en: [Qingtian plan]}
passages:
  ideology: {en: Guiding ideology, aliases: {zh: [指导方针]}}
  goal/1: {en: Strong firms, aliases: {zh: [企业目标]}}
areas:
  培育企业: {en: Growing firms}
  优化环境: {en: A good environment}
units:
  区财政局(金融办): {en: Finance Bureau (Finance Office), body: 区财政局, aliases: {zh: [金融办]}}
bodies:
  区财政局: {en: District Finance Bureau, aliases: {zh: [财政局]}}
tasks:
  2: {en: Helping firms to list, aliases: {zh: [上市]}}
measures:
  "1.1": {name: 辅导, en: Coaching, aliases: {zh: [培育库]}}
  "1.2": {name: 奖励, en: Rewards}
indicators:
  hightech:
    name: 高新技术企业数
    en: high-tech firms
    clauses: {goal/1: 高新技术企业数量, task/1: 高新技术企业数}
    aliases: {zh: [高企]}
  specialised:
    name: 新增专精特新企业数
    en: newly specialised firms
    addition: true
    clauses: {task/1: 专精特新企业}
shared_aliases:
  - {zh: [好企业], indicators: [hightech, specialised]}
terms:
  - {phrase: 创新大赛, en: innovation contest, aliases: {zh: [比赛]}}
figures_that_are_no_targets:
  - {figure: 2028-2030年, reason: the period}
  - {figure: 2027年11月3日, reason: the date}
  - {figure: 青府发〔2027〕3号, reason: number of the basis document}
"""
