"""People, the agencies they work for, and in which role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from jumelage.web.accounts.rules import Role

__all__ = ["Agency", "AuditEntry", "Membership", "User"]


class Users(BaseUserManager["User"]):
    """Make people; an address is kept in lower case so that it is one person's only."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make a person; without a password, signing in by password is impossible."""
        user = self.model(email=email.strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make an operator of the service."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by address, however it is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known by an e-mail address."""

    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "Français"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Users()

    def __str__(self) -> str:
        """Name the person for the operator."""
        return self.name or self.email


class Agency(models.Model):
    """A development agency, chamber or town that runs missions here; what it enters is its own."""

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(unique=True)

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        """Name the agency."""
        return self.name


class Membership(models.Model):
    """A person's role in an agency."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "agency"], name="one_role_in_an_agency"),)

    def __str__(self) -> str:
        """Say who is what, where."""
        return f"{self.user}, {self.role}, {self.agency}"


class AuditEntry(models.Model):
    """One change: who made it, when, of what, and how the thing read before and after. Never edited, only erased."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="audit_entries")
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="audit_entries")
    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=40, help_text="what was done: transfer.planned")
    subject = models.CharField(max_length=80, help_text="to what: transfer:12")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name_plural = "audit entries"
        indexes = (models.Index(fields=["agency", "subject"], name="audit_of_a_subject"),)

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.action} {self.subject}"
