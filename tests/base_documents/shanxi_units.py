"""Tables ten to thirteen: 三公, 机关运行, and the projects by unit."""

from base_documents.ledger import ALL_FUNDS, FISCAL, GENERAL, Ledger, Lines, rows, wan_or_blank


def three_public(ledger: Ledger) -> str:
    """表十: 三公经费."""
    basic = ledger.current.basic
    meals, cars = (basic.economic(code).total for code in ("30217", "30231"))
    body = (
        ("因公出国（境）费", 0),
        ("公务接待费", meals),
        ("公务用车购置及运行费", cars),
        ("①公务用车购置费", 0),
        ("②公务用车运行维护费", cars),
        ("合计", meals + cars),
    )
    return rows(
        [
            ["项目", f"{ledger.year}年预算数", "", "", ""],
            ["", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
            *([name, wan_or_blank(sum_), wan_or_blank(sum_), "", ""] for name, sum_ in body),
        ]
    )


def running(ledger: Ledger) -> str:
    """表十一: 机关运行经费."""
    offices = [body.name for body in ledger.bodies if body.kind != "事业单位"]
    public = ledger.current.fund(GENERAL).public.where(lambda line: line.unit in offices)
    body = [("部门合计", public)]
    body += [(name, public.where(lambda line, n=name: line.unit == n)) for name in offices]
    return rows(
        [
            ["单位名称", f"{ledger.year}年预算数", "", "", ""],
            ["", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
            *([name, *[wan_or_blank(lines.total)] * 2, "", ""] for name, lines in body),
        ]
    )


def _project_rows(ledger: Ledger, lines: Lines, funds: tuple[str, ...]) -> list[list[str]]:
    def cells(found: Lines) -> list[str]:
        amounts = [found.total, *(found.fund(fund).total for fund in funds)]
        return [wan_or_blank(amount) for amount in amounts]

    body = [[ledger.department, *cells(lines)]]
    for unit in lines.names(lambda line: line.unit):
        mine = lines.where(lambda line, u=unit: line.unit == u)
        body.append([unit, *cells(mine)])
        for project in mine.names(lambda line: line.project):
            body.append([project, *cells(mine.where(lambda line, p=project: line.project == p))])
    return body


def projects(ledger: Ledger) -> str:
    """表十二: this year's projects by unit."""
    fiscal = ["一般公共预算", "政府性基金预算", "国有资本经营预算"]
    head = ["项目名称", "合计", f"{ledger.year}年财政拨款", "", "", "财政专户管理资金", "单位资金"]
    return rows(
        [
            head,
            ["", "", *fiscal, "", ""],
            [str(number) for number in range(1, 8)],
            *_project_rows(ledger, ledger.current.projects, ALL_FUNDS),
        ]
    )


def carried(ledger: Ledger) -> str:
    """表十三: projects carried over from last year."""
    return rows(
        [
            ["项目名称", "合计", f"{ledger.year}年财政拨款", "", ""],
            ["", "", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
            [str(number) for number in range(1, 6)],
            *_project_rows(ledger, ledger.carried, FISCAL),
        ]
    )
