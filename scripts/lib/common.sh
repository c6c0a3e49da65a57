# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by every script of this folder: paths, messages, apt helpers.
# shellcheck shell=bash

hc_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
hc_scripts=$hc_root/scripts
hc_build=$hc_root/build
# The Clang everything here runs with; the plugin must equal it.
hc_clang=19
# All that the plugin can be built for.
read -ra hc_clangs < <(sed -nE 's/^set\(HC_TESTED_CLANGS (.*)\)/\1/p' \
    "$hc_root/checker/plugin/CMakeLists.txt")
hc_plugin=$hc_build/lib/holdcheck/$hc_clang/libholdcheck.so
# Endings of the files of a QEMU build that its sources include.
hc_generated='h|c|inc|def'
hc_contract=$hc_root/checker/contract/contract.json
hc_me=${0##*/}

say() {
    printf '%s: %s\n' "$hc_me" "$*" >&2
}

# Errors are one line and end with code 2: "could not be done".
die() {
    say "$*"
    exit 2
}

# hc_usage SCRIPT: the head comment of a script is its help.
hc_usage() {
    awk 'NR > 2 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$1"
}

# hc_as_root COMMAND...: run it as root, or say in one line why that cannot be.
hc_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        die "needs root or sudo to run: $*"
    fi
}

# hc_lock FILE: wait until no other run holds FILE; ends with hc_unlock or us.
hc_lock() {
    mkdir -p -- "$(dirname -- "$1")"
    exec {hc_lock_fd}>"$1"
    if ! flock -n "$hc_lock_fd"; then
        say "waits for another run that holds ${1#"$hc_root"/}"
        flock "$hc_lock_fd"
    fi
}

hc_unlock() {
    exec {hc_lock_fd}>&-
}

# hc_debian_sources: the machine's own Debian entries as deb-src lines.  An
# entry is Debian's when its suite is this release's and its key, if it names
# one, is Debian's archive key; the key is asked for in any case, so nothing
# else gets in.
hc_debian_sources() {
    local codename keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    # shellcheck disable=SC1091
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    [ -r "$keyring" ] || die "no $keyring; is this Debian?"
    local lists=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list)
    local stanzas=(/etc/apt/sources.list.d/*.sources)
    local file
    {
        for file in "${lists[@]}"; do
            [ -r "$file" ] || continue
            # deb [options] URI SUITE COMPONENT...  ->  URI SUITE COMPONENT...
            sed -nE '/^[[:space:]]*deb(-src)?[[:space:]]/{
                /signed-by=/{/debian-archive/!d}
                s/^[[:space:]]*deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]*)?//
                s/[[:space:]]*#.*//
                p}' "$file"
        done
        for file in "${stanzas[@]}"; do
            [ -r "$file" ] || continue
            awk -v RS= '
                {
                    split("", f)
                    key = ""
                    n = split($0, line, "\n")
                    for (i = 1; i <= n; i++) {
                        if (line[i] ~ /^#/)
                            continue
                        if (match(line[i], /^[A-Za-z-]+:/)) {
                            key = tolower(substr(line[i], 1, RLENGTH - 1))
                            f[key] = substr(line[i], RLENGTH + 1)
                        } else {
                            f[key] = f[key] " " line[i]
                        }
                    }
                    if (f["enabled"] ~ /no|false|0/)
                        next
                    if (f["signed-by"] != "" &&
                        f["signed-by"] !~ /debian-archive/)
                        next
                    nu = split(f["uris"], uri, " ")
                    ns = split(f["suites"], suite, " ")
                    for (u = 1; u <= nu; u++)
                        for (s = 1; s <= ns; s++)
                            print uri[u], suite[s], f["components"]
                }' "$file"
        done
    } | awk -v code="$codename" -v key="$keyring" '
        ($2 == code || $2 == code "-updates" || $2 == code "-security" ||
         $2 == code "/updates") && / main( |$)/ && !seen[$1, $2]++ {
            print "deb-src [signed-by=" key "]", $1, $2, "main"
        }'
}

# hc_get_source PACKAGE DIR: Debian's source package, unpacked as DIR.  The
# machine's apt configuration is read, never changed.  DIR appears complete or
# not at all.
hc_get_source() {
    local package=$1 dest=$2 dsc work=$2.part
    rm -rf -- "$work"
    mkdir -p -- "$work"/lists/partial "$work"/cache/archives/partial "$work"/src
    hc_debian_sources >"$work/sources.list"
    [ -s "$work/sources.list" ] ||
        die "found no Debian entry under /etc/apt to take the source of $package from"
    local versions version options=(
        -o "Dir::Etc::sourcelist=$work/sources.list"
        -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$work/lists"
        -o "Dir::Cache=$work/cache"
        -o APT::Sandbox::User=root
        -o Acquire::Languages=none
        -o Acquire::Retries=3)
    say "gets the source of $package"
    apt-get -qq "${options[@]}" update >&2 ||
        die "apt-get update failed for the source lists"
    # A mirror may lack the files of the newest.
    versions=$(apt-cache "${options[@]}" showsrc --only-source -- "$package" |
        sed -n 's/^Version: //p' | sort -rVu)
    for version in $versions; do
        rm -f -- "$work"/src/*
        (cd -- "$work/src" &&
            apt-get -qq "${options[@]}" source --only-source --download-only \
                -- "$package=$version" >&2) && break
        say "cannot get version $version of $package"
    done
    dsc=$(find "$work/src" -name '*.dsc' -print -quit)
    [ -n "$dsc" ] || die "apt-get could not get the source of $package"
    say "unpacks ${dsc##*/}"
    # apt has checked the hashes against the signed lists already.
    dpkg-source --no-check -x "$dsc" "$work/tree" >"$work/unpack.log" 2>&1 || {
        tail -n 3 -- "$work/unpack.log" >&2
        die "dpkg-source could not unpack ${dsc##*/}"
    }
    rm -rf -- "$dest"
    mv -- "$work/tree" "$dest"
    rm -rf -- "$work"
}

# hc_cmake DIR [CMAKE OPTION...]: configures DIR if need be and builds it.
hc_cmake() {
    local dir=$1
    shift
    hc_lock "$dir/.build.lock"
    if [ ! -e "$dir/build.ninja" ] || [ $# -gt 0 ]; then
        cmake -S "$hc_root" -B "$dir" -G Ninja "$@" >"$dir/configure.log" 2>&1 || {
            tail -n 20 -- "$dir/configure.log" >&2
            die "cmake could not configure ${dir#"$hc_root"/}"
        }
    fi
    # Ninja speaks on stdout; that is left to results.
    ninja --quiet -C "$dir" >&2 || die "the build in ${dir#"$hc_root"/} failed"
    hc_unlock
}

# hc_sanitized: builds the C parts in build-asan/, under AddressSanitizer and
# UBSan and for libFuzzer.  The plugin there is the plain one: it is loaded into
# a clang that has no sanitizer.
hc_sanitized() {
    local dir=$hc_root/build-asan compiler
    compiler=$(command -v "clang-$hc_clang") || die "clang-$hc_clang is not in PATH"
    if [ -e "$dir/CMakeCache.txt" ] &&
        ! grep -q "^CMAKE_C_COMPILER:.*=$compiler\$" "$dir/CMakeCache.txt"; then
        rm -rf -- "$dir"
    fi
    hc_cmake "$dir" "-DCMAKE_C_COMPILER=$compiler" -DCMAKE_BUILD_TYPE=Debug \
        -DHOLDCHECK_SANITIZE=fuzzer-no-link,address,undefined
    mkdir -p -- "$dir/lib/holdcheck/$hc_clang"
    ln -sfn -- "$hc_plugin" "$dir/lib/holdcheck/$hc_clang/libholdcheck.so"
}

# hc_need_plugin: the plugin is there and up to date.
hc_need_plugin() {
    if [ -n "${HOLDCHECK_PLUGIN:-}" ]; then
        hc_plugin=$(realpath -- "$HOLDCHECK_PLUGIN")
    else
        "$hc_scripts/build"
    fi
    [ -r "$hc_plugin" ] || die "no plugin $hc_plugin"
}

# hc_python SCRIPT ARG...: a Python part of scripts/lib.
hc_python() {
    local script=$1
    shift
    HC_ME=$hc_me python3 -B "$hc_scripts/lib/$script" "$@"
}

# hc_headers_command BUILD: the shell command that builds the generated headers
# of a QEMU build directory.
hc_headers_command() {
    local dir
    printf -v dir %q "$1"
    printf '%s\n' "ninja -C $dir -t targets all | sed -nE 's/^(.*\\.($hc_generated)): CUSTOM_COMMAND.*/\\1/p' | xargs ninja -C $dir"
}
