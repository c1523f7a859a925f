"""Who signs in through the organisation's own identity service (OpenID Connect)? A known account, by a claim."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from thongsuot.units.models import User


class Backend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Matches the subject of an earlier sign-in, else the user name; makes no accounts."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The account that the claims speak of."""
        users = User.objects.filter(is_active=True)
        known = users.filter(oidc_subject=claims.get("sub") or "-")
        return known or users.filter(username=claims.get(settings.OIDC_USERNAME_CLAIM) or "-", oidc_subject="")

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        """Bind the account to the subject, so that a renamed account of the service opens no other one."""
        if not user.oidc_subject and claims.get("sub"):
            user.oidc_subject = claims["sub"]
            user.save(update_fields=["oidc_subject"])
        return user
