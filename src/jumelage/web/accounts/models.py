"""People, the agencies they work for, and in which role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from jumelage.text import mail_address
from jumelage.web.accounts.rules import DataRequestKind, Role

__all__ = [
    "Agency",
    "AnyUser",
    "AuditEntry",
    "CacheRow",
    "Connection",
    "Consent",
    "DataRequest",
    "Membership",
    "User",
    "author",
]


class Users(BaseUserManager["User"]):
    """Make people; an address is kept in lower case so that it is one person's only."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make a person; without a password, signing in by password is impossible."""
        user = self.model(email=mail_address(email), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> User:
        """Make an operator of the service."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by address, however it is typed."""
        return self.get(email=mail_address(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known by an e-mail address."""

    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr", choices=[("fr", "Français"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    epoch = models.PositiveIntegerField(default=0, help_text="raised to end every connection of the person at once")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Users()

    def __str__(self) -> str:
        """Name the person for the operator."""
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie connections to the password and to the epoch: a change of either ends them, whatever keeps them."""
        key = "jumelage.accounts.User.session"
        return salted_hmac(key, f"{self.password}:{self.epoch}", secret=secret, algorithm="sha256").hexdigest()


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
    claimed = models.BooleanField(
        default=False, help_text="an officer invited, the person has not confirmed: no authority over the account"
    )

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


class Connection(models.Model):
    """A browser that is signed in, as its owner sees it. Neither its address on the network nor more is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="connections")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=80, blank=True, help_text="Firefox, Android")
    begun_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        """Name the browser."""
        return self.device


class Consent(models.Model):
    """What a person agreed to: the very words, when, until when, and whether it was taken back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40, help_text="for what: mission.telephone")
    about = models.CharField(max_length=80, blank=True, help_text="of what: mission:12")
    text = models.TextField(help_text="the words that the person read")
    language = models.CharField(max_length=2)
    version = models.CharField(max_length=20, help_text="of the words")
    given_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="an officer, where one wrote it",
    )

    class Meta:
        ordering = ("-given_at", "-id")
        indexes = (models.Index(fields=["user", "purpose", "about"], name="consents_of_a_person"),)

    def __str__(self) -> str:
        """Say what was agreed to."""
        return f"{self.purpose} {self.about}".strip()


class DataRequest(models.Model):
    """That a person's data was exported or erased: when, by whom, how much of what. Never whose, once erased."""

    person = models.PositiveBigIntegerField(help_text="the person's number, which nobody else gets")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DataRequestKind])
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_the_person = models.BooleanField(default=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.SET_NULL, related_name="data_requests")
    counts = models.JSONField(default=dict, help_text="how many rows of what")

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["person", "kind"], name="data_requests_of_a_person"),)

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.kind} {self.person}"


class CacheRow(models.Model):
    """What Django's cache keeps in the database, so that every process counts the same attempts to sign in."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "jumelage_cache"

    def __str__(self) -> str:
        """Name the key."""
        return self.cache_key


AnyUser = User | AnonymousUser
"""Whoever asks: a person who is signed in, or nobody yet."""


def author(user: AnyUser | None) -> User | None:
    """Return the person to keep as an author; None for a job that runs for nobody."""
    return user if isinstance(user, User) else None
