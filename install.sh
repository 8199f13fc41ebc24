#!/bin/bash
# Installs Renga on this machine, upgrades it, shows it (--demo), or takes it away (--uninstall).
set -euo pipefail

SOURCE=$(cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")" && pwd)
LIBRARY=/usr/local/lib/renga
STATE=$LIBRARY/installed

usage() {
    cat <<'END'
usage: ./install.sh [OPTIONS]                 install, or upgrade in place
       ./install.sh --demo [OPTIONS]          show everything in a directory of its own, until Ctrl-C
       ./install.sh --uninstall [--purge]     remove what was installed; --purge: the apps' data as well

  --root DIR        where the installation lives (/var/lib/renga; the demo: a new directory in /var/tmp)
  --domain NAME     apps are served as APP.NAME (this machine's name)
  --port N          the router's port for HTTP (80; the demo: the first free one from 8080)
  --https-port N    the router's port for HTTPS (443, where nobody has it yet); none: HTTP alone
  --acme-email MAIL agree to the terms of Let's Encrypt (https://letsencrypt.org/repository), which writes to this
                    address; then certs:auto:enable gets certificates
  --key FILE        a public key that may push; may be given several times
                    (else those in /root/.ssh/authorized_keys and in the ~/.ssh of whoever calls sudo)
  --layers DIR      keep layers there; several installations may share one such directory
  --no-services     install the services, but do not start anything
  --programs DIR    take programs that are built already, and do not build
  --once            with --demo: end after the page was served; the exit status says whether it was
  --keep            with --demo: leave the directory
  --packages-only   install the packages that Renga needs to be built and run, nothing else
  --build-only      build the programs, print where they are, nothing else
  --force           go on where this system is not one that Renga is tested on
  --help            this page

Needs root, on Debian 12, Debian 13 or Ubuntu 24.04; to build, Swift 6.2 or newer.
END
}

read_options() {
    ACTION=install ROOT='' DOMAIN='' PORT='' HTTPS_PORT='' ACME_EMAIL='' LAYERS='' PROGRAMS_FROM=''
    SERVICES=yes ONCE=no KEEP=no PURGE=no FORCE=no KEYS=()
    while [ $# -gt 0 ]; do
        case "$1" in
            --root | --domain | --port | --https-port | --acme-email | --key | --layers | --programs)
                [ -n "${2:-}" ] || wrong_usage "$1 lacks its value" ;;&
            --root) ROOT=$(realpath -m -- "$2") && shift ;;
            --domain) DOMAIN=$2 && shift ;;
            --port) PORT=$2 && shift ;;
            --https-port) HTTPS_PORT=${2/#none/\~} && shift ;;
            --acme-email) ACME_EMAIL=$2 && shift ;;
            --key) KEYS+=("$2") && shift ;;
            --layers) LAYERS=$(realpath -m -- "$2") && shift ;;
            --programs) PROGRAMS_FROM=$(realpath -m -- "$2") && shift ;;
            --demo) ACTION=demo ;;
            --uninstall) ACTION=uninstall ;;
            --packages-only) ACTION=packages ;;
            --build-only) ACTION=build ;;
            --no-services) SERVICES=no ;;
            --once) ONCE=yes ;;
            --keep) KEEP=yes ;;
            --purge) PURGE=yes ;;
            --force) FORCE=yes ;;
            --help | -h) usage && rm -f "$LOG" && exit 0 ;;
            *) wrong_usage "install.sh does not know \`$1\`" ;;
        esac
        shift
    done
    [ -z "$PORT" ] || [[ $PORT =~ ^[0-9]{1,5}$ && $PORT -ge 1 && $PORT -le 65535 ]] ||
        wrong_usage "--port takes a number from 1 to 65535, not $PORT"
    [ -z "$HTTPS_PORT" ] || [ "$HTTPS_PORT" = '~' ] ||
        [[ $HTTPS_PORT =~ ^[0-9]{1,5}$ && $HTTPS_PORT -ge 1 && $HTTPS_PORT -le 65535 ]] ||
        wrong_usage "--https-port takes a number from 1 to 65535, or none, not $HTTPS_PORT"
    [ -z "$ACME_EMAIL" ] || [[ $ACME_EMAIL =~ ^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$ ]] ||
        wrong_usage "--acme-email takes an address such as you@example.com, not $ACME_EMAIL"
    [ -z "$DOMAIN" ] || [[ $DOMAIN =~ ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$ ]] ||
        wrong_usage "--domain takes a name such as apps.example.com, not $DOMAIN"
    # Paths end up in unit files and in authorized_keys, where a blank or a quote would mean something.
    [[ $ROOT$LAYERS =~ ^[A-Za-z0-9/._+-]*$ ]] || wrong_usage "--root and --layers take letters, digits and / . _ + - only"
}

wrong_usage() {
    rm -f "$LOG"
    warn "$1"
    note "./install.sh --help lists the options" >&2
    exit 2
}

install_system() {
    local changed=no before
    ROOT=${ROOT:-$(recorded_root)}
    check_keys
    install_packages
    check_https_port
    mkdir -p "$ROOT" "$LIBRARY"
    chmod 755 "$ROOT"
    check_kernel "$ROOT"
    build_programs
    remember root "$ROOT"
    make_accounts "$ROOT"
    allow_builder "$ROOT"
    configure_sshd "$ROOT"
    # From here to the start of the services the programs are newer than the runner: what does not need them has been done.
    step "Installing the programs in $LIBRARY"
    if put_programs "$LIBRARY"; then changed=yes; fi
    link_programs "$ROOT" "$LIBRARY"
    ln -sfn "$LIBRARY/renga" /usr/local/bin/renga
    before=$(cat "$ROOT/config.yml" 2>/dev/null || true)
    make_configuration "$ROOT"
    # The services read the configuration when they start.
    [ "$before" = "$(cat "$ROOT/config.yml")" ] || changed=yes
    place_definitions "$ROOT"
    mend_owners "$ROOT"
    make_stack "$ROOT"
    if [ "$SERVICES" = no ]; then
        describe_services
        return
    fi
    start_services "$ROOT" "$changed"
    import_keys
    describe_next
}

recorded_root() {
    local root
    root=$(sed -n 's/^root //p' "$STATE" 2>/dev/null | tail -n 1)
    echo "${root:-/var/lib/renga}"
}

describe_services() {
    if has_systemd; then write_units "$ROOT"; fi
    step "Installed; nothing was started (--no-services)"
    cat <<END
       The services are: $LIBRARY/renga-runner --root $ROOT
                         $LIBRARY/renga-router --root $ROOT --user renga
       Start them, then let a key push: renga --root $ROOT keys:add FILE.pub
END
}

describe_next() {
    local domain host
    domain=$(config_value "$ROOT" domain)
    host=$(config_value "$ROOT" git_host)
    step "Renga runs. What to type next, where your app's repository is:"
    cat <<END
       ssh $host create myapp
       git remote add heroku $host:myapp.git
       git push heroku master          (or main)
END
    if ! grep -q '^command=' "$ROOT/ssh/authorized_keys"; then
        note ""
        note "No public key is known yet, so that nobody can push yet: renga keys:add FILE.pub"
    fi
    note ""
    if [ "$domain" = localhost ]; then
        note "Apps are at http://APP.localhost/, on this machine alone. For the rest of the world, point a wildcard"
        note "DNS record (*.apps.example.com) here, and run: ./install.sh --domain apps.example.com"
    else
        note "Apps will be at http://APP.$domain/: the DNS needs a wildcard record, *.$domain, that points here."
    fi
    if ! grep -q '^  agree_to_terms: true' "$ROOT/config.yml"; then
        note "HTTPS with certificates by Let's Encrypt: ./install.sh --acme-email YOU@EXAMPLE.COM, then certs:auto:enable"
    fi
    describe_firewall
    note "The configuration: $ROOT/config.yml. Here, on this machine, commands work as root: renga apps"
}

# The log is of use only where something went wrong.
finish() {
    case "$1" in
        0 | 130 | 143) rm -f "$LOG" ;;
    esac
    exit "$1"
}

# shellcheck source=install/say.sh
source "$SOURCE/install/say.sh"
# shellcheck source=install/system.sh
source "$SOURCE/install/system.sh"
# shellcheck source=install/reservations.sh
source "$SOURCE/install/reservations.sh"
# shellcheck source=install/programs.sh
source "$SOURCE/install/programs.sh"
# shellcheck source=install/accounts.sh
source "$SOURCE/install/accounts.sh"
# shellcheck source=install/root.sh
source "$SOURCE/install/root.sh"
# shellcheck source=install/sshd.sh
source "$SOURCE/install/sshd.sh"
# shellcheck source=install/services.sh
source "$SOURCE/install/services.sh"
# shellcheck source=install/remove.sh
source "$SOURCE/install/remove.sh"
# shellcheck source=install/demo.sh
source "$SOURCE/install/demo.sh"

read_options "$@"
[ "$ACTION" != build ] || { build_programs && note "$PROGRAMS_FROM" && finish 0; }
check_root "$@"
[ "$ACTION" = uninstall ] || check_system
case "$ACTION" in
    install) install_system ;;
    demo) demo ;;
    packages) install_packages ;;
    uninstall) ROOT=${ROOT:-$(recorded_root)} && uninstall ;;
esac
finish 0
