"""Keys that let a person's program in."""

from __future__ import annotations

from django.db import models

from jumelage.web.accounts.models import User

__all__ = ["AccessKey"]


class AccessKey(models.Model):
    """A key that acts for a person, with at most the person's rights. Only a digest is kept; the key is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_keys")
    name = models.CharField(max_length=80, help_text="what it is for: « tableau de bord »")
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Name the key."""
        return self.name
