"""Long tables (列表): one description for the page, its sorting, its columns and its files.

    USERS: Table[User] = Table(
        "users", "用户",
        (
            Column("name", "姓名", str, sort=(reading("full_name"), "username"), heads=True),
            Column("last", "最近登录", attrgetter("last_login"), sort="last_login"),
        ),
        order="name",
    )

    def users(request):
        listing = Listing.of(USERS, request, User.objects.all())
        return listing.answer() or render(request, "users.html", {"users": listing})

The template draws it with `{% table users %}`; cells with more than their value stand inside as
`{% cell "name" %}<a href="…">{{ value }}</a>{% endcell %}`, with `row` and `value` at hand.
"""

from mingzhang_web.ui.tables.columns import Column, Table
from mingzhang_web.ui.tables.listing import Listing
from mingzhang_web.ui.tables.order import reading

__all__ = ["Column", "Listing", "Table", "reading"]
