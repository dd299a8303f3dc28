"""Parts of pages as template tags (页面部件): icons, marks, money."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mingzhang_web.apps.accounts.roles import Action

register = template.Library()

SEVERITIES = {
    "error": ("错误", "circle-x"),
    "warning": ("警告", "alert-triangle"),
    "info": ("提示", "info-circle"),
    "rounding": ("尾差", "arrows-diff"),
    "undetermined": ("无法判定", "help-circle"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign that says nothing to a screen reader; its words stand beside it."""
    address = f"{static('vendor/icons/icons.svg')}#i-{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def severity(name: str, count: int | None = None) -> SafeString:
    """A severity as sign and word, with a count where one is given; never by colour alone."""
    word, sign = SEVERITIES[name]
    number = "" if count is None else f" {count}"
    return format_html('<span class="badge {}">{}{}{}</span>', name, icon(sign), word, number)


@register.filter
def money(value: Decimal | int | str | None, places: int = 2) -> str:
    """An amount with thousands separators; nothing for None."""
    return "" if value is None else f"{Decimal(value):,.{places}f}"


@register.filter
def item(values: Mapping[str, str], name: str) -> str:
    """The value of a name that is only known while the page is drawn; "" where there is none."""
    return values.get(name, "")


@register.filter
def action_label(name: str) -> str:
    """What an action is called, of its stored name; the name itself where it is unknown."""
    return Action[name].value if name in Action.__members__ else name
