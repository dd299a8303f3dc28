"""Pages of one's own account, in a browser at both sizes."""

from datetime import timedelta

from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from mingzhang_web.apps.accounts.models import SignedIn
from mingzhang_web.apps.accounts.roles import Role
from web.browser import OpenAs, in_browser
from web.conftest import PASSWORD, World

pytestmark = in_browser


def test_signing_in_with_the_keyboard_alone(world: World, open_as: OpenAs) -> None:
    tab = open_as()
    tab.go("accounts:sign-in")
    tab.check("sign-in")
    tab.page.keyboard.type(world.users[Role.FINANCE_OFFICER].username)
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.type(PASSWORD)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/work/")
    tab.check("home")


def test_own_pages(world: World, open_as: OpenAs) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    for view in ("profile", "password", "sessions", "tokens", "enrol"):
        tab.go(f"accounts:{view}")
        tab.check(view)


def test_enrolling_a_phone_and_keeping_the_codes(world: World, open_as: OpenAs) -> None:
    user = world.users[Role.FINANCE_OFFICER]
    tab = open_as(user)
    tab.go("accounts:enrol")
    assert tab.page.eval_on_selector("img.qr", "image => image.naturalWidth") > 100
    device = TOTPDevice.objects.get(user=user)
    tab.page.fill("[name=code]", f"{totp(device.bin_key):06d}")
    tab.page.click("button:has-text('启用')")
    tab.page.wait_for_selector(".codes")
    tab.check("codes")
    assert tab.page.locator(".codes code").count() == 10


def test_what_was_typed_outlives_the_session(world: World, open_as: OpenAs) -> None:
    user = world.users[Role.FINANCE_OFFICER]
    tab = open_as(user)
    tab.go("workspace:begin")
    tab.page.select_option("[name=department]", str(world.department.pk))
    tab.page.fill("[name=year]", "2031")
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(days=1))
    tab.page.click("button:has-text('开立')")
    tab.page.fill("[name=username]", user.username)
    tab.page.fill("[name=password]", PASSWORD)
    tab.page.press("[name=password]", "Enter")
    tab.page.wait_for_selector("h1:has-text('没有提交的内容')")
    tab.check("unsent")
    tab.page.click("main button:has-text('提交')")
    tab.page.wait_for_selector(".message.success")
    assert "2031年预算已开立" in tab.page.text_content("body")


def test_making_a_token(world: World, open_as: OpenAs) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    tab.go("accounts:tokens")
    tab.page.fill("[name=name]", "财务系统")
    tab.page.check("text=导入文件")
    tab.page.click("button:has-text('建立')")
    assert tab.page.text_content("code.key").startswith("mz_")
    tab.check("token-made")
