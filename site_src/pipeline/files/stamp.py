"""What a folder was made from, and what was in it then: is it still so?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .atomic import atomic_replace
from .digest import files_below, tree_digest


@dataclass(frozen=True)
class Stamp:
    """A file that tells of a folder which sources it was made from.

    The folder's own digest is in it too, so that it is believed of that folder only as
    it was left: not of one that was damaged since, or half made again by a build that
    was killed.
    """

    file: Path
    folder: Path

    def fits(self, sources: str) -> bool:
        """Say whether the folder is whole, and made from sources with this digest."""
        try:
            noted = self.file.read_text(encoding="utf-8")
            return noted == self._text(sources)
        except (OSError, UnicodeDecodeError):
            return False

    def write(self, sources: str) -> None:
        """Note that the folder, as it is, was made from sources with this digest.

        Raises:
            OSError: it cannot be written.
        """
        with atomic_replace(self.file) as new:
            new.write_text(self._text(sources), encoding="utf-8")

    def _text(self, sources: str) -> str:
        made = tree_digest(self.folder, files_below(self.folder))
        return f"{sources}\n{made}\n"
