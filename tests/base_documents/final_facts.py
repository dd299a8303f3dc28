"""The facts of 澄江市云溪区农业农村委员会 2024: what was spent, and what was left."""

from base_documents.ledger import FUND, GENERAL, Body, Ledger, Line

SUPERIOR, BUSINESS, TRADING = "上级补助收入", "事业收入", "经营收入"
SUBORDINATE, OTHER = "附属单位上缴收入", "其他收入"

DEPARTMENT = "澄江市云溪区农业农村委员会"
STATION = "澄江市云溪区植物保护站"

_COMMITTEE = {
    "30101": ("2130101", 8415), "30102": ("2130101", 17263), "30108": ("2080505", 4128),
    "30109": ("2080506", 2064), "30110": ("2101101", 2586), "30112": ("2130101", 157),
    "30113": ("2210201", 3741), "30201": ("2130101", 2238), "30206": ("2130101", 465),
    "30211": ("2130101", 581), "30217": ("2130101", 124), "30228": ("2130101", 519),
    "30231": ("2130101", 383), "30239": ("2130101", 936), "30302": ("2080501", 1327),
    "31002": ("2130101", 278),
}  # fmt: skip
_STATION = {
    "30101": ("2130104", 7162), "30107": ("2130104", 14839), "30108": ("2080505", 3316),
    "30109": ("2080506", 1658), "30110": ("2101102", 2073), "30112": ("2130104", 139),
    "30113": ("2210201", 2954), "30201": ("2130104", 1106), "30205": ("2130104", 73),
    "30209": ("2130104", 842), "30218": ("2130104", 377), "30228": ("2130104", 425),
    "30231": ("2130104", 210), "30302": ("2080502", 896),
}  # fmt: skip


def _basic(unit: str, lines: dict[str, tuple[str, int]]) -> list[Line]:
    return [
        Line(unit, function, amount, department) for department, (function, amount) in lines.items()
    ]


LEDGER = Ledger(
    department=DEPARTMENT,
    code="",
    year=2024,
    bodies=(
        Body(DEPARTMENT, "行政单位", 0, 0, 0),
        Body(STATION, "事业单位", 0, 0, 0),
    ),
    lines=(
        *_basic(DEPARTMENT, _COMMITTEE),
        *_basic(STATION, _STATION),
        Line(DEPARTMENT, "2130122", 18650, project="高标准农田管护"),
        Line(DEPARTMENT, "2130122", 1240, project="高标准农田管护", carried=True),
        Line(DEPARTMENT, "2130106", 6375, project="农技推广"),
        Line(DEPARTMENT, "2120804", 2795, project="农村道路修复", fund=FUND),
        Line(DEPARTMENT, "2120804", 630, project="农村道路修复", fund=FUND, carried=True),
        Line(STATION, "2130108", 5210, project="病虫害统防统治"),
        Line(STATION, "2130108", 1560, project="检测服务支出", fund=BUSINESS),
        Line(STATION, "2130106", 218, project="试验示范协作", fund=OTHER),
        Line(STATION, "2130106", 135, project="试验示范协作", fund=OTHER, carried=True),
    ),
)

LEFT = (
    Line(STATION, "2130108", 815, project="病虫害统防统治"),
    Line(DEPARTMENT, "2120804", 205, project="农村道路修复", fund=FUND),
    Line(STATION, "2130106", 110, project="试验示范协作", fund=OTHER),
)
"""Received this year and carried to the next (年末结转和结余)."""

BUDGETS = {
    "2080501": 1327, "2080502": 914, "2080505": 7510, "2080506": 3755, "2101101": 2640,
    "2101102": 2095, "2130101": 31824, "2130104": 25462, "2130106": 6375, "2130108": 6025,
    "2130122": 20410, "2210201": 6812,
}  # fmt: skip
"""年初预算 of 一般公共预算财政拨款 by 项."""

USES = {
    "2080501": "机关退休人员支出", "2080502": "事业单位退休人员支出",
    "2080505": "在职人员养老保险单位缴费", "2080506": "在职人员职业年金单位缴费",
    "2101101": "机关在职人员医疗保险单位缴费", "2101102": "事业单位在职人员医疗保险单位缴费",
    "2130101": "机关人员和日常运转支出", "2130104": "植保站人员和日常运转支出",
    "2130106": "农业技术推广", "2130108": "病虫害统防统治", "2130122": "高标准农田管护",
    "2210201": "在职人员住房公积金单位缴费",
}  # fmt: skip

PREVIOUS = {
    "总计": 112846, "财政拨款": 110372, "一般公共预算": 104518,
    "接待": 151, "用车": 647, "运行": 5768,
}  # fmt: skip
THREE_PUBLIC_BUDGET = {"接待": 180, "用车": 650}
PURCHASES = {"货物": 3914, "工程": 16520, "服务": 7245}
SMALL_BUSINESS = (11830, 8465)
CARS = {"应急保障用车": 1, "其他用车": 2}
VISITS, GUESTS = 9, 103
SCORE = "96.42"
FUNDS = (GENERAL, FUND)
