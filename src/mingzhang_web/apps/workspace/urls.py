"""Addresses of the workspace."""

from django.urls import path

from mingzhang_web.apps.workspace.views import home, ledger, years

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("new/", years.begin, name="begin"),
    path("<int:year>/", years.overview, name="year"),
    path("<int:year>/offices/", years.offices, name="offices"),
    path("<int:year>/offices/rows/<int:row>/", years.assign, name="assign"),
    path("<int:year>/step/", years.step, name="step"),
    path("<int:year>/offices/<int:office>/submit/", years.submit, name="submit"),
    path("<int:year>/offices/<int:office>/return/", years.send_back, name="send-back"),
    path("<int:year>/approved-on/", years.approved_on, name="approved-on"),
    path("<int:year>/ledger/", ledger.ledger, name="ledger"),
    path("<int:year>/ledger/<str:name>/", ledger.sheet, name="sheet"),
    path("<int:year>/ledger/<str:name>/new/", ledger.new_row, name="new-row"),
    path("<int:year>/rows/<int:pk>/", ledger.row, name="row"),
    path("<int:year>/rows/<int:pk>/delete/", ledger.remove_row, name="remove-row"),
]
