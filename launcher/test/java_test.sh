# shellcheck shell=bash
# Finding a JDK 25.

fake_jdk() { # FOLDER VERSION
  script "$1/bin/java" 'echo java'
  script "$1/bin/javac" 'echo javac'
  printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
}

# Only the tests' own fakes count.
only_fakes() {
  load_launcher
  jdks_in_usual_places() { printf '%s\n' "$BOX"/usual/*; }
}

test_jdk_of_java_home_is_used() {
  only_fakes
  fake_jdk "$BOX/a" 25.0.1
  equals "$(JAVA_HOME="$BOX/a" find_jdk)" "$BOX/a"
}

test_jdk_next_to_an_older_java_on_the_path_is_found() {
  only_fakes
  fake_jdk "$BOX/jvm/java-17" 17.0.15
  fake_jdk "$BOX/jvm/temurin-25" 25
  mkdir -p "$BOX/bin"
  ln -s "../jvm/java-17/bin/java" "$BOX/bin/java"
  equals "$(PATH="$BOX/bin:$PATH" find_jdk)" "$BOX/jvm/temurin-25"
}

test_jdk_in_a_usual_place_is_found_without_java_on_the_path() {
  only_fakes
  fake_jdk "$BOX/usual/jdk-25.0.2+10" 25.0.2
  jdks_around_path() { :; }
  equals "$(find_jdk)" "$BOX/usual/jdk-25.0.2+10"
}

test_jdk_with_a_space_in_its_path_is_found() {
  only_fakes
  fake_jdk "$BOX/my jdk" 25.0.1
  equals "$(JAVA_HOME="$BOX/my jdk" find_jdk)" "$BOX/my jdk"
}

test_runtime_without_a_compiler_is_not_used() {
  only_fakes
  fake_jdk "$BOX/usual/jre" 25
  rm "$BOX/usual/jre/bin/javac"
  jdks_around_path() { :; }
  equals "$(find_jdk)" ""
}

test_version_is_the_number_before_any_separator() {
  only_fakes
  fake_jdk "$BOX/a" 25-ea
  equals "$(jdk_major "$BOX/a")" 25
  fake_jdk "$BOX/b" 250.1
  equals "$(jdk_major "$BOX/b")" 250
  fake_jdk "$BOX/c" 1.8.0_292
  equals "$(jdk_major "$BOX/c")" 1
}

test_everything_missing_is_reported_at_once() {
  load_launcher
  find_jdk() { :; }
  find_python() { return 1; }
  local output code=0
  output="$( (need jdk python) 2>&1)" || code=$?
  equals "$code" 2
  contains "$output" "JDK 25"
  contains "$output" "Python 3.11 to 3.14"
  contains "$output" "apt-get install python3"
}

test_python_without_venv_is_reported_with_the_package_to_install() {
  load_launcher
  script "$BOX/python3" 'echo "venv 3.11 /usr/bin/python3.11"'
  local output code=0
  output="$( (SLIPWAY_PYTHON="$BOX/python3" need python) 2>&1)" || code=$?
  equals "$code" 2
  contains "$output" "python3-venv"
}
