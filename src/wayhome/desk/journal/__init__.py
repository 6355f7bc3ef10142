"""Verify, download, prove."""
