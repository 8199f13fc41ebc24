# shellcheck shell=bash
# --demo: a whole installation in a directory of its own, a real push, a page; gone again at Ctrl-C.

APP=hello
DEMO_PIDS=()

demo() {
    make_demo_root
    trap end_demo EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    install_packages
    check_kernel "$ROOT"
    build_programs
    put_demo_together
    make_stack "$ROOT"
    start_demo
    push_demo_app
    fetch_demo_page
    [ "$ONCE" = yes ] || stay
}

make_demo_root() {
    if [ -z "$ROOT" ]; then
        ROOT=$(mktemp -d /var/tmp/renga-demo.XXXXXX)
    else
        [ ! -e "$ROOT" ] || [ -z "$(ls -A "$ROOT")" ] || fail "$ROOT is not empty" \
            "give the demo a directory that is not there yet: what is in it is removed at the end"
        mkdir -p "$ROOT"
    fi
    ROOT=$(realpath "$ROOT")
    # Dynos and the router are other users, who pass through it.
    chmod 755 "$ROOT"
    BRIDGE=rg$(printf %s "$ROOT" | sha256sum | cut -c1-8)
    FORWARDING=$(cat /proc/sys/net/ipv4/ip_forward)
    step "The demo lives in $ROOT"
}

put_demo_together() {
    local config=$ROOT/config.yml client=$ROOT/client prefix=
    DEMO_PORT=$PORT
    [ -n "$DEMO_PORT" ] || take_port DEMO_PORT 8080
    PROGRAMS_DIRECTORY=$ROOT/programs
    put_programs "$PROGRAMS_DIRECTORY" || true
    link_programs "$ROOT" "$PROGRAMS_DIRECTORY"
    place_definitions "$ROOT"
    cp "$SOURCE/docs/config.yml" "$config"
    set_key "$config" domain localhost
    set_key "$config" git_host renga-demo
    set_key "$config" git root
    set_key "$config" router nobody
    set_key "$config" address 127.0.0.1
    set_number "$config" http_port "$DEMO_PORT"
    # Nothing outside of the directory: the demo has no certificate to serve.
    set_number "$config" https_port "~"
    set_key "$config" bridge "$BRIDGE"
    take_prefix prefix
    set_key "$config" prefix "$prefix"
    [ -z "$LAYERS" ] || set_key "$config" layers "$LAYERS"
    set_certificates "$config"
    mkdir -p "$client" "$ROOT/sshd"
    ssh-keygen -q -t ed25519 -N '' -C demo -f "$client/key"
    ssh-keygen -q -t ed25519 -N '' -C demo -f "$ROOT/sshd/host_key"
}

# What the client is told is the port that our own sshd listens on by then.
configure_demo_client() {
    local client=$ROOT/client
    printf '[127.0.0.1]:%s %s\n' "$DEMO_SSH_PORT" "$(cut -d' ' -f1,2 "$ROOT/sshd/host_key.pub")" >"$client/known_hosts"
    cat >"$client/ssh_config" <<END
Host renga-demo
    HostName 127.0.0.1
    Port $DEMO_SSH_PORT
    User root
    IdentityFile $client/key
    IdentitiesOnly yes
    UserKnownHostsFile $client/known_hosts
    StrictHostKeyChecking yes
END
}

write_demo_sshd() {
    local pam=no
    # Without PAM, sshd takes an account with `!` before its password for locked.
    if getent shadow root | cut -d: -f2 | grep -q '^!'; then pam=yes; fi
    cat >"$ROOT/sshd/sshd_config" <<END
Port $DEMO_SSH_PORT
ListenAddress 127.0.0.1
HostKey $ROOT/sshd/host_key
PidFile none
AuthorizedKeysFile $ROOT/ssh/authorized_keys
# The directories above the demo may be anybody's, as /var/tmp is.
StrictModes no
PermitRootLogin forced-commands-only
AuthenticationMethods publickey
UsePAM $pam
PermitUserRC no
DisableForwarding yes
AcceptEnv GIT_PROTOCOL
# Keeps bash, where it is the account's shell, from reading a .bashrc first, which takes its time and may say things.
SetEnv SHLVL=1
$(sshd_limits)
END
    mkdir -p /run/sshd
}

# start_demo_program NAME COMMAND...: as a child, its words in a file of the demo's.
start_demo_program() {
    local name=$1
    shift
    (drop_reservations && exec setsid "$@") </dev/null >"$ROOT/$name.log" 2>&1 {NEVER}<&- &
    DEMO_PIDS+=("$!")
    DEMO_NAMES[$!]=$name
}

start_demo() {
    declare -gA DEMO_NAMES=()
    start_demo_sshd
    start_demo_router
    step "Started the runner, the router (port $DEMO_PORT) and a private sshd (port $DEMO_SSH_PORT), on loopback"
    configure_demo_client
    "$PROGRAMS_DIRECTORY/renga" --root "$ROOT" keys:add "$ROOT/client/key.pub" >>"$LOG" 2>&1 ||
        fail_with_log "the demo's key was not taken"
}

# A port that was free may be another program's by the time that sshd listens: then it is the next one.
start_demo_sshd() {
    local try
    for try in 1 2 3 4 5; do
        take_port DEMO_SSH_PORT 2200
        write_demo_sshd
        start_demo_program sshd /usr/sbin/sshd -D -e -f "$ROOT/sshd/sshd_config"
        demo_comes_up demo_sshd_answers && return
        demo_is_in_use sshd || break
        forget_demo_program
    done
    demo_failed sshd
}

# Ours, and not another's that has the port.
demo_sshd_answers() {
    ssh-keyscan -t ed25519 -p "$DEMO_SSH_PORT" 127.0.0.1 2>/dev/null | cut -d' ' -f3 |
        grep -qxF "$(cut -d' ' -f2 "$ROOT/sshd/host_key.pub")"
}

# The runner makes what the router needs, and reads the router's port: both go round again where that is another program's.
start_demo_router() {
    local try
    for try in 1 2 3 4 5; do
        start_demo_program runner "$PROGRAMS_DIRECTORY/renga-runner" --root "$ROOT"
        demo_comes_up test -S "$ROOT/run/control.sock" || demo_failed runner
        demo_comes_up "$PROGRAMS_DIRECTORY/renga" --root "$ROOT" apps || demo_failed runner
        start_demo_program router "$PROGRAMS_DIRECTORY/renga-router" --root "$ROOT" --user nobody
        demo_comes_up curl --silent --output /dev/null "http://127.0.0.1:$DEMO_PORT/" && demo_runs && return
        [ -z "$PORT" ] && demo_is_in_use router || break
        forget_demo_program
        kill -TERM "${DEMO_PIDS[-1]}" && wait "${DEMO_PIDS[-1]}" 2>/dev/null || true
        forget_demo_program
        take_port DEMO_PORT 8080
        set_number "$ROOT/config.yml" http_port "$DEMO_PORT"
    done
    demo_failed router
}

demo_runs() { ! has_ended "${DEMO_PIDS[-1]}"; }
demo_is_in_use() { grep -qi 'address already in use\|in use' "$ROOT/$1.log"; }
forget_demo_program() { unset 'DEMO_PIDS[-1]'; }

demo_failed() {
    cat "$ROOT/$1.log" >>"$LOG"
    fail_with_log "the demo's $1 did not come up"
}

# demo_comes_up COMMAND...: waits until it succeeds; false where the program that was started last has ended, or takes too long.
demo_comes_up() {
    local end=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ] || ! demo_runs; then return 1; fi
        pause 0.1
    done
}

push_demo_app() {
    local directory=$ROOT/app
    step "Creating the app: ssh renga-demo create $APP"
    ssh -F "$ROOT/client/ssh_config" renga-demo create "$APP" 2>&1 </dev/null | sed 's/^/       /'
    step "Committing a page and pushing it: git push heroku master"
    cp -r "$SOURCE/demo" "$directory"
    demo_git init --quiet --initial-branch=master
    demo_git config user.name demo
    demo_git config user.email demo@localhost
    demo_git config core.sshCommand "ssh -F '$ROOT/client/ssh_config'"
    demo_git remote add heroku "renga-demo:$APP.git"
    demo_git add --all
    demo_git commit --quiet --message "A page"
    demo_git push heroku master 2>&1 </dev/null | tee -a "$LOG" || fail "the push was refused, see above"
    # Whoever called sudo may go on working with the app as themselves.
    [ -z "${SUDO_USER:-}" ] || chown -R "$SUDO_USER:" "$directory" "$ROOT/client"
}

demo_git() { GIT_CONFIG_GLOBAL=/dev/null git -C "$ROOT/app" "$@"; }

fetch_demo_page() {
    local page=$ROOT/page.html title url=http://$APP.localhost:$DEMO_PORT/
    step "Fetching $url through the router"
    curl --silent --show-error --fail --max-time 30 --header "Host: $APP.localhost:$DEMO_PORT" \
        --output "$page" "http://127.0.0.1:$DEMO_PORT/" 2>>"$LOG" || fail_with_log "the router did not answer with the page"
    title=$(sed -nE 's|.*<title>(.*)</title>.*|\1|p' "$page")
    cmp -s "$page" "$SOURCE/demo/index.html" || fail "the router answered with something else than the page that was pushed"
    note "it says: $title"
    step "$url is served"
}

stay() {
    local renga="ssh -F $ROOT/client/ssh_config renga-demo"
    cat <<END

       Open http://$APP.localhost:$DEMO_PORT/ in a browser. (From another machine, first:
       ssh -L $DEMO_PORT:127.0.0.1:$DEMO_PORT THIS-MACHINE)

       Things to try, in another terminal:
         cd $ROOT/app
         edit index.html, git commit -am change, git push heroku master
         $renga ps:scale web=2 -a $APP
         $renga logs --tail -a $APP
         $renga releases -a $APP
         sudo $ROOT/bin/renga --root $ROOT plan $ROOT/app

       Ctrl-C ends the demo and removes $ROOT.
END
    local pid
    while true; do
        for pid in "${DEMO_PIDS[@]}"; do
            kill -0 "$pid" 2>/dev/null || {
                cat "$ROOT/${DEMO_NAMES[$pid]}.log" >>"$LOG"
                fail_with_log "the demo's ${DEMO_NAMES[$pid]} has ended"
            }
        done
        pause 1
    done
}

# Runs however the demo ends.
end_demo() {
    local status=$? pid index
    trap '' INT TERM HUP
    set +e
    if [ "$status" -ne 0 ] && [ "$KEEP" = yes ]; then
        tail -n 20 "$ROOT"/*.log >>"$LOG" 2>/dev/null
    fi
    step "Ending the demo"
    # sshd first: nothing new comes in while the rest goes.
    for ((index = ${#DEMO_PIDS[@]} - 1; index >= 0; index--)); do
        pid=${DEMO_PIDS[index]}
        kill -TERM "$pid" 2>/dev/null
        wait_until 10 has_ended "$pid" || kill -KILL "$pid" 2>/dev/null
    done
    stop_dynos "$ROOT"
    remove_network "$BRIDGE"
    [ "$FORWARDING" = "$(cat /proc/sys/net/ipv4/ip_forward)" ] || echo "$FORWARDING" >/proc/sys/net/ipv4/ip_forward
    give_back_reservations
    if [ "$KEEP" = yes ]; then note "kept $ROOT"; else remove_tree "$ROOT"; fi
    finish "$status"
}

# A zombie of ours has ended as well: `kill -0` would still find it.
has_ended() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }
