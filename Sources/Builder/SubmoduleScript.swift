/// Fetches submodules, and those inside of them, in a cage that has nothing but a network and git. What strangers wrote comes as
/// arguments.
enum SubmoduleScript {
    /// How it ends where it does not succeed.
    enum End: Int32 {
        case notFetched = 41
        case commitMissing, tooDeep, tooMany, badAddress
    }

    static let depthMax = 5
    static let countMax = 100

    /// - Parameters: PATH URL COMMIT, again and again.
    static let text = """
        count=0
        end() { echo "$2"; exit "$1"; }
        # The whole address of one that is relative to its parent's.
        address() {
            local base=${1%/} rest=$2
            case $rest in ./*|../*) ;; *) printf %s "$rest"; return ;; esac
            while :; do
                case $rest in
                    ./*) rest=${rest#./} ;;
                    ../*) rest=${rest#../}; base=${base%/*} ;;
                    *) break ;;
                esac
            done
            printf %s "$base/$rest"
        }
        # What .gitmodules says of a path.
        named() {
            local key
            git config -f .gitmodules --name-only --get-regexp '^submodule\\..*\\.path$' 2>/dev/null | while IFS= read -r key; do
                if [ "$(git config -f .gitmodules "$key")" = "$1" ]; then git config -f .gitmodules "${key%.path}.url"; break; fi
            done || true
        }
        fetch() {
            local folder=$1 url=$2 commit=$3 depth=$4 item inner
            [ "$depth" -le \(depthMax) ] || end \(End.tooDeep.rawValue) "$folder is in more than \(depthMax) others"
            count=$((count + 1))
            [ "$count" -le \(countMax) ] || end \(End.tooMany.rawValue) "there are more than \(countMax) of them"
            case $url in
                https://*|ssh://*) ;;
                *::*|*://*|/*|.*) end \(End.badAddress.rawValue) "$folder: $url is neither https nor ssh" ;;
                *:*) ;;
                *) end \(End.badAddress.rawValue) "$folder: $url is neither https nor ssh" ;;
            esac
            echo "$folder at ${commit:0:8}"
            mkdir -p "/app/$folder"
            cd "/app/$folder"
            git init -q --template= .
            # Not every server gives a commit by its name.
            git fetch -q --depth 1 --no-tags -- "$url" "$commit" 2>/dev/null \\
                || git fetch -q --no-tags -- "$url" '+refs/heads/*:refs/theirs/heads/*' '+refs/tags/*:refs/theirs/tags/*' \\
                || end \(End.notFetched.rawValue) "$folder could not be fetched"
            git cat-file -e "$commit^{commit}" 2>/dev/null || end \(End.commitMissing.rawValue) "$folder: the commit $commit is not there"
            git -c advice.detachedHead=false checkout -q --detach "$commit"
            while IFS= read -r -d '' item; do
                case $item in "160000 "*) ;; *) continue ;; esac
                inner=$(named "${item#*$'\\t'}")
                [ -n "$inner" ] || continue
                item=${item#* * }
                fetch "$folder/${item#*$'\\t'}" "$(address "$url" "$inner")" "${item%%$'\\t'*}" $((depth + 1))
                cd "/app/$folder"
            done < <(git ls-tree -r -z "$commit")
            rm -rf .git
        }
        while [ $# -gt 0 ]; do fetch "$1" "$2" "$3" 1; shift 3; done
        """
}
