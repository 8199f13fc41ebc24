# shellcheck shell=bash
# The installation's root directory: configuration, buildpacks, stacks, base stack, keys.

STACK=debian-13

# set_key FILE KEY VALUE: sets one key of a config.yml in which every key is named, as a comment or not.
set_key() {
    local file=$1 key=$2 value=${3//\\/\\\\}
    value=${value//|/\\|}
    value=${value//&/\\&}
    [ "$(grep -cE "^ *(# )?$key: " "$file")" -eq 1 ] ||
        fail "$file does not name the key \`$key\` once" "docs/config.yml shows every key with its default"
    sed -i -E "s|^( *)(# )?$key: .*|\\1$key: \"$value\"|" "$file"
}

# set_number FILE KEY VALUE: a number, or ~ for none.
set_number() {
    set_key "$1" "$2" "$3"
    sed -i -E "s#^( *$2: )\"([0-9]+|~)\"#\\1\\2#" "$1"
}

# set_flag FILE KEY: true.
set_flag() {
    set_key "$1" "$2" true
    sed -i -E "s#^( *$2: )\"true\"#\\1true#" "$1"
}

# A config.yml of an older version gets a key that is to be set, with its place and its reason, from docs/config.yml. Where
# the file has another form, which people may choose, it stays as it is, and set_key says what is missing.
add_https_port() {
    grep -qE '^ *(# )?https_port: ' "$1" && return
    grep -B 1 -E '^ *# https_port: ' "$SOURCE/docs/config.yml" >"$1.keys"
    sed -i -E "/^ +(# )?http_port: /r $1.keys" "$1"
    rm -f "$1.keys"
}

add_acme() {
    grep -q '^acme:' "$1" && return
    printf '\n' >>"$1"
    sed -n '/^# Automatic certificates/,/^$/p' "$SOURCE/docs/config.yml" | sed '$d' >>"$1"
}

# A machine that trusts certificates of its own sits behind something that signs with them: builds must trust it too.
set_certificates() {
    if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
        set_key "$1" ca_bundle /etc/ssl/certs/ca-certificates.crt
    fi
}

# make_configuration ROOT: the file is the admin's from its first day on; later runs change only what they are told.
make_configuration() {
    local file=$1/config.yml
    if [ ! -e "$file" ]; then
        step "Writing $file"
        cp "$SOURCE/docs/config.yml" "$file.new"
        set_key "$file.new" domain "${DOMAIN:-$(default_domain)}"
        set_key "$file.new" git_host "git@${DOMAIN:-$(default_domain)}"
        set_certificates "$file.new"
        [ -z "$LAYERS" ] || set_key "$file.new" layers "$LAYERS"
        [ -z "$PORT" ] || set_number "$file.new" http_port "$PORT"
        set_https "$file.new"
        mv "$file.new" "$file"
        return
    fi
    set_https "$file"
    if [ -n "$DOMAIN" ]; then
        set_key "$file" domain "$DOMAIN"
        set_key "$file" git_host "git@$DOMAIN"
    fi
    [ -z "$PORT" ] || set_number "$file" http_port "$PORT"
}

# set_https FILE: the port for HTTPS and who asks for certificates. Where somebody else has port 443, such as a proxy that
# ends TLS before us, Renga serves HTTP alone, and says so.
set_https() {
    local port owner
    if [ -n "$ACME_EMAIL" ]; then
        add_acme "$1"
        set_key "$1" email "$ACME_EMAIL"
        set_flag "$1" agree_to_terms
    fi
    if [ -n "$HTTPS_PORT" ]; then
        add_https_port "$1"
        set_number "$1" https_port "$HTTPS_PORT"
        return
    fi
    # A file that does not name the key has its default. `~` is nobody's port.
    port=$(grep -oE 'https_port: *("?[0-9]+|~)' "$1" | grep -oE '[0-9]+|~' | head -n 1 || true)
    port=${port:-443}
    owner=$([ "$port" = '~' ] || port_owner "$port")
    [ -n "$owner" ] || return 0
    warn "port $port is taken by $owner: Renga serves HTTP alone"
    note "once it is free: ./install.sh --https-port $port"
    add_https_port "$1"
    # The router serves HTTP all the same where the file has no place for this.
    ! grep -qE '^ *(# )?https_port: ' "$1" || set_number "$1" https_port "~"
}

# check_https_port: a port that was asked for and that is somebody else's, before anything is changed.
check_https_port() {
    local owner
    [ -n "$HTTPS_PORT" ] && [ "$HTTPS_PORT" != '~' ] || return 0
    owner=$(port_owner "$HTTPS_PORT")
    [ -z "$owner" ] || fail "port $HTTPS_PORT is taken by $owner" \
        "give another with --https-port, free it, or --https-port none for HTTP alone"
}

# A firewall that the machine's owner set up is theirs: said, not changed.
describe_firewall() {
    local ports
    ports=$(sed -nE 's/^ *(# )?https?_port: ([0-9]+).*/\2/p' "$ROOT/config.yml" | paste -sd ,)
    if ufw status 2>/dev/null | grep -q '^Status: active'; then
        note "The firewall is on: ufw allow proto tcp to any port $ports"
    elif firewall-cmd --state >/dev/null 2>&1; then
        note "The firewall is on: open the ports $ports with firewall-cmd --permanent --add-port=PORT/tcp, then --reload"
    fi
}

default_domain() {
    local name
    name=$(hostname --fqdn 2>/dev/null || hostname)
    case "$name" in
        *.*) echo "$name" ;;
        *) echo localhost ;;
    esac
}

# place_definitions ROOT: buildpacks, stacks and toolchains. A file that was edited here stays; ours lies beside it then.
place_definitions() {
    local kind file name target record=$1/.shipped
    touch "$record"
    for kind in buildpacks stacks toolchains; do
        mkdir -p "$1/$kind"
        for file in "$SOURCE/$kind"/*.yml; do
            name=$kind/${file##*/}
            target=$1/$name
            if [ -e "$target" ] && ! cmp -s "$file" "$target" && ! is_as_shipped "$1" "$name"; then
                cp "$file" "$target.shipped"
                note "kept your $name; the new one is $target.shipped"
                continue
            fi
            rm -f "$target.shipped"
            cmp -s "$file" "$target" || install -m 644 "$file" "$target"
        done
    done
    (cd "$SOURCE" && sha256sum buildpacks/*.yml stacks/*.yml toolchains/*.yml) >"$record.new"
    mv "$record.new" "$record"
}

is_as_shipped() { (cd "$1" && grep -F "  $2" .shipped | sha256sum --check --status -) 2>/dev/null; }

# mend_owners ROOT: what has another owner or mode than it needs: users that were removed and made again have other numbers,
# a restore may have given all to one of them, an older version had other rules. The runner says what it puts right.
mend_owners() {
    rm -f "$1/.accounts"
    "$1/bin/renga-runner" --root "$1" --mend >>"$LOG" 2>&1 || fail_with_log "the owners and modes in $1 could not be put right"
    sed -n 's/^renga-runner: \(put right\|left alone\)/       \1/p' "$LOG"
}

# check_keys: files that were asked for, before anything is changed.
check_keys() {
    local file
    for file in "${KEYS[@]}"; do
        [ -f "$file" ] && [ -r "$file" ] || fail "the key file $file cannot be read" "give a .pub file: --key FILE"
        [ -n "$(plain_keys "$file")" ] ||
            fail "$file has no public key" "give a .pub file, one line that begins with its type: --key FILE"
    done
}

# make_stack ROOT: the base system of apps, a Debian of its own, once for each definition. The builder says how it goes.
make_stack() {
    "$1/bin/renga-builder" stack "$STACK" --root "$1" 2>&1 </dev/null | tee -a "$LOG" ||
        fail_with_log "the stack could not be made" 40
}

# Public keys that may push: the given files, whole, else those that root and the person behind sudo already use.
import_keys() {
    local files=("${KEYS[@]}") file home added
    step "Importing public keys"
    if [ "${#files[@]}" -eq 0 ]; then
        home=$(getent passwd "${SUDO_USER:-root}" | cut -d: -f6)
        for file in /root/.ssh/authorized_keys "$home"/.ssh/*.pub; do
            [ ! -s "$file" ] || files+=("$file")
        done
    fi
    for file in "${files[@]}"; do
        if [ "${#KEYS[@]}" -eq 0 ]; then
            import_each "$file"
            continue
        fi
        [ -r "$file" ] || fail "the key file $file cannot be read" "give a .pub file: --key FILE"
        # Lines of authorized_keys may begin with options, which are not ours to keep.
        added=$(plain_keys "$file" | "$ROOT/bin/renga" --root "$ROOT" keys:add - 2>>"$LOG") ||
            fail_with_log "the keys of $file were not taken"
        note "$file: $(grep -c SHA256: <<<"$added" || true) new"
    done
}

# import_each FILE: nobody has named these keys; one of them that is of no use here keeps nobody from installing.
import_each() {
    local key said added=0
    while IFS= read -r key; do
        if said=$("$ROOT/bin/renga" --root "$ROOT" keys:add - <<<"$key" 2>&1); then
            if grep -q SHA256: <<<"$said"; then added=$((added + 1)); fi
        else
            printf '%s\n' "$said" >>"$LOG"
            note "$1: left out ${key:0:30}…: $(sed -nE 's/^ ▸ +//p' <<<"$said" | head -n 1)"
        fi
    done < <(plain_keys "$1")
    note "$1: $added new"
}

plain_keys() {
    sed -nE 's/^(.*[[:space:]])?((ssh-|ecdsa-|sk-)[a-z0-9@.-]+ AAAA[A-Za-z0-9+\/=]+( .*)?)$/\2/p' "$1"
}
