"""Addresses of accounts."""

from django.urls import path

from mingzhang_web.apps.accounts.views import (
    granting,
    journal,
    organisations,
    own,
    people,
    second_factor,
    sign_in,
    sign_on,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("verify/", sign_in.verify, name="verify"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("unsent/", sign_in.unsent_form, name="unsent"),
    path("sign-on/", sign_on.begin, name="sign-on"),
    path("sign-on/back/", sign_on.back, name="sign-on-back"),
    path("me/", own.profile, name="profile"),
    path("me/password/", own.password, name="password"),
    path("me/second-factor/", second_factor.enrol, name="enrol"),
    path("me/second-factor/picture.svg", second_factor.enrol_picture, name="enrol-picture"),
    path("me/second-factor/codes/", second_factor.codes, name="codes"),
    path("me/second-factor/remove/", second_factor.remove, name="remove-factor"),
    path("me/sessions/", own.sessions, name="sessions"),
    path("me/sessions/others/end/", own.end_others, name="end-others"),
    path("me/sessions/<int:row>/end/", own.end_session, name="end-session"),
    path("me/tokens/", own.tokens, name="tokens"),
    path("me/tokens/<int:token>/revoke/", own.revoke_token, name="revoke-token"),
    path("users/", people.users, name="users"),
    path("users/new/", people.new_user, name="new-user"),
    path("users/<int:pk>/", people.user, name="user"),
    path("users/<int:pk>/password/", people.reset_password, name="reset-password"),
    path("users/<int:pk>/let-in/", people.let_in, name="let-in"),
    path("users/organisations/", organisations.organisations, name="organisations"),
    path("users/organisations/<int:pk>/", organisations.department, name="department"),
    path("users/organisations/<str:kind>/<int:pk>/", organisations.place, name="place"),
    path("grants/", granting.grants, name="grants"),
    path("grants/<int:pk>/", granting.grant, name="grant"),
    path("grants/<int:pk>/revoke/", granting.revoke, name="revoke-grant"),
    path("grants/users/<int:pk>/factor/", granting.remove_factor, name="remove-their-factor"),
    path("journal/", journal.journal, name="journal"),
    path("journal/verify/", journal.verify, name="verify-journal"),
    path("journal/export/", journal.export, name="export-journal"),
]
