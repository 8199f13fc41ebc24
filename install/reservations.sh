# shellcheck shell=bash
# Ports and networks of those who set something up on this machine at the same time: whoever holds the lock of a name has it.

RESERVATIONS=${RESERVATIONS:-/run/renga-reservations}
RESERVED=()
RESERVED_NAMES=()

# reserve NAME: true where it is ours from now on, until this shell ends or `give_back_reservations`.
reserve() {
    local path=$RESERVATIONS/$1 held
    mkdir -p -m 700 "$RESERVATIONS"
    while true; do
        exec {held}>>"$path" || return 1
        flock --nonblock "$held" || break
        # Whoever had it may have removed the file while we opened it.
        if [ "$path" -ef "/proc/$BASHPID/fd/$held" ]; then
            RESERVED+=("$held")
            RESERVED_NAMES+=("$1")
            return 0
        fi
        exec {held}>&-
    done
    exec {held}>&-
    return 1
}

give_back_reservations() {
    local index held
    for index in "${!RESERVED[@]}"; do
        rm -f "$RESERVATIONS/${RESERVED_NAMES[index]}"
        held=${RESERVED[index]}
        exec {held}>&-
    done
    RESERVED=()
    RESERVED_NAMES=()
    rmdir "$RESERVATIONS" 2>/dev/null || true
}

# For a child that lives longer than it should hold what is ours.
drop_reservations() {
    local held
    for held in "${RESERVED[@]}"; do exec {held}>&-; done
}

# take_port VARIABLE FIRST: a port of loopback that nobody listens on and nobody else has taken to listen on.
take_port() {
    local number
    for ((number = $2; number < 65536; number++)); do
        if [ -z "$(ss -Htln "sport = :$number")" ] && reserve "port-$number"; then
            # Looked at again: whoever had it may have begun to listen and given it back in between.
            if [ -z "$(ss -Htln "sport = :$number")" ]; then
                printf -v "$1" %s "$number"
                return
            fi
        fi
    done
    fail "no port from $2 on is free on this machine"
}

# take_prefix VARIABLE: a /16 that no route of this machine touches, tried from a place that depends on the root.
take_prefix() {
    local start number try
    start=$((16#$(printf %s "$ROOT" | sha256sum | cut -c1-4) % 100))
    for try in $(seq 0 99); do
        number=$((100 + (start + try) % 100))
        if is_free_network "10.$number" && reserve "network-$number" && is_free_network "10.$number"; then
            printf -v "$1" %s "10.$number"
            return
        fi
    done
    fail "no network from 10.100.0.0/16 to 10.199.0.0/16 is free on this machine"
}

is_free_network() {
    [ -z "$(ip -4 route show root "$1.0.0/16")" ] && [ -z "$(ip -4 route show match "$1.0.1" | grep -v '^default')" ]
}
