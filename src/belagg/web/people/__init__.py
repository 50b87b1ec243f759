"""Accounts, roles, permissions and the audit log."""
