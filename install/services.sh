# shellcheck shell=bash
# The two services: systemd where it is PID 1, else runit. Stopping the runner stops no dyno.

has_systemd() { [ -d /run/systemd/system ]; }

# start_services ROOT CHANGED: CHANGED is yes where programs or units are newer than what runs.
start_services() {
    if has_systemd; then write_units "$1"; else write_runit "$1"; fi
    if is_running; then
        [ "$2" = no ] && [ "$UNITS_CHANGED" = no ] || upgrade_services "$1"
    else
        step "Starting the services renga-runner and renga-router"
        service_start renga-runner
        service_start renga-router
    fi
    wait_until 30 test -S "$1/run/control.sock" || services_failed renga-runner
    wait_until 30 is_serving "$1" || services_failed renga-runner
    wait_until 30 router_answers "$1" || services_failed renga-router
}

# Whether there is a runner to be exchanged: one of another version may not understand what ours asks.
is_running() {
    if has_systemd; then
        systemctl is-active --quiet renga-runner.service
    else
        sv status /etc/service/renga-runner 2>/dev/null | grep -q '^run:'
    fi
}

is_serving() { "$1/bin/renga" --root "$1" apps >/dev/null 2>&1; }

router_port() { sed -nE 's/^  (# )?http_port: ([0-9]+).*/\2/p' "$1/config.yml"; }

# Any answer will do: a router without apps says 404.
router_answers() { curl --silent --output /dev/null --max-time 5 "http://127.0.0.1:$(router_port "$1")/"; }

# A service that is started again and again says the same again and again: each thing once, without its time.
services_failed() {
    warn "$1 did not come up. What it says:"
    if has_systemd; then
        journalctl --unit "$1" --lines 50 --no-pager --output cat 2>>"$LOG" || true
    else
        tail -n 50 "/var/log/$1/current" 2>>"$LOG" | sed -E 's/^[0-9-]+_[0-9:.]+ //' || true
    fi | tee -a "$LOG" | awk '!said[$0]++' | tail -n 10 | sed 's/^/       /' >&2
    note "Mend that and run ./install.sh again, which also puts the owners and modes in $ROOT right." >&2
    note "Everything: $LOG, $(services_log "$1")" >&2
    exit 1
}

services_log() { if has_systemd; then echo "journalctl --unit $1"; else echo "/var/log/$1/current"; fi; }

# The router exchanges its worker in place. Where it cannot, because it is of a version that was one process, or because
# its unit has changed, a second one stands in for it meanwhile.
upgrade_services() {
    step "Upgrading the services; dynos and requests go on"
    if [ "$UNITS_CHANGED" = no ] && router_reloads; then reload_router "$1"; else replace_router "$1"; fi
    # The new runner speaks to the router that was started last.
    quietly "restarting the runner" service_restart renga-runner
    wait_until 30 is_serving "$1" || services_failed renga-runner
    if [ -n "$STAND_IN" ]; then end_stand_in; fi
}

router_pid() {
    if has_systemd; then
        systemctl show --property MainPID --value renga-router.service
    else
        cat /etc/sv/renga-router/supervise/pid 2>/dev/null
    fi
}

# Whether what runs is a master with a worker; what is one process would be ended by SIGHUP.
router_reloads() {
    local pid
    pid=$(router_pid)
    [ -n "$pid" ] && pgrep --parent "$pid" --exact renga-router >/dev/null
}

reload_router() {
    local before
    before=$(router_worker "$1")
    quietly "reloading the router" service_reload renga-router
    # What keeps a new worker from serving is in the router's log, and the one before goes on.
    wait_until 40 router_has_other_worker "$1" "$before" || services_failed renga-router
}

router_has_other_worker() { [ "$(router_worker "$1")" != "$2" ]; }

# The folder is the router's user's: what stands under the name may be long, or never end.
router_worker() { timeout 2 head -c 20 "$1/router/worker.pid" 2>/dev/null | tr -dc 0-9 || true; }

# A second router listens beside the first on the same port, so that no connection meets a closed door; and connections
# that wait at a door while it is closed go over to the other (tcp_migrate_req).
STAND_IN='' MIGRATE_BEFORE=''
replace_router() {
    local migrate=/proc/sys/net/ipv4/tcp_migrate_req
    MIGRATE_BEFORE=$(cat "$migrate" 2>/dev/null || true)
    [ "$MIGRATE_BEFORE" != 0 ] || echo 1 >"$migrate"
    "$LIBRARY/renga-router" --root "$1" --user renga >>"$LOG" 2>&1 {NEVER}<&- &
    STAND_IN=$!
    pause 1
    quietly "restarting the router" service_restart renga-router
    wait_until 30 router_answers "$1" || services_failed renga-router
}

end_stand_in() {
    kill -TERM "$STAND_IN" 2>/dev/null || true
    wait "$STAND_IN" || true
    [ "$MIGRATE_BEFORE" != 0 ] || echo 0 >/proc/sys/net/ipv4/tcp_migrate_req
}

service_start() {
    if has_systemd; then
        quietly "starting $1" systemctl enable --now "$1.service"
    else
        rm -f "/etc/sv/$1/down"
        ln -sfn "/etc/sv/$1" "/etc/service/$1"
        # runsvdir looks for new services every five seconds.
        wait_until 15 sv status "/etc/service/$1" || fail "runit does not see /etc/service/$1" "is runsvdir running?"
        quietly "starting $1" sv up "/etc/service/$1"
    fi
}

service_restart() {
    if has_systemd; then systemctl restart "$1.service"; else sv -w 40 restart "/etc/service/$1"; fi
}

service_reload() {
    if has_systemd; then systemctl reload "$1.service"; else sv hup "/etc/service/$1"; fi
}

write_units() {
    UNITS_CHANGED=no
    if replace_file /etc/systemd/system/renga-runner.service 644 <<END
[Unit]
Description=Renga: keeps the dynos of $1 as they are wanted
After=local-fs.target network-online.target nftables.service
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=$LIBRARY/renga-runner --root $1
Restart=always
RestartSec=1
# Dynos outlive this service: their supervisors are in its control group, and are left alone.
KillMode=process
Delegate=yes
OOMPolicy=continue
OOMScoreAdjust=-500
TasksMax=infinity
LimitNOFILE=1048576

[Install]
WantedBy=multi-user.target
END
    then UNITS_CHANGED=yes; fi
    if replace_file /etc/systemd/system/renga-router.service 644 <<END
[Unit]
Description=Renga: routes the web to the dynos of $1
After=network.target renga-runner.service
StartLimitIntervalSec=0

[Service]
# Started as root to bind its ports; what reads a byte from outside is its worker, as the user renga.
ExecStart=$LIBRARY/renga-router --root $1 --user renga
# A new worker, of the program and the configuration that are there then; the one before finishes what it has.
ExecReload=/bin/kill -HUP \$MAINPID
Restart=always
RestartSec=1
TimeoutStopSec=40
# It ends its workers itself. Where it was killed, they serve until the next one does.
KillMode=process
LimitNOFILE=1048576
OOMScoreAdjust=-500
CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_KILL CAP_SETUID CAP_SETGID CAP_CHOWN CAP_FOWNER CAP_DAC_OVERRIDE
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=$1
ProtectHome=read-only
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native

[Install]
WantedBy=multi-user.target
END
    then UNITS_CHANGED=yes; fi
    [ "$UNITS_CHANGED" = no ] || quietly "systemctl daemon-reload" systemctl daemon-reload
}

# Without systemd, runit keeps services up; where it does not run yet, it is started.
ensure_runit() {
    mkdir -p /etc/service
    if ! pgrep -x runsvdir >/dev/null; then
        step "Starting runsvdir, which keeps services up"
        note "at boot, from your start-up file or the container's entry point: runsvdir -P /etc/service"
        # Where Debian's own services keep their state; its package leaves making it to runit as PID 1.
        mkdir -p /run/runit/supervise
        setsid runsvdir -P /etc/service </dev/null >>/var/log/runsvdir.log 2>&1 {NEVER}<&- &
        disown
        remember started "runsvdir $!"
    fi
}

write_runit() {
    UNITS_CHANGED=no
    runit_service renga-runner "$LIBRARY/renga-runner --root $1"
    runit_service renga-router "$LIBRARY/renga-router --root $1 --user renga"
}

# runit_service NAME COMMAND: descriptors are set high because a runner holds some for each dyno.
runit_service() {
    mkdir -p "/etc/sv/$1/log" "/var/log/$1"
    if replace_file "/etc/sv/$1/run" 755 <<END
#!/bin/sh
# Renga, by install.sh. runit ends this process alone: dynos outlive it.
exec 2>&1
ulimit -n "\$(ulimit -Hn)"
exec $2
END
    then UNITS_CHANGED=yes; fi
    replace_file "/etc/sv/$1/log/run" 755 <<END || true
#!/bin/sh
exec svlogd -tt /var/log/$1
END
}

stop_services() {
    local name
    for name in renga-router renga-runner; do
        if has_systemd; then
            [ ! -e "/etc/systemd/system/$name.service" ] || quietly "stopping $name" systemctl disable --now "$name.service"
            rm -f "/etc/systemd/system/$name.service"
        elif [ -e "/etc/sv/$name" ]; then
            # Without its link, runsvdir does not start it again.
            rm -f "/etc/service/$name"
            sv -w 40 force-shutdown "/etc/sv/$name" >>"$LOG" 2>&1 || true
            wait_until 10 runsv_ended "$name" || warn "runsv of $name does not end"
            rm -rf "/etc/sv/$name" "/var/log/$name"
        fi
    done
    if has_systemd; then systemctl daemon-reload; fi
}

runsv_ended() { ! pgrep -f -x "runsv $1"; }
