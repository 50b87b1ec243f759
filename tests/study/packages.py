"""A small good package as texts by file name, for tests that change one thing in it."""

from pathlib import Path

GOOD = {
    "study.toml": (
        'format = 1\nid = "prov"\ndate = 2021-09-01\nlanguages = ["sv"]\n[title]\nsv = "Prov"\n'
        '[[theme]]\nid = "t1"\nlabel = { sv = "Tema ett" }\n'
    ),
    "questionnaire/survey.csv": (
        "type,name,label::Svenska (sv),belagg_id,belagg_theme\n"
        "select_one janej,q1,Finns en rutin?,1,t1\n"
        "integer,q2,Hur många gavs vård?,2,t1\n"
    ),
    "questionnaire/choices.csv": (
        "list_name,name,label::Svenska (sv)\njanej,yes,Ja\njanej,partly,Delvis\njanej,no,Nej\n"
    ),
    "units.csv": "unit_id,name,kind\n01,Påhittad region 1,region\n02,Påhittad region 2,region\n",
    "recipients.csv": "recipient_id,unit_id,role\na,01,ordförande\nb,02,ordförande\n",
    "responses.csv": (
        "response_id,unit_id,recipient_id,question_id,category,value,origin,at\n"
        "r1,01,a,1,yes,,survey,2021-05-20\n"
        "r2,02,b,2,,14,survey,2021-05-21T08:00:00Z\n"
    ),
    "report/01.md": "# Rubrik\n\nText.\n",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
