"""The web application: one app per phase of a mapping.

`frame` is what every page shares, `people` who may do what, `store` a study's tables in the
database and the only way between them and `Study`, `design` the study before the field,
`fieldwork` whom to ask and every attempt to reach them, `respond` what an official sees, `desk` the
coordinator's view, `publish` builds.
"""
