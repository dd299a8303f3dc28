"""How forms are drawn (表单): label, note, field and error belong together for every reader."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws each field with its label, help and errors."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
