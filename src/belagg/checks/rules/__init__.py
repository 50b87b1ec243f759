"""The rules, one a file: a module with a `RULE`; adding the file adds the rule."""
