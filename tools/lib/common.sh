# Sourced by the launcher and the tools: where things are, how to speak, which JDK and which Maven.
# shellcheck shell=bash
# Values never pass through a shell string: everything is handed on as arrays.

MUSTER_STATE="${XDG_STATE_HOME:-$HOME/.local/state}/muster"
readonly JDK_MINIMUM=25
readonly EXIT_USAGE=2 EXIT_SETUP=3

say() { printf '%s\n' "$*" >&2; }
die() { # STATUS MESSAGE...
    local status=$1
    shift
    say "muster: $*"
    exit "$status"
}

# Major version of the JDK at $1 into JDK_MAJOR; fails when there is no JDK there. Reads the `release` file: starting a
# JVM to ask costs 40 ms each.
jdk_major() {
    local line version
    JDK_MAJOR=0
    [[ -x $1/bin/javac && -x $1/bin/java && -r $1/release ]] || return 1
    while IFS= read -r line; do
        if [[ $line == JAVA_VERSION=* ]]; then
            version=${line#JAVA_VERSION=}
            version=${version//\"/}
            version=${version%%[.+-]*}
            [[ $version =~ ^[0-9]+$ ]] && JDK_MAJOR=$version
            break
        fi
    done <"$1/release"
    ((JDK_MAJOR > 0))
}

# Sets JDK to the home of a JDK >= 25: JAVA_HOME, then the `java` of PATH, then the usual places (the lowest fitting
# version there, since that is the one the project is checked with).
find_jdk() {
    local home java best=0
    JDK=
    if [[ -n ${JAVA_HOME-} ]] && jdk_major "$JAVA_HOME" && ((JDK_MAJOR >= JDK_MINIMUM)); then
        JDK=$JAVA_HOME
        return
    fi
    if java=$(command -v java); then
        java=$(readlink -f "$java")
        home=${java%/bin/java}
        if jdk_major "$home" && ((JDK_MAJOR >= JDK_MINIMUM)); then
            JDK=$home
            return
        fi
    fi
    for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/* /opt/*/* /usr/local/*jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
        "$HOME"/.asdf/installs/java/* "$HOME"/jdk* "$HOME"/.gradle/jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if jdk_major "$home" && ((JDK_MAJOR >= JDK_MINIMUM)) && { ((best == 0)) || ((JDK_MAJOR < best)); }; then
            best=$JDK_MAJOR
            JDK=$home
        fi
    done
    if [[ -z $JDK ]]; then
        say "muster: no JDK $JDK_MINIMUM or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks)."
        say "Get one, for example:"
        say "  Debian, Ubuntu   apt-get install openjdk-25-jdk     (where the release has it)"
        say "  Fedora           dnf install java-25-openjdk-devel"
        say "  anywhere         https://adoptium.net/temurin/releases/?version=25   unpack into ~/.jdks"
        say "  SDKMAN!          sdk install java 25-tem"
        die $EXIT_SETUP "nothing was done."
    fi
}

# Sets MVN to the command that runs Maven, as an array: one on PATH that is new enough, else the wrapper.
find_maven() {
    local version
    MVN=("$ROOT/mvnw")
    if command -v mvn >/dev/null; then
        version=$(JAVA_HOME=$JDK mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
        if [[ $version =~ ^([0-9]+)\.([0-9]+)$ ]] &&
            ((BASH_REMATCH[1] > 3 || (BASH_REMATCH[1] == 3 && BASH_REMATCH[2] >= 8))); then
            MVN=(mvn)
        fi
    fi
    MVN+=(--no-transfer-progress --batch-mode --file "$ROOT/pom.xml")
}

# The warnings of Maven's own libraries about a JDK this new are kept away.
maven_options() {
    printf '%s' "${MAVEN_OPTS--Xmx1g -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED}"
}
run_maven() { JAVA_HOME=$JDK MAVEN_OPTS=$(maven_options) "${MVN[@]}" "$@"; }

# Holds the build lock of this checkout until the file descriptor is closed; children must not inherit it.
lock_build() {
    mkdir -p "$ROOT/target"
    exec 9>"$ROOT/target/.build.lock"
    if ! flock --nonblock 9; then
        say "muster: another build is running in this checkout; waiting for it"
        flock 9
    fi
}
unlock_build() { exec 9>&-; }

# What the jars were made from: names, sizes and times of every source and pom, as one hash.
source_stamp() {
    (cd "$ROOT" && find pom.xml ./*/pom.xml ./*/src/main -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
}

dist_is_current() { # STAMP
    local built
    [[ -r $ROOT/target/dist/stamp && -d $ROOT/target/dist/lib ]] || return 1
    built=$(<"$ROOT/target/dist/stamp")
    [[ $built == "$1" ]]
}

# Empties what a build is about to fill, so that no jar of an older version stays on the module path.
forget_dist() { rm -rf "$ROOT/target/dist"; }

# Makes target/dist/lib unless it is current. Checks and tests belong to `muster test`; a start only needs the jars.
ensure_dist() {
    local stamp log
    dist_is_current "$(source_stamp)" && return
    lock_build
    stamp=$(source_stamp)
    if ! dist_is_current "$stamp"; then
        find_maven
        log=$ROOT/target/build.log
        say "muster: building, which takes a minute or two (only after a change; the first time also downloads the libraries)"
        say "muster: all it says is in $log"
        forget_dist
        if ! run_maven -Dmaven.test.skip=true -Dspotless.check.skip=true package 2>&1 9>&- </dev/null \
            | tee "$log" | sed -un 's/^.*Building \(Muster.*\) [^ ]\{1,\} \{1,\}\[\([0-9/]*\)\]$/muster:   \2 \1/p' >&2; then
            grep -E '^\[ERROR\]|BUILD' "$log" | head -n 30 >&2
            die 1 "the build failed; all of it is in $log"
        fi
        printf '%s\n' "$stamp" >"$ROOT/target/dist/stamp"
    fi
    unlock_build
}

# Sets JAVA_COMMAND to the JVM, its options and the module to start:
#   console  the window;  command  one short command;  daemon  the bridge, which runs for months
java_command() { # console|command|daemon
    local main=dev.muster.bridge/dev.muster.bridge.cli.MusterMain native=com.sun.jna,org.xerial.sqlitejdbc
    local -a options=()
    case $1 in
        console)
            main=dev.muster.app/dev.muster.app.Main
            native=javafx.graphics,$native
            archive_options console
            ;;
        command)
            options=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
            archive_options command
            ;;
        daemon) ARCHIVE_OPTIONS=() ;;
    esac
    JAVA_COMMAND=("$JDK/bin/java" "${options[@]}" "${ARCHIVE_OPTIONS[@]}" --enable-native-access="$native"
        --module-path "$ROOT/target/dist/lib" --module "$main")
}

# Sets ARCHIVE_OPTIONS: use the start-up archive (JEP 483, 514) of this kind of start, or record what one needs. It is
# made lazily: the first start records, the second has the archive written in the background, later ones use it. The
# JVM checks that it fits the jars and itself, and starts without it when it does not.
archive_options() { # KIND
    local archive=$ROOT/target/dist/$1.aot
    ARCHIVE_OPTIONS=()
    [[ -w $ROOT/target/dist || -r $archive ]] || return 0
    if [[ -r $archive ]]; then
        ARCHIVE_OPTIONS=(-XX:AOTCache="$archive" -Xlog:aot*=off -Xlog:cds*=off)
    elif [[ -e $archive.config ]]; then
        write_archive "$archive"
    else
        ARCHIVE_OPTIONS=(-XX:+DisplayVMOutputToStderr -XX:AOTMode=record -XX:AOTConfiguration="$archive.config" -Xlog:aot*=off -Xlog:cds*=off)
    fi
}

# Writes the archive that the recording beside it asks for, in the background and under another name until it is whole.
write_archive() { # ARCHIVE
    # A grandchild, so that it is nobody's who waits for Muster or ends it.
    ( (
        exec 8>"$1.lock" </dev/null >/dev/null 2>&1
        flock --nonblock 8 || exit 0
        trap '' HUP
        [[ -e $1 ]] && exit 0
        if nice "$JDK/bin/java" "${options[@]}" -XX:AOTMode=create -XX:AOTConfiguration="$1.config" \
            -XX:AOTCache="$1.new" --enable-native-access="$native" \
            --module-path "$ROOT/target/dist/lib" --module "$main"; then
            mv "$1.new" "$1"
        else
            rm -f "$1.config" # recorded only in part, by a start that was killed: record again
        fi
    ) & )
}
