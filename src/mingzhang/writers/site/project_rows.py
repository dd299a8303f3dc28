"""The projects of a project table with the unit each belongs to (项目支出表的项目和单位)."""

from collections.abc import Iterator

from mingzhang.disclosure import Role, Row, Table


def project_rows(table: Table) -> Iterator[tuple[str, Row]]:
    """Unit and row of each project: the unit stands in the row, or heads a run of rows."""
    heading = ""
    for row in table.rows:
        if row.role is Role.UNIT:
            heading = row.name
        elif row.role is Role.PROJECT:
            yield row.unit or heading, row
