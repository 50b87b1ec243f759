#!/usr/bin/env bash
# What the full test run needs besides Python: a browser, an office suite, XML and PDF tools, Java.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
command -v ocrmypdf >/dev/null || missing+=(ocrmypdf tesseract-ocr-swe)
command -v xmllint >/dev/null || missing+=(libxml2-utils)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v pandoc >/dev/null || missing+=(pandoc)
command -v javac >/dev/null || missing+=(default-jdk-headless)
if ((${#missing[@]})); then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"
fi
