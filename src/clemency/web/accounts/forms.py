"""Forms of accounts that allauth has not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation


class NewPassword(forms.Form):
    """A password that is chosen once, and seen while it is typed twice."""

    password1 = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        """Long enough, and not one of those that everybody tries."""
        password = str(self.cleaned_data["password1"])
        password_validation.validate_password(password, self.user)
        return password
