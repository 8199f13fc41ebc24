# shellcheck shell=bash
# The two users of an installation, and the one thing that `git` may do as root.

# make_accounts ROOT: `git` receives pushes, `renga` runs the router. Users that are there already are kept.
make_accounts() {
    local shell
    if id -u git >/dev/null 2>&1; then
        shell=$(getent passwd git | cut -d: -f7)
        case "$shell" in
            */sh | */bash | */dash | */zsh) ;;
            *) fail "there is a user git already, whose shell is $shell" \
                "sshd runs Renga's commands through that shell: chsh -s /bin/sh git" ;;
        esac
        [ ! -s "$(getent passwd git | cut -d: -f6)/.ssh/authorized_keys" ] || is_ours user git ||
            warn "keys in git's own ~/.ssh/authorized_keys do not count any more; add them with renga keys:add"
    else
        step "Making the user git, which receives pushes"
        # `*` is a password that nothing matches; `!` would lock the account for keys as well.
        quietly "useradd git" useradd --system --home-dir "$1" --no-create-home --shell /bin/sh --password '*' git
        remember user git
    fi
    if ! id -u renga >/dev/null 2>&1; then
        step "Making the user renga, which runs the router"
        quietly "useradd renga" useradd --system --home-dir / --no-create-home --shell /usr/sbin/nologin renga
        remember user renga
    fi
}

# The builder makes cages, which takes root: for this one root, and what git's hooks ask for. It decides for itself what the
# pusher may do; what a push is about comes on its standard input, so that the rule needs no pattern.
allow_builder() {
    local file=/etc/sudoers.d/renga builder="$LIBRARY/renga-builder --root $1" new
    new=$(mktemp /etc/sudoers.d/.renga.XXXXXX)
    cat >"$new" <<END
# Renga: a push is received by git and built by this one program.
Defaults:git !requiretty, !use_pty, !pam_session
git ALL=(root:root) NOPASSWD: $builder prepare, $builder commit, $builder settle
END
    chmod 440 "$new"
    if ! visudo -cqf "$new" 2>>"$LOG"; then
        rm -f "$new"
        fail_with_log "visudo does not accept the rule for git"
    fi
    if cmp -s "$new" "$file"; then
        rm -f "$new"
        return
    fi
    step "Allowing git to start the builder ($file)"
    mv -f "$new" "$file"
    grep -qE '^[#@]includedir /etc/sudoers\.d' /etc/sudoers ||
        fail "/etc/sudoers does not read /etc/sudoers.d" "add the line: @includedir /etc/sudoers.d (with visudo)"
}

# What this installer added to the machine, so that --uninstall takes that away and nothing else.
remember() { is_ours "$@" || printf '%s\n' "$*" >>"$STATE"; }
is_ours() { grep -qxF "$*" "$STATE" 2>/dev/null; }
