# shellcheck shell=bash
# sshd: the user git gets Renga's shell with the keys from Renga's ledger, and nothing else.

SSHD_CONFIG=${SSHD_CONFIG:-/etc/ssh/sshd_config}
SSHD_FILE=$SSHD_CONFIG.d/renga.conf
SSHD_MARK='# Added by Renga (install.sh --uninstall takes it out)'

# configure_sshd ROOT
configure_sshd() {
    local changed=no
    mkdir -p "${SSHD_FILE%/*}"
    if replace_file "$SSHD_FILE" 644 <<END
# Renga: who has a key in the ledger may push and type commands; there is no shell to be had.
$(sshd_limits_beside_admin)
Match User git
    AuthorizedKeysFile $1/ssh/authorized_keys
    AuthenticationMethods publickey
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    AllowAgentForwarding no
    AllowStreamLocalForwarding no
    AllowTcpForwarding no
    X11Forwarding no
    PermitTunnel no
    PermitUserRC no
    AcceptEnv GIT_PROTOCOL
END
    then
        step "Configuring sshd ($SSHD_FILE)"
        changed=yes
    fi
    if ! grep -qiE '^\s*Include\s+("?/etc/ssh/)?sshd_config\.d/\*\.conf' /etc/ssh/sshd_config; then
        note "adding an Include of sshd_config.d to /etc/ssh/sshd_config, in a marked block"
        printf '%s\nInclude /etc/ssh/sshd_config.d/*.conf\n\n' "$SSHD_MARK" |
            cat - /etc/ssh/sshd_config >/etc/ssh/sshd_config.renga
        cp --attributes-only --preserve=mode,ownership /etc/ssh/sshd_config /etc/ssh/sshd_config.renga
        mv /etc/ssh/sshd_config.renga /etc/ssh/sshd_config
        changed=yes
    fi
    mkdir -p /run/sshd
    if ! /usr/sbin/sshd -t 2>>"$LOG"; then
        unconfigure_sshd
        fail_with_log "sshd does not accept its configuration with Renga's part, which was taken out again"
    fi
    check_allowed_users
    [ "$SERVICES" = no ] || serve_ssh "$changed"
}

# How many may knock at once, for the whole of sshd: a `Match` takes none of it. Its own limit drops connections at random
# from the eleventh on that has not shown its key yet; twenty pushes at the same moment are an ordinary morning. From 9.8 on
# it also shuts out whole addresses for a few wrong keys, and behind an office's address are many people with many keys.
sshd_limits() {
    echo "MaxStartups 100:30:200"
    if sshd_knows PerSourcePenalties; then
        echo "PerSourcePenalties authfail:1s noauth:1s grace-exceeded:1s min:60s max:120s"
    fi
}

sshd_knows() {
    local words
    words=$(/usr/sbin/sshd -t -f /dev/null -o "$1=no" 2>&1 || true)
    ! grep -qi 'bad configuration option' <<<"$words"
}

# What the admin has set stays: the first value that sshd reads is the one that counts, and ours would come first.
sshd_limits_beside_admin() {
    local setting value
    while read -r setting value; do
        grep -rqiE "^[[:space:]]*$setting[[:space:]=]" --include="${SSHD_CONFIG##*/}" --include='*.conf' \
            --exclude="${SSHD_FILE##*/}" "$SSHD_CONFIG" "$SSHD_CONFIG.d" 2>/dev/null || echo "$setting $value"
    done < <(sshd_limits)
}

unconfigure_sshd() {
    rm -f "$SSHD_FILE"
    if grep -qxF "$SSHD_MARK" /etc/ssh/sshd_config 2>/dev/null; then
        sed -i "\|^$SSHD_MARK\$|,+2d" /etc/ssh/sshd_config
    fi
}

# Lists of allowed users are the admin's own decision: said, not changed.
check_allowed_users() {
    local settings
    settings=$(/usr/sbin/sshd -T -C user=git,host=localhost,addr=127.0.0.1 2>>"$LOG" || true)
    if grep -q '^allowusers ' <<<"$settings" && ! grep -qE '^allowusers (git|\*)$' <<<"$settings"; then
        warn "sshd_config has AllowUsers without git: pushes will be refused until git is added to it"
    fi
    if grep -q '^allowgroups ' <<<"$settings"; then
        warn "sshd_config has AllowGroups: make sure that git is in one of those groups"
    fi
}

# serve_ssh CHANGED: a running sshd reads its configuration again; where none runs, one is started.
serve_ssh() {
    if [ -d /run/systemd/system ]; then
        if systemctl is-active --quiet ssh.service; then
            [ "$1" = no ] || quietly "reloading sshd" systemctl reload ssh.service
        elif ! systemctl is-active --quiet ssh.socket; then
            step "Starting sshd"
            quietly "starting sshd" systemctl enable --now ssh.service
        fi
        return
    fi
    ensure_runit
    if sshd_runs; then
        [ "$1" = no ] || kill -HUP "$(cat /run/sshd.pid)"
        return
    fi
    # Debian's own runit service comes up with runit, unless the machine's policy-rc.d forbids it, as container images do.
    if [ -e /etc/service/ssh ] && wait_until 8 sshd_runs; then return; fi
    step "Starting sshd, which was not running"
    note "at boot, from your start-up file or the container's entry point: /usr/sbin/sshd"
    ssh-keygen -A >>"$LOG" 2>&1
    quietly "sshd" /usr/sbin/sshd
    remember started sshd
}

sshd_runs() { [ "$(cat "/proc/$(cat /run/sshd.pid 2>/dev/null || echo none)/comm" 2>/dev/null)" = sshd ]; }
