# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced, after common.sh, by the scripts that run scan-build.
# shellcheck shell=bash

# hc_scan_build WORK BUILD OPTION... -- OBJECT...: builds these objects of a
# build directory, which was configured with --cc=clang-$hc_clang, under
# scan-build with the plugin loaded; reports go below WORK/reports.
hc_scan_build() {
    local work=$1 build=$2 options=() real object
    shift 2
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    # The build calls clang-19 by name, so scan-build's stand-in for the
    # compiler goes by that name in front of it; it finds the real one by its
    # full path.
    real=$(command -v "clang-$hc_clang")
    mkdir -p -- "$work/bin"
    cat >"$work/bin/clang-$hc_clang" <<'SHIM'
#!/bin/sh
exec "$CC" "$@"
SHIM
    chmod +x -- "$work/bin/clang-$hc_clang"
    (cd -- "$build" && rm -f -- "$@")
    "scan-build-$hc_clang" --use-cc="$real" --use-analyzer="$real" \
        -o "$work/reports" -load-plugin "$hc_plugin" \
        -enable-checker qemu.iothread "${options[@]}" \
        env "PATH=$work/bin:$PATH" ninja -C "$build" "$@" \
        >"$work/log" 2>&1 || {
        tail -n 5 -- "$work/log" >&2
        die "the build under scan-build failed"
    }
    for object in "$@"; do
        [ -e "$build/$object" ] || die "$object was not built"
    done
}
