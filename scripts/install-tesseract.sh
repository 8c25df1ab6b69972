#!/usr/bin/env bash
# Makes sure that tesseract with French is there: installs it where apt-get can, else says how. Never fails, since
# documents with a text layer and plain text need no OCR.
set -u

has_french() { command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx fra; }

has_french && exit 0

if command -v apt-get >/dev/null; then
  run=()
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null && run=(sudo -n); }
  if [ "$(id -u)" = 0 ] || [ ${#run[@]} -gt 0 ]; then
    echo "installing tesseract with French"
    packages=(tesseract-ocr tesseract-ocr-fra)
    export DEBIAN_FRONTEND=noninteractive
    "${run[@]}" apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1 ||
      { "${run[@]}" apt-get update -qq >/dev/null 2>&1 && "${run[@]}" apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1; }
  fi
fi

has_french && exit 0

cat >&2 <<'EOF'
tesseract with French is not installed; scans and pictures cannot be read, all else works. To install it:
  Debian, Ubuntu:  sudo apt-get install tesseract-ocr tesseract-ocr-fra
  Fedora:          sudo dnf install tesseract tesseract-langpack-fra
  macOS:           brew install tesseract tesseract-lang
EOF
exit 0
