#!/usr/bin/env bash
# Prepare .venv from a locked list, by uv where it is present, else by venv and pip; say each step, and in one line what is wrong.
# usage: scripts/install.sh LOCKED_LIST PYTHON
set -uo pipefail
list=$1 python=$2 venv=.venv
log=$(mktemp)
trap 'rm -f "$log"' EXIT

stop() {  # French, English, and the log's last lines where they may help
  printf '\n%s\n%s\n' "$1" "$2" >&2
  [ -s "$log" ] && { echo "---" >&2; grep -v '^WARNING' "$log" | tail -4 >&2; }
  exit 1
}

explain() {  # what a failed installation means, by what it wrote
  if grep -qiE 'no space left' "$log"; then
    stop "Le disque est plein : il faut 700 Mo libres ici." "The disk is full: 700 MB must be free here."
  elif grep -qiE 'building wheel|gcc|clang|c\+\+|compiler|cmake' "$log"; then
    stop "Un paquet n'existe pas tout fait pour ce Python ou cette machine, et aucun compilateur ne l'a construit. Prenez Python 3.11, 3.12 ou 3.13 : PYTHON=python3.13 make demo." \
      "A package is not ready-made for this Python or machine, and no compiler built it. Take Python 3.11, 3.12 or 3.13: PYTHON=python3.13 make demo."
  elif grep -qiE 'do not match the hashes|hash mismatch' "$log"; then
    stop "Un paquet reçu n'est pas celui de la liste ($list) : rien n'est installé. Réessayez, ou voyez qui répond à la place de l'index." \
      "A package received is not the one of the list ($list): nothing is installed. Try again, or see who answers in the index's place."
  elif grep -qiE 'no matching distribution|connection|resol|network|timed out|timeout|proxy|ssl|unreachable|dns|fetch' "$log"; then
    stop "L'index des paquets (PyPI) ne répond pas. Vérifiez le réseau ou le mandataire (HTTPS_PROXY), puis refaites la même commande." \
      "The package index (PyPI) does not answer. Check the network or the proxy (HTTPS_PROXY), then give the same command again."
  fi
  stop "L'installation a échoué." "The installation failed."
}

counted() {  # show one moving line: how many packages of how many
  total=$(grep -c '==' "$list") n=0
  while IFS= read -r line; do
    echo "$line" >>"$log"
    case $line in
      Collecting*) n=$((n + 1)); [ -t 1 ] && { name=${line#Collecting }; printf '\r\033[K      %d/%d %s' "$n" "$total" "${name%%==*}"; } ;;
      Installing*) [ -t 1 ] && printf '\r\033[K      %d/%d' "$total" "$total" ;;
    esac
  done
  [ -t 1 ] && printf '\r\033[K'
  return 0
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>"$log" ||
  stop "Jumelage demande Python 3.11 ou plus récent (PYTHON=python3.13 make demo)." "Jumelage needs Python 3.11 or later (PYTHON=python3.13 make demo)."

echo "1/3 Environnement Python dans .venv / Python environment in .venv"
if command -v uv >/dev/null 2>&1; then
  uv venv --quiet --allow-existing --python "$("$python" -c 'import sys; print(sys.executable)')" $venv >"$log" 2>&1 || explain
  echo "2/3 Paquets : $(grep -c '==' "$list"), par uv / packages, by uv"
  uv pip install --quiet --python $venv/bin/python --require-hashes -r "$list" >"$log" 2>&1 || explain
  echo "3/3 Jumelage"
  uv pip install --quiet --python $venv/bin/python --no-deps -e . >"$log" 2>&1 || explain
else
  "$python" -m venv $venv >"$log" 2>&1 ||
    stop "Python ne sait pas faire d'environnement ici. Sur Debian ou Ubuntu : sudo apt install python3-venv." \
      "Python cannot make an environment here. On Debian or Ubuntu: sudo apt install python3-venv."
  # Bytecode is written when a module is first used: the rest, a sixth of the size, never.
  pip=($venv/bin/python -m pip --disable-pip-version-check --no-input)
  echo "2/3 Paquets : $(grep -c '==' "$list"), environ une minute / packages, about a minute"
  "${pip[@]}" install --no-compile --progress-bar off --require-hashes -r "$list" 2>>"$log" | counted
  [ "${PIPESTATUS[0]}" = 0 ] || explain
  echo "3/3 Jumelage"
  "${pip[@]}" install --quiet --no-compile --no-deps -e . >"$log" 2>&1 || explain
fi
# ortools asks for pandas; pandas carries its own tests, which nothing imports.
rm -rf $venv/lib/python*/site-packages/pandas/tests
exit 0
