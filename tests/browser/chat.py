"""The chat as a visitor sees and uses it."""
from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, Request, expect

LISTING = "企业想上市找哪个部门?"
LISTING_UNIT = "区财政局(金融办)"
LISTING_QUOTE = "区财政局(金融办)、区科委"
SEVERAL = "小巨人企业目标多少家"
"""Asked so, the assistant asks back."""


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a request carries."""
    body: dict[str, Any] = json.loads(request.post_data or "")
    return body


class Chat:
    """One chat in one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # What stands in the page for browsers without JavaScript is not shown beside the element's own content.
        self.root = page.locator("plan-assistant .look.chat")
        self.input = self.root.get_by_role("combobox", name="您的问题")
        self.send = self.root.get_by_role("button", name="发送", exact=True)
        self.log = self.root.get_by_role("log")
        self.questions = self.log.locator(".message.you")
        self.answers = self.log.locator(".message.bot:not(.greeting)")
        self.options = self.root.locator("#suggestions").get_by_role("option")
        self.state = self.root.locator(".state")

    @classmethod
    def opened(cls, page: Page, address: str) -> Chat:
        """The full-page chat at ``address``, ready."""
        page.goto(address)
        chat = cls(page)
        chat.ready()
        return chat

    def ready(self) -> None:
        """Waits for the greeting with its first questions."""
        expect(self.first).to_have_count(4)

    @property
    def first(self) -> Locator:
        """The questions of the greeting."""
        return self.log.locator(".greeting .choice")

    @property
    def answer(self) -> Locator:
        """The newest answer."""
        return self.answers.last

    def ask(self, text: str) -> Locator:
        """Types and sends ``text``; returns the answer once it is there."""
        before = self.answers.count()
        self.input.fill(text)
        self.send.click()
        return self.answered(before)

    def answered(self, before: int) -> Locator:
        """The newest answer, once there is one more than ``before``."""
        expect(self.answers).to_have_count(before + 1)
        return self.answer

    def ask_in_vain(self, text: str) -> None:
        """Types and sends ``text``, and waits until the chat says why there is no answer."""
        answers = self.answers.count()
        self.input.fill(text)
        self.send.click()
        expect(self.state).not_to_be_empty()
        expect(self.send).to_have_attribute("aria-disabled", "false")
        expect(self.answers).to_have_count(answers)

    def button(self, name: str) -> Locator:
        """A button of the newest answer."""
        return self.answer.get_by_role("button", name=name)

    def open_menu(self) -> Locator:
        """The menu, opened."""
        menu = self.root.locator("#menu")
        if not menu.is_visible():
            self.root.get_by_role("button", name="更多").click()
        return menu
