# shellcheck shell=bash
# What Renga needs from the machine: its release, its kernel, its packages.

# The -dev packages bring the libraries themselves, whatever this release calls them.
PACKAGES=(
    crun conmon tini golang-github-containers-common mmdebstrap debian-archive-keyring zstd nftables iproute2 kmod
    openssh-server git sudo curl ca-certificates openssl dehydrated
    libgit2-dev libarchive-dev libyaml-dev libpcre2-dev libsqlite3-dev libssl-dev libnghttp2-dev pkg-config
)

check_root() {
    [ "$(id -u)" -eq 0 ] || fail "this has to run as root: it makes users, mounts and networks" "sudo ./install.sh $*"
}

check_system() {
    local name
    name=$(. /etc/os-release && echo "${ID:-unknown} ${VERSION_ID:-}")
    case "$name" in
        "debian 12" | "debian 13" | "ubuntu 24.04") return ;;
    esac
    if [ "$FORCE" = yes ]; then
        warn "$name is not one of the systems that Renga is tested on; going on because of --force"
        return
    fi
    fail "this is $name; Renga is tested on Debian 12, Debian 13 and Ubuntu 24.04" \
        "to try all the same: the same command with --force"
}

# Asks the kernel by doing: what can be mounted and made here is what counts. $1: where the layers will live.
check_kernel() {
    local directory=$1/.check-$$ link=rgcheck$$
    grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || true
    mkdir -p "$directory"/{lower,upper,work,merged}
    if mount -t overlay overlay -o "lowerdir=$directory/lower,upperdir=$directory/upper,workdir=$directory/work,volatile" \
        "$directory/merged" 2>>"$LOG"; then
        umount "$directory/merged"
        rm -rf "$directory"
    else
        rm -rf "$directory"
        fail "overlayfs cannot be mounted over $1" \
            "Renga needs the kernel's overlayfs, and a root directory on a file system such as ext4 or xfs, and Linux 5.10 or newer" \
            "(inside another container's own overlay it does not work: give --root a volume)"
    fi
    check_control_groups
    if ip link add name "${link:0:15}" type bridge 2>>"$LOG"; then
        ip link delete "${link:0:15}"
    else
        fail "this kernel, or this container, cannot make a network bridge" \
            "Renga gives every dyno a network of its own: it needs CAP_NET_ADMIN and the bridge, veth and nf_tables modules"
    fi
}

check_control_groups() {
    local controllers name
    if [ "$(stat -fc %T /sys/fs/cgroup 2>/dev/null)" = cgroup2fs ]; then
        controllers=$(cat /sys/fs/cgroup/cgroup.controllers)
    else
        controllers=$(ls /sys/fs/cgroup 2>/dev/null || true)
    fi
    for name in cpu memory pids; do
        grep -qw "$name" <<<"$controllers" || fail "control groups have no \`$name\` controller here" \
            "they are how Renga holds apps to their limits: mount cgroup v2 at /sys/fs/cgroup," \
            "or, on some boards, add cgroup_enable=memory to the kernel's command line"
    done
}

install_packages() {
    local package missing=() wanted=("${PACKAGES[@]}")
    # Without systemd something else has to keep the services up.
    [ -d /run/systemd/system ] || wanted+=(runit)
    for package in "${wanted[@]}"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if [ "${#missing[@]}" -eq 0 ]; then
        step "Packages: all there"
        return
    fi
    step "Installing packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    quietly "apt-get update" apt-get update
    quietly "apt-get install" apt-get install --yes --no-install-recommends "${missing[@]}"
}

# port_owner PORT: who listens there, other than our own router; nothing where nobody does.
port_owner() {
    local found
    found=$(ss -Htlnp "sport = :$1" | grep -v '"renga-router"' | head -n 1 || true)
    [ -z "$found" ] || { sed -nE 's/.*users:\(\("([^"]+)".*/\1/p' <<<"$found" | grep . || echo "another program"; }
}
