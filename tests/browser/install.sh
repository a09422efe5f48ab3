#!/bin/sh
# Brings Chromium where apt-get can give it. Without it the browser tests say that they were skipped.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium and no apt-get: the browser tests will be skipped."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then become=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then become="sudo -n"
else
  echo "No Chromium, and installing it needs root: the browser tests will be skipped."
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
if $become apt-get update -qq && $become apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; then
  exit 0
fi
echo "apt-get could not install Chromium: the browser tests will be skipped."
