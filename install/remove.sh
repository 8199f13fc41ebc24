# shellcheck shell=bash
# Ends what an installation runs, and takes away what install.sh added.

# crun_of ROOT ARGUMENTS...: crun refuses hybrid control groups; it gets a view of the machine without the v2 half.
crun_of() {
    local root=$1
    shift
    if [ -s /sys/fs/cgroup/unified/cgroup.controllers ]; then
        # shellcheck disable=SC2016 # for the inner shell
        unshare --mount --propagation slave sh -c 'umount /sys/fs/cgroup/unified; exec crun "$@"' - \
            --root "$root/run/crun" "$@"
    else
        crun --root "$root/run/crun" "$@"
    fi
}

# stop_dynos ROOT: SIGTERM, ten seconds, SIGKILL; then the supervisors, which end by themselves.
stop_dynos() {
    local root=$1 id ids=()
    for id in "$root"/run/crun/*/; do
        [ ! -d "$id" ] || ids+=("$(basename "$id")")
    done
    for id in "${ids[@]}"; do crun_of "$root" kill -a "$id" TERM >>"$LOG" 2>&1 || true; done
    [ "${#ids[@]}" -eq 0 ] || wait_until 10 supervisors_ended "$root" || true
    for id in "${ids[@]}"; do
        crun_of "$root" kill -a "$id" KILL >>"$LOG" 2>&1 || true
        crun_of "$root" delete --force "$id" >>"$LOG" 2>&1 || true
    done
    wait_until 5 supervisors_ended "$root" || warn "some conmon of $root has not ended: $(supervisors "$root" | xargs)"
}

# Pids of the conmon processes whose bundles lie below the root.
supervisors() {
    local process
    for process in /proc/[0-9]*; do
        [ "$(cat "$process/comm" 2>/dev/null)" = conmon ] || continue
        if tr '\0' '\n' <"$process/cmdline" 2>/dev/null | grep -qF -- "$1/"; then basename "$process"; fi
    done
}

supervisors_ended() { [ -z "$(supervisors "$1")" ]; }

config_value() { sed -nE "s/^ *(# )?$2: \"?([^\"#]*[^\"# ])\"?.*/\\2/p" "$1/config.yml" 2>/dev/null | head -n 1; }

# remove_network BRIDGE: its dynos' namespaces, its rules, itself, and its control groups.
remove_network() {
    local bridge=$1 name
    [ -n "$bridge" ] || return 0
    for name in /run/netns/"$bridge":*; do
        [ ! -e "$name" ] || ip netns delete "$(basename "$name")" 2>>"$LOG" || true
    done
    nft delete table inet "$bridge" 2>>"$LOG" || true
    ip link delete "$bridge" 2>>"$LOG" || true
    find /sys/fs/cgroup -depth -type d -path "*/renga-$bridge*" -exec rmdir {} \; 2>>"$LOG" || true
}

# remove_tree ROOT: never through a mount.
remove_tree() {
    local mounted
    while read -r _ mounted _; do
        case "$mounted" in "$1"/*) umount --lazy "$mounted" 2>>"$LOG" || true ;; esac
    done < <(tac /proc/self/mounts)
    rm -rf --one-file-system "$1"
}

uninstall() {
    local root bridge name
    root=$(sed -n 's/^root //p' "$STATE" 2>/dev/null | tail -n 1)
    root=${root:-$ROOT}
    [ -e "$STATE" ] || warn "no installation is recorded in $STATE; taking away what is found"
    bridge=$(config_value "$root" bridge)
    step "Stopping the services"
    stop_services
    step "Stopping the dynos"
    stop_dynos "$root"
    remove_network "${bridge:-renga0}"
    step "Taking Renga's part out of sshd and sudo"
    unconfigure_sshd
    if has_systemd; then
        systemctl try-reload-or-restart ssh.service >>"$LOG" 2>&1 || true
    elif sshd_runs; then
        if is_ours started sshd; then kill "$(cat /run/sshd.pid)"; else kill -HUP "$(cat /run/sshd.pid)"; fi
    fi
    rm -f /etc/sudoers.d/renga
    step "Removing the programs"
    [ "$(readlink /usr/local/bin/renga)" != "$LIBRARY/renga" ] || rm -f /usr/local/bin/renga
    for name in git renga; do
        if is_ours user "$name"; then remove_user "$name"; fi
    done
    stop_our_runsvdir
    rm -rf "$LIBRARY"
    if [ "$PURGE" = yes ]; then
        step "Removing $root with the apps' data"
        remove_tree "$root"
    else
        rm -rf "$root/bin" "$root/run"
        note "the apps' data stays in $root; installing again takes it up, --uninstall --purge removes it"
    fi
    step "Uninstalled. Packages were left as they are."
}

# A user of ours, with what still runs as it: a push that nothing receives any more, its systemd --user.
remove_user() {
    local number
    number=$(id -u "$1" 2>/dev/null) || return 0
    if has_systemd; then systemctl stop "user-$number.slice" >>"$LOG" 2>&1 || true; fi
    pkill -KILL -u "$number" 2>>"$LOG" || true
    wait_until 10 nothing_runs_as "$number" || warn "something still runs as $1"
    quietly "userdel $1" userdel "$1"
}

nothing_runs_as() { ! pgrep -u "$1"; }

# One that was started for us alone goes as well; one that keeps other services up stays.
stop_our_runsvdir() {
    local pid others
    pid=$(sed -n 's/^started runsvdir //p' "$STATE" 2>/dev/null | tail -n 1)
    [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = runsvdir ] || return 0
    others=$(ls /etc/service 2>/dev/null)
    if [ -n "$others" ]; then
        note "runsvdir goes on for: ${others//$'\n'/ }"
        return
    fi
    kill -HUP "$pid"
    rm -f /var/log/runsvdir.log
}
