"""An entry of the journal in a template (日志条目)."""

from django import template

from mingzhang_web.apps.journal import selectors

register = template.Library()
register.filter("values_of", selectors.values_of)
register.filter("kind_name", selectors.kind_name)
