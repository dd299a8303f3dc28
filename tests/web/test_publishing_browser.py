"""In the browser: the publisher publishes, visitors read, search and verify it, also in large type."""

from playwright.sync_api import expect

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs.worker import do_one
from mingzhang_web.apps.publishing.models import Edition
from web.browser import OpenAs, in_browser
from web.conftest import World
from web.test_publishing import approved

pytestmark = in_browser


def test_from_the_button_to_the_portal(world: World, open_as: OpenAs) -> None:
    approved(world)
    desk = open_as(Role.PUBLISHER)
    desk.go("publishing:publish", world.year.pk)
    desk.check("publish")
    desk.page.get_by_role("button", name="公开", exact=True).click()
    expect(desk.page.get_by_text("排队")).to_be_visible()
    do_one()
    expect(desk.page.get_by_text("已经公开")).to_be_visible()
    desk.check("published")

    edition = Edition.objects.get()
    visitor = open_as(None)
    visitor.go("publishing:portal")
    visitor.check("portal")
    visitor.page.get_by_role("link", name=world.department.name, exact=True).click()
    visitor.check("department")
    visitor.page.get_by_role("link", name=f"{world.year.year} 年").first.click()
    visitor.check("edition")
    visitor.page.get_by_role("link", name="概览和图表").click()
    visitor.check("site")
    visitor.page.get_by_role("link", name=f"第 {edition.number} 版").click()
    visitor.page.get_by_role("searchbox").fill("支出")
    visitor.page.get_by_role("button", name="搜索").click()
    expect(visitor.page.get_by_text("找到")).to_be_visible()
    visitor.check("search")
    visitor.page.locator(".hits a").first.click()
    expect(visitor.page.get_by_role("navigation", name="公开门户")).to_be_visible()
    visitor.go("publishing:verify", query=f"?sha256={edition.files.first().sha256}")  # type: ignore[union-attr]
    expect(visitor.page.get_by_text("是这里公开的文件")).to_be_visible()
    visitor.check("verify")


def test_large_type_stays_from_page_to_page(world: World, open_as: OpenAs) -> None:
    approved(world)
    desk = open_as(Role.PUBLISHER)
    desk.go("publishing:publish", world.year.pk)
    desk.page.get_by_role("button", name="公开", exact=True).click()
    expect(desk.page.get_by_text("排队")).to_be_visible()
    do_one()
    visitor = open_as(None)
    visitor.go("publishing:portal")
    visitor.page.get_by_role("link", name="大字版").click()
    place = (world.department.slug, world.year.year, world.year.kind, 1, "html/index.html")
    visitor.go("publishing:file", *place)
    expect(visitor.page.locator("html[data-text=large]")).to_have_count(1)
    visitor.check("site-large")
