"""Addresses of the workspace."""

from django.urls import path

from mingzhang_web.apps.workspace.views import (
    board,
    checks,
    findings,
    home,
    imports,
    leaving,
    ledger,
    review,
    years,
)

app_name = "workspace"
urlpatterns = [
    path("", home.home, name="home"),
    path("board/", board.board, name="board"),
    path("new/", years.begin, name="begin"),
    path("<int:year>/", years.overview, name="year"),
    path("<int:year>/offices/", years.offices, name="offices"),
    path("<int:year>/offices/rows/<int:row>/", years.assign, name="assign"),
    path("<int:year>/step/", years.step, name="step"),
    path("<int:year>/offices/<int:office>/submit/", years.submit, name="submit"),
    path("<int:year>/offices/<int:office>/return/", years.send_back, name="send-back"),
    path("<int:year>/approved-on/", years.approved_on, name="approved-on"),
    path("<int:year>/imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/<int:pk>/take-over/", imports.take_over, name="take-over"),
    path("imports/<int:pk>/file/", imports.file, name="import-file"),
    path("<int:year>/check/", checks.check_ledger, name="check-ledger"),
    path("checks/<int:pk>/", checks.check, name="check"),
    path("checks/<int:pk>/document/", checks.document, name="document"),
    path("checks/<int:pk>/proofs/", checks.proofs, name="proofs"),
    path("checks/<int:pk>/letter/", review.letter, name="letter"),
    path("checks/<int:pk>/report/<str:kind>/", checks.report, name="report"),
    path("<int:year>/findings/", findings.findings, name="findings"),
    path("<int:year>/last-year/", review.last_year, name="last-year"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/<str:what>/", findings.act, name="finding-act"),
    path("people/<int:user>/leave/", leaving.leaving, name="leaving"),
    path("review/", review.review, name="review"),
    path("review/compare/", review.compare, name="compare"),
    path("<int:year>/ledger/", ledger.ledger, name="ledger"),
    path("<int:year>/ledger/<str:name>/", ledger.sheet, name="sheet"),
    path("<int:year>/ledger/<str:name>/new/", ledger.new_row, name="new-row"),
    path("<int:year>/rows/<int:pk>/", ledger.row, name="row"),
    path("<int:year>/rows/<int:pk>/delete/", ledger.remove_row, name="remove-row"),
]
