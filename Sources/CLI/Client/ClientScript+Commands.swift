extension ClientScript {
    /// What is done for each command: most go to the machine as they are.
    static let commands = #"""
        case $command in
            open | apps:open)
                path=''
                case ${1:-} in
                    '' | -*) ;;
                    *) path=/${1#/} && shift ;;
                esac
                add "$@"
                url=$(field web_url)
                [ -n "$url" ] || fail "the app has no address"
                url=${url%/}$path
                printf '%s\n' "$url"
                # Elsewhere `open` is a program that knows files alone.
                case $(uname -s) in Darwin) opener=open ;; *) opener=xdg-open ;; esac
                if command -v "$opener" >/dev/null 2>&1; then exec "$opener" "$url"; fi
                ;;
            git:remote)
                add "$@"
                url=$(field git_url)
                [ -n "$url" ] || fail "the app has no repository"
                if remote_url "$new_remote" >/dev/null; then
                    git remote set-url "$new_remote" "$url"
                else
                    git remote add "$new_remote" "$url"
                fi
                printf 'set git remote %s to %s\n' "$new_remote" "$url"
                ;;
            create | apps:create)
                sets=1
                for word; do case $word in -n | --no-remote | -h | --help) sets='' ;; esac; done
                add "$@"
                said=$(ask)
                url=$(printf '%s\n' "$said" | sed -n 's/^.* | //p' | head -n 1)
                branch=$(git symbolic-ref --short -q HEAD || true)
                case $branch in
                    main | master) ;;
                    # Of no branch git does not guess what kind of name main is.
                    '') branch=HEAD:refs/heads/main ;;
                    *) branch=HEAD:main ;;
                esac
                if [ -n "$sets" ] && [ -n "$url" ] && git rev-parse --git-dir >/dev/null 2>&1 &&
                    ! remote_url "$new_remote" >/dev/null && git remote add "$new_remote" "$url"; then
                    printf '%s\n' "$said" | sed -n '/ | /p'
                    printf 'set git remote %s to %s\n' "$new_remote" "$url"
                    printf 'To deploy, type: git push %s %s\n' "$new_remote" "$branch"
                elif [ -n "$sets" ] && [ -n "$url" ] && there=$(remote_url "$new_remote") && [ "$there" = "$url" ]; then
                    printf '%s\n' "$said" | sed -n '/ | /p'
                    printf 'The git remote %s leads there already.\n' "$new_remote"
                    printf 'To deploy, type: git push %s %s\n' "$new_remote" "$branch"
                elif [ -n "$sets" ] && [ -n "$url" ] && [ -n "$there" ]; then
                    # Such as Heroku's own, of whoever moves: it is not ours to turn.
                    printf '%s\n' "$said" | sed -n '/ | /p'
                    printf 'The git remote %s is left as it is: %s\n' "$new_remote" "$there"
                    printf 'To have it lead here, type: git remote set-url %s %s\n' "$new_remote" "$url"
                    remote_url renga >/dev/null || printf 'or to have both: git remote add renga %s\n' "$url"
                else
                    printf '%s\n' "$said"
                fi
                ;;
            apps:rename | rename)
                old=${named:-}
                case ${2:-} in '' | -*) ;; *) case $1 in -*) ;; *) old=$1 ;; esac ;; esac
                old=${old:-$app}
                add "$@"
                asked=$host
                said=$(ask) || {
                    status=$?
                    printf '%s\n' "$said"
                    exit "$status"
                }
                printf '%s\n' "$said"
                url=$(printf '%s\n' "$said" | sed -n 's/^[a-z]*:.* | //p' | head -n 1)
                [ -n "$url" ] && [ -n "$old" ] && read_url "$url" || exit 0
                new=$app
                # Those that led to the app, each as it is written but for the name: a host may have another one here.
                for name in $(git remote 2>/dev/null || true); do
                    url=$(remote_url "$name") && read_url "$url" || continue
                    [ "$app" = "$old" ] && [ "${host#ssh://}" = "${asked#ssh://}" ] || continue
                    case $url in
                        *"$old.git") url=${url%"$old.git"}$new.git ;;
                        *"$old.git/") url=${url%"$old.git/"}$new.git ;;
                        *"$old/") url=${url%"$old/"}$new ;;
                        *"$old") url=${url%"$old"}$new ;;
                        *) continue ;;
                    esac
                    [ "$(git config --get-all "remote.$name.url" | wc -l)" -eq 1 ] || continue
                    git remote set-url "$name" "$url" && printf 'Git remote %s updated\n' "$name"
                done
                ;;
            destroy | apps:destroy | apps:delete)
                asks=1
                for word; do case $word in -c* | --confirm | --confirm=* | -h | --help | -j | --json) asks='' ;; esac; done
                name=${named:-${1:-$app}}
                case $name in -* | '') asks='' ;; esac
                if [ -n "$asks" ] && [ -t 0 ] && [ -t 2 ]; then
                    printf 'This removes %s for good: its repository, releases, config vars and logs.\nTo proceed, type %s: ' "$name" "$name" >&2
                    read -r answer || answer=''
                    set -- "$@" --confirm "${answer:--}"
                fi
                add "$@"
                ask
                ;;
            keys:add)
                if [ $# -eq 0 ] && [ -t 0 ]; then
                    file=$HOME/.ssh/id_ed25519.pub
                    [ -f "$file" ] || fail "there is no file $file" "name your public key: renga keys:add FILE"
                    set -- "$file"
                fi
                send_key 0 '--name --expires' "$@"
                ;;
            access:add | access:update | sharing:add | collaborators:add)
                send_key 1 '-p --permissions' "$@"
                ;;
            maintenance:on)
                sent=''
                while [ $# -gt 0 ]; do
                    word=$1
                    shift
                    case $word in
                        --page)
                            [ -n "${1:-}" ] || fail "\`$word\` needs a value" "write $word FILE"
                            sent=$1
                            shift
                            ;;
                        --page=*)
                            sent=${word#*=}
                            [ -n "$sent" ] || fail "\`$word\` needs a value" "write ${word}FILE"
                            ;;
                        *) add "$word" ;;
                    esac
                done
                [ -z "$sent" ] || add --page -
                send "$sent"
                ;;
            plan)
                # A folder of this machine, or where nothing is sent the commit that is checked out, as a push would have it.
                place=$(git rev-parse --show-toplevel 2>/dev/null) || place=.
                others=''
                for word; do case $word in -j | --json) ;; *) others=1 ;; esac; done
                if [ -d "${1:-}" ]; then place=$1 && shift; elif [ -n "$others" ] || [ ! -t 0 ]; then place=''; fi
                add "$@"
                if [ -n "$place" ]; then
                    git -C "$place" rev-parse -q --verify HEAD >/dev/null 2>&1 || fail "there is no commit in $place" "git commit, and then again"
                    git -C "$place" archive HEAD | ask
                else
                    ask
                fi
                ;;
            certs:add)
                files=0
                for word; do if [ -f "$word" ]; then files=1; else add "$word"; fi; done
                if [ "$files" = 1 ]; then
                    for word; do if [ -f "$word" ]; then cat -- "$word"; echo; fi; done | ask
                else
                    ask
                fi
                ;;
            config:set | config:add)
                sent=''
                while [ $# -gt 0 ]; do
                    word=$1
                    shift
                    # Of the value alone: an @ behind a later sign of equality is its own.
                    case $word in
                        --file | --env-file)
                            [ -n "${1:-}" ] || fail "\`$word\` needs a value" "write $word FILE"
                            sent=$1
                            shift
                            ;;
                        --file=* | --env-file=*)
                            sent=${word#*=}
                            [ -n "$sent" ] || fail "\`$word\` needs a value" "write ${word}FILE"
                            ;;
                        "${word%%=*}=@"*)
                            file=${word#*=@}
                            [ -f "$file" ] || fail "there is no file $file" "a value that begins with @ is a file's; without this client, by ssh $host, it is plain"
                            add_value "${word%%=*}" "$file"
                            ;;
                        "${word%%=*}=-") add_value "${word%%=*}" - ;;
                        *) add "$word" ;;
                    esac
                done
                [ -z "$sent" ] || add --file -
                send "$sent"
                ;;
            config:edit)
                sent='' edits=1
                for word; do case $word in --print | --help | -h) edits='' ;; esac; done
                while [ $# -gt 0 ]; do
                    word=$1
                    shift
                    case $word in
                        --from)
                            [ -n "${1:-}" ] || fail "\`$word\` needs a value" "write $word FILE"
                            sent=$1
                            shift
                            ;;
                        --from=*)
                            sent=${word#*=}
                            [ -n "$sent" ] || fail "\`$word\` needs a value" "write ${word}FILE"
                            ;;
                        *) add "$word" ;;
                    esac
                done
                if [ -n "$sent" ]; then
                    add --from -
                    send "$sent"
                elif [ -n "$edits" ]; then
                    plain=$line
                    add --print
                    umask 077
                    text=$(mktemp "${TMPDIR:-/tmp}/renga.env.XXXXXX")
                    ask >"$text" || {
                        status=$?
                        rm -f "$text"
                        exit "$status"
                    }
                    old=$(cat "$text" && printf .)
                    eval "${VISUAL:-${EDITOR:-vi}} \"\$text\"" || fail "the editor failed: ${VISUAL:-${EDITOR:-vi}}" "nothing was set; what you wrote is kept: $text"
                    if [ "$(cat "$text" && printf .)" = "$old" ]; then
                        rm -f "$text"
                        echo 'Nothing has changed.' >&2
                        exit 0
                    fi
                    line=$plain
                    add --from -
                    ask <"$text" || {
                        status=$?
                        printf ' ▸    %s\n' "what you wrote is kept: $text" "once it is right: renga config:edit --from $text" >&2
                        exit "$status"
                    }
                    rm -f "$text"
                else
                    ask
                fi
                ;;
            *)
                add "$@"
                ask
                ;;
        esac

        """#
}
