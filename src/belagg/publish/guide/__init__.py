"""The guide for those who need care (*Hitta stöd*): one page that leaves no trace it can avoid."""

from belagg.publish.guide.build import guide_files

__all__ = ["guide_files"]
