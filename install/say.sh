# shellcheck shell=bash
# What a person reads while install.sh works, and where the rest goes.

LOG=$(mktemp /tmp/renga-install.XXXXXX.log)
# A pipe that nobody writes to: a read with a time limit waits without a process of its own.
exec {NEVER}<> <(:)

step() { printf -- '-----> %s\n' "$*"; }
note() { printf '       %s\n' "$*"; }
warn() { printf ' !     %s\n' "$*" >&2; }

# fail WHAT [NEXT...]: says what is wrong, then what to do about it, and ends.
fail() {
    [ -s "$LOG" ] || rm -f "$LOG"
    warn "$1"
    shift
    local line
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

pause() { read -r -t "$1" -u "$NEVER" _ || true; }

# quietly WHAT COMMAND...: its output goes to the log, which is shown where the command fails.
quietly() {
    local what=$1 status=0 alive beat
    shift
    # Its input ends with the command. A signal would not do: one that comes before a subshell has let go of our traps runs them.
    exec {alive}> >(heartbeat "$what")
    beat=$!
    printf '\n$ %s\n' "$*" >>"$LOG"
    "$@" >>"$LOG" 2>&1 </dev/null {alive}>&- || status=$?
    exec {alive}>&-
    wait "$beat" || true
    [ "$status" -eq 0 ] || fail_with_log "$what failed (exit status $status)"
}

heartbeat() {
    local began=$SECONDS
    until read -r -t 10 _ || [ $? -le 128 ]; do note "... $1, $((SECONDS - began)) s so far"; done
}

# The end of the log is the evidence; all of it stays for who wants to read it.
fail_with_log() {
    warn "$1; the last lines:"
    tail -n "${2:-25}" "$LOG" | sed 's/^/       /' >&2
    note "everything: $LOG" >&2
    exit 1
}

# wait_until SECONDS COMMAND...: asks ten times a second; false when the time is over.
wait_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        pause 0.1
    done
}

# replace_file PATH MODE < TEXT: a reader sees the old file or the new one. True where it changed.
replace_file() {
    local path=$1 mode=$2 new=$1.new
    cat >"$new"
    chmod "$mode" "$new"
    if [ -f "$path" ] && cmp -s "$new" "$path"; then
        rm -f "$new"
        return 1
    fi
    mv -f "$new" "$path"
}
