"""Addresses of the project, from the environment: no place is written into the code."""

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Addresses(MetadataHookInterface):
    """Add the addresses that SITE_URL and REPO_URL name, as the site itself does."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the field `urls`."""
        site = os.environ.get("SITE_URL", "").strip().rstrip("/")
        repository = os.environ.get("REPO_URL", "").strip().rstrip("/")
        urls = {}
        if site:
            urls["Documentation"] = f"{site}/exporters/keras/"
        if repository:
            urls["Source"] = repository
            urls["Issues"] = f"{repository}/issues"
            urls["Changelog"] = f"{repository}/blob/main/exporters/CHANGELOG.md"
        metadata["urls"] = urls
