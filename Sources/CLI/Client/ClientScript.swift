/// The client for one's own machine: one file of POSIX sh, which needs ssh and git and nothing else.
enum ClientScript {
    /// - Parameter host: what stands behind `ssh` where no git remote says it.
    static func text(host: String) -> String { (words + commands).replacing("@HOST@", with: host.replacing("'", with: "'\\''")) }

    private static let words = #"""
        #!/bin/sh
        # The commands of Renga, from your own machine: renga ps, renga logs --tail, renga config:set A='two words'.
        # Keep it as `renga` in your PATH; `alias heroku=renga` works. It was made by: ssh @HOST@ client
        #
        # Which app: -a APP, else -r REMOTE, else $RENGA_APP, else $HEROKU_APP, else the git remote that git config
        # heroku.remote names, else the git remote `heroku` or `renga`, else the only one that leads to the same host.
        # Which host: that of the remote, else $RENGA_HOST, else the one above.
        set -eu

        default_host=${RENGA_HOST:-'@HOST@'}

        fail() {
            printf ' ▸    %s\n' "$@" >&2
            exit 2
        }

        # Adds words to the command line as one shell there reads them: each comes in quotes of its own.
        line=''
        add() {
            for word; do
                # The dot keeps the newlines that a substitution would drop.
                word=$(printf '%s.' "$word" | LC_ALL=C sed "s/'/'\\\\''/g")
                line="$line '${word%.}'"
            done
        }

        # Sets host and app from a git remote's URL; false where it is not one of ours.
        read_url() {
            case $1 in
                ssh://*/*)
                    host=${1#ssh://}
                    app=${host#*/}
                    host=ssh://${host%%/*}
                    ;;
                # Heroku's own, of whoever moves, is another's.
                *://* | /* | .* | heroku.com:* | *@heroku.com:*) return 1 ;;
                *:*)
                    host=${1%%:*}
                    app=${1#*:}
                    ;;
                *) return 1 ;;
            esac
            app=${app#\~/}
            app=${app#/}
            app=${app%/}
            app=${app%.git}
            case $app in '' | */*) return 1 ;; esac
        }

        remote_url() { git remote get-url "$1" 2>/dev/null; }

        host='' app='' several='' remote='' named='' url=''
        find_remote() {
            if [ -n "$remote" ]; then
                url=$(remote_url "$remote") || fail "there is no git remote \`$remote\` here" "git remote -v lists them"
                read_url "$url" || fail "the git remote \`$remote\` is not an app of Renga: $url"
                return
            fi
            name=$(git config heroku.remote 2>/dev/null || true)
            [ -n "$name" ] && url=$(remote_url "$name") && read_url "$url" && return
            wanted=${named:-${RENGA_APP:-${HEROKU_APP:-}}}
            first_app='' first_host=''
            for name in heroku renga; do
                url=$(remote_url "$name") && read_url "$url" || continue
                if [ -z "$first_app" ]; then
                    first_app=$app first_host=$host
                elif [ "$app" != "$first_app" ] || [ "${host#ssh://}" != "${first_host#ssh://}" ]; then
                    # One name on two machines is two apps.
                    [ "${wanted:-$app}" = "$app" ] || continue
                    [ -z "$wanted" ] || [ "$wanted" = "$first_app" ] || return 0
                    if [ "${host#ssh://}" = "${first_host#ssh://}" ]; then
                        # Only which app is in doubt: it is asked by the commands that are about one.
                        several=$first_app+$app
                        continue
                    fi
                    case $command in
                        create | apps:create | git:remote)
                            # There -r is the remote to set.
                            fail "the git remotes lead to two machines: \`heroku\` to $first_host, \`renga\` to $host" \
                                "ask the one that you mean: ssh $first_host, or ssh $host, and the command"
                            ;;
                    esac
                    fail "the git remotes name two apps: \`heroku\` is $first_app at $first_host, \`renga\` is $app at $host" \
                        "say which: -r heroku, or -r renga"
                fi
            done
            if [ -n "$first_app" ]; then
                host=$first_host app=$first_app
                [ -z "$several" ] || app=''
                return
            fi
            found=''
            for name in $(git remote 2>/dev/null || true); do
                url=$(remote_url "$name") || continue
                read_url "$url" || continue
                [ "$host" = "$default_host" ] || continue
                # Many a command is about no app: which one is meant is asked by those that are.
                [ -z "$found" ] || [ "$found" = "$app" ] || several=$found+$app
                found=$app
            done
            host=$default_host
            app=$found
            [ -z "$several" ] || app=''
        }

        colour() { [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; }

        # What the server is asked: our own word first, then the command.
        ask() {
            about=''
            if colour; then about=,colour; fi
            # A server can ask no terminal that it does not have. Eighty characters are what everybody has.
            if [ -t 2 ]; then
                columns=$(stty size <&2 2>/dev/null || true)
                columns=${columns#* }
                case $columns in '' | *[!0-9]* | 0) ;; *) [ "$columns" -ge 80 ] || about="$about,columns=$columns" ;; esac
            fi
            if [ -z "$named" ]; then
                if [ -n "$app" ]; then about="$about,app=$app"; elif [ -n "$several" ]; then about="$about,apps=$several"; fi
            fi
            about=--client${about:+=${about#,}}
            if [ "$terminal" = 1 ]; then
                # Without ssh's own last word.
                ssh -t -o LogLevel=ERROR -- "$host" "$about$line"
            else
                ssh -- "$host" "$about$line"
            fi
        }

        # Asks with a file as its input; - and nothing are our own.
        send() {
            case $1 in
                '' | -) ask ;;
                *)
                    [ -f "$1" ] || fail "there is no file $1" "give its path from here: $(pwd)"
                    ask <"$1"
                    ;;
            esac
        }

        # Sends the first word that is a file. The first word here says how many before it are none, the second, behind which
        # options there is none.
        send_among() {
            before=$1
            valued=$2
            shift 2
            sent='' value=''
            for word; do
                if [ -n "$value" ]; then
                    value=''
                    add "$word"
                    continue
                fi
                case $word in
                    -?*)
                        case " $valued " in *" $word "*) value=1 ;; esac
                        add "$word"
                        ;;
                    *)
                        if [ "$before" -gt 0 ]; then
                            before=$((before - 1))
                            add "$word"
                        elif [ -z "$sent" ] && [ -f "$word" ]; then
                            sent=$word
                        else
                            add "$word"
                        fi
                        ;;
                esac
            done
            send "$sent"
        }

        # As `send_among`. A key that is typed is no file, and none of its words is, whatever lies in the folder.
        send_key() {
            typed=''
            for word; do
                case $word in
                    ssh-*' '* | ecdsa-sha2-*' '* | sk-ssh-*' '* | sk-ecdsa-*' '*) typed=1 ;;
                    ssh-ed25519 | ssh-rsa | ssh-dss | ecdsa-sha2-* | sk-ssh-* | sk-ecdsa-*) [ -f "$word" ] || typed=1 ;;
                esac
            done
            if [ -n "$typed" ]; then
                shift 2
                add "$@"
                ask </dev/null
            else
                send_among "$@"
            fi
        }

        # Adds a config var with the text of a file, or of standard input where it is -.
        add_value() {
            if [ "$2" = - ]; then content=$(cat && printf .); else content=$(cat -- "$2" && printf .); fi
            content=${content%.}
            [ -n "$content" ] || fail "there is no text for $1: it is empty" "$1= sets an empty value"
            # The newline that ends the last line is none of the value's.
            content=${content%
        }
            add "$1=$content"
        }

        field() { app_facts=$(ask) && printf '%s\n' "$app_facts" | sed -n "s/^$1=//p"; }

        name_app() {
            [ -n "$1" ] || fail "--app says no app" "write --app APP"
            [ "${named:-$1}" = "$1" ] || fail "--app says $named, and $1" "give one of the two"
            named=$1
        }

        # Whether a command runs another program, whose words are its own.
        runs() { case $1 in run | run:* | console | rake | ps:exec) ;; *) return 1 ;; esac; }

        # Takes -r and -a out; the rest goes there as it is, the app behind the command.
        first='' terminal=0
        [ -t 0 ] && [ -t 1 ] && sits=1 || sits=0
        count=$#
        while [ "$count" -gt 0 ]; do
            word=$1
            shift
            count=$((count - 1))
            case $word in
                --)
                    # All that follows is the command's own.
                    set -- "$@" --
                    while [ "$count" -gt 0 ]; do
                        word=$1
                        shift
                        set -- "$@" "$word"
                        count=$((count - 1))
                    done
                    ;;
                -r | --remote)
                    [ "$count" -gt 0 ] || fail "\`$word\` needs a value" "write $word REMOTE"
                    remote=$1
                    shift
                    count=$((count - 1))
                    ;;
                --remote=*) remote=${word#*=} ;;
                -a | --app)
                    [ "$count" -gt 0 ] || fail "\`$word\` needs a value" "write $word APP"
                    name_app "$1"
                    shift
                    count=$((count - 1))
                    ;;
                --app=*) name_app "${word#*=}" ;;
                *)
                    case $word in
                        -a?*)
                            if runs "$first"; then set -- "$@" "$word"; else name_app "${word#-a}"; fi
                            continue
                            ;;
                        --no-tty | --no-terminal) sits=0 ;;
                    esac
                    case $word in -*) ;; *) first=${first:-$word} ;; esac
                    set -- "$@" "$word"
                    ;;
            esac
        done

        command=''
        if [ $# -gt 0 ]; then
            command=$1
            shift
        fi
        new_remote=heroku
        case $command in
            git:remote | create | apps:create)
                # The one to set, which need not be there.
                new_remote=${remote:-heroku}
                remote=''
                ;;
        esac
        find_remote
        if [ -z "$remote" ]; then
            app=${RENGA_APP:-${HEROKU_APP:-$app}}
        elif [ -n "$named" ] && [ "$named" != "$app" ]; then
            fail "the git remote \`$remote\` is $app, and --app says $named" "give one of the two"
        fi
        if runs "$command" && [ "$command" != run:detached ]; then terminal=$sits; fi
        case $command in
            '') ;;
            open | apps:open | git:remote) add info --shell ;;
            *) add "$command" ;;
        esac
        [ -z "$named" ] || add --app "$named"

        """#
}
