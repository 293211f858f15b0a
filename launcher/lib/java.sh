# shellcheck shell=bash
# Finds a JDK 25, wherever it is and whatever `java` on the PATH is.

REQUIRED_JAVA=25

# is_wanted_jdk FOLDER: a whole JDK (with a compiler) of the required version?
is_wanted_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ "$(jdk_major "$1")" = "$REQUIRED_JAVA" ]
}

# Reads the release file, which every JDK since 8 has; much faster than starting it.
jdk_major() {
  local line
  [ -r "$1/release" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      JAVA_VERSION=*)
        line="${line#*=}"
        line="${line//\"/}"
        line="${line%%[.+-]*}"
        printf '%s\n' "${line%$'\r'}"
        return 0
        ;;
    esac
  done <"$1/release"
}

# resolve FILE: follows symbolic links, without readlink -f, which older macOS lacks.
resolve() {
  local file="$1" target hops=0
  while [ -L "$file" ] && [ $hops -lt 40 ]; do
    target="$(readlink "$file")"
    case "$target" in
      /*) file="$target" ;;
      *) file="$(dirname "$file")/$target" ;;
    esac
    hops=$((hops + 1))
  done
  printf '%s/%s\n' "$(cd "$(dirname "$file")" && pwd -P)" "$(basename "$file")"
}

jdks_named_by_environment() {
  local name
  printf '%s\n' "${SLIPWAY_JAVA_HOME:-}" "${JAVA_HOME:-}"
  for name in $(compgen -e | grep -E '^(JDK_?25|JAVA_?25|JAVA_HOME_25)' || true); do
    printf '%s\n' "${!name}"
  done
}

# The JDK of `java` on the PATH, and those installed next to it.
jdks_around_path() {
  local java home
  java="$(command -v java 2>/dev/null)" || return 0
  home="$(dirname "$(dirname "$(resolve "$java")")")"
  printf '%s\n' "$home" "$(dirname "$home")"/*
}

jdks_in_usual_places() {
  local home="${HOME:-/nonexistent}" brew=''
  printf '%s\n' /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/*jdk* /opt/jvm/* \
    "$home"/.sdkman/candidates/java/* "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/* \
    "$home"/.jdks/* "$home"/.jabba/jdk/* "$home"/.gradle/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home
  for brew in /opt/homebrew /usr/local /home/linuxbrew/.linuxbrew; do
    printf '%s\n' "$brew"/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "$brew"/opt/openjdk*/libexec
  done
}

# Prints the first suitable JDK, cheap places first; nothing if there is none.
find_jdk() {
  local places folder
  for places in jdks_named_by_environment jdks_around_path jdks_in_usual_places; do
    while IFS= read -r folder; do
      if [ -n "$folder" ] && is_wanted_jdk "$folder"; then
        printf '%s\n' "$folder"
        return 0
      fi
    done < <($places)
  done
}

# What was found instead, for the message: `java` on the PATH with its version.
other_java() {
  local java
  java="$(command -v java 2>/dev/null)" || return 0
  printf '%s is version %s' "$java" "$(jdk_major "$(dirname "$(dirname "$(resolve "$java")")")")"
}
