"""What the operator of the service, and nobody else, sees: people, agencies, roles."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from jumelage.web.accounts.actions import close_account
from jumelage.web.accounts.models import Agency, Membership, User

__all__ = ["operator"]


class OperatorSite(AdminSite):
    """The admin, for superusers only: being staff of an agency opens nothing here."""

    site_header = site_title = "Jumelage"

    def has_permission(self, request: HttpRequest) -> bool:
        """Let active superusers in."""
        return bool(request.user.is_active and request.user.is_superuser)

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Refuse a person who is signed in as someone else; ask a stranger to sign in where everybody does."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, reverse("account_login"))


class PersonCreationForm(AdminUserCreationForm):
    """Enter a person by address; a password is optional."""

    class Meta:
        model = User
        fields = ("email",)


class PersonAdmin(UserAdmin):
    """People: who they are, whether they may sign in."""

    add_form = PersonCreationForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_superuser")
    list_filter = ("is_active",)
    search_fields = ("email", "name")
    filter_horizontal = ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Sign out at once whoever is closed."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            close_account(obj)

    fieldsets = ((None, {"fields": ("email", "name", "password", "is_active", "is_superuser")}),)
    add_fieldsets = ((None, {"fields": ("email", "usable_password", "password1", "password2")}),)


operator = OperatorSite(name="admin")
operator.register(User, PersonAdmin)
operator.register([Agency, Membership], ModelAdmin)
