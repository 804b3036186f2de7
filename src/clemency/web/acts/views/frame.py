"""What every page of one matter shows at its head."""

from __future__ import annotations

from typing import Any

from clemency.web.acts import banner
from clemency.web.acts.setting import Setting


def frame(setting: Setting) -> dict[str, Any]:
    """The matter's number, how it is spoken of, and the banner between decision and effect."""
    return {
        "number": setting.shown.number,
        "setting": setting,
        "speaker": setting.speaker,
        "banner": banner.of(setting.case, setting.words),
    }
