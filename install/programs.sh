# shellcheck shell=bash
# Renga's own programs: built, and put where they belong.

# In the order in which an upgrade replaces them, while pushes go on: a hook of this version asks for what only a builder of
# this version knows, and a builder knows what hooks of the version before ask for.
PROGRAMS=(renga-builder renga-hooks renga renga-runner renga-router renga-acme renga-drain)

# Sets PROGRAMS_FROM to a folder that holds all programs.
build_programs() {
    local swift program scratch=${RENGA_BUILD_PATH:-$SOURCE/.build} began=$SECONDS
    if [ -n "$PROGRAMS_FROM" ]; then
        check_programs "$PROGRAMS_FROM"
        step "Programs: those in $PROGRAMS_FROM"
        return
    fi
    swift=$("$SOURCE/install/find-swift")
    step "Building with $("$swift" --version 2>/dev/null | sed -n 's/.*\(Swift version [0-9.]*\).*/\1/p' | head -n 1)" \
        "(the first time takes some minutes)"
    local arguments=(
        build --package-path "$SOURCE" --scratch-path "$scratch" -c release --static-swift-stdlib -Xlinker -s
    )
    # Each by its name: SwiftPM keeps the plan of what was built in this folder before, and one that was made for a single product
    # counts all products of GRDB to what is built without a name, its dynamic library included, which cannot be linked so.
    for program in "${PROGRAMS[@]}"; do
        "$swift" "${arguments[@]}" --product "$program" 2>&1 </dev/null | tee -a "$LOG" | show_build_progress ||
            fail_with_log "the build failed" 40
    done
    # A checkout stays its owner's, also where root has built in it.
    [ "$scratch" != "$SOURCE/.build" ] || chown -R --reference="$SOURCE" "$scratch"
    PROGRAMS_FROM=$("$swift" "${arguments[@]}" --show-bin-path 2>>"$LOG")
    check_programs "$PROGRAMS_FROM"
    note "done in $((SECONDS - began)) s"
}

# One line in five seconds says where the compiler is; all of them are in the log.
show_build_progress() {
    local line said=-5
    while IFS= read -r line; do
        case "$line" in
            *error:*) note "$line" ;;
            "["*) ;;
            *) continue ;;
        esac
        if [ $((SECONDS - said)) -ge 5 ]; then
            said=$SECONDS
            note "${line:0:100}"
        fi
    done
}

check_programs() {
    local program
    for program in "${PROGRAMS[@]}"; do
        [ -x "$1/$program" ] || fail "$1 has no program \`$program\`" \
            "give the folder that \`swift build -c release --show-bin-path\` prints"
    done
}

# put_programs DIRECTORY: each replaced by rename, so that what runs keeps running. True where one is new.
put_programs() {
    local program changed=1
    mkdir -p "$1"
    for program in "${PROGRAMS[@]}"; do
        cmp -s "$PROGRAMS_FROM/$program" "$1/$program" && continue
        install -m 755 "$PROGRAMS_FROM/$program" "$1/.$program.new"
        mv -f "$1/.$program.new" "$1/$program"
        changed=0
    done
    return "$changed"
}

# link_programs ROOT DIRECTORY: hooks of repositories and authorized_keys name the programs below the root.
link_programs() {
    local program
    mkdir -p "$1/bin"
    for program in "${PROGRAMS[@]}"; do
        ln -sfn "$2/$program" "$1/bin/.$program.new"
        mv -fT "$1/bin/.$program.new" "$1/bin/$program"
    done
}
