"""`wayhome blind`: do you hold whom we seek? asked and answered without showing either list."""

from wayhome.cli.blind.command import blind

__all__ = ["blind"]
