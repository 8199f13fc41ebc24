/// What a shell has to know to complete our words: commands and their options are written into it, apps are asked for when they are
/// wanted, and kept for a minute.
enum CompletionScript: String, CaseIterable {
    case bash, zsh, fish

    var text: String {
        switch self {
        case .bash: Self.shared + Self.bashFunction
        case .zsh: "#compdef renga heroku\n" + Self.shared + Self.zshFunction
        case .fish: Self.fishLines
        }
    }

    private static var declarations: [Declaration] { Catalogue.all.map { $0.declaration } }

    /// What bash and zsh both read: the names of commands, and the options of each.
    private static var shared: String {
        let names = declarations.flatMap { [$0.name] + $0.aliases }.sorted()
        let cases = declarations.map { declaration in
            let options = declaration.allOptions.map { "--\($0.name)" }.joined(separator: " ")
            return "        \(([declaration.name] + declaration.aliases).joined(separator: "|"))) printf '%s' '\(options)' ;;"
        }
        return """
            _renga_commands='\(names.joined(separator: " "))'
            _renga_options() {
                case $1 in
            \(cases.joined(separator: "\n"))
                esac
            }
            _renga_apps() {
                if [ -z "${_renga_asked:-}" ] || [ "$((SECONDS - _renga_asked))" -gt 60 ]; then
                    # Whose server answers, a git remote says: bash would run what a name has in it.
                    _renga_known=$(command renga completion apps 2>/dev/null </dev/null | LC_ALL=C command grep -x '[a-z][a-z0-9-]*')
                    _renga_asked=$SECONDS
                fi
            }

            """
    }

    /// bash takes a word apart at colons and equals signs: the line is cut at blanks anew, and what stands before the last colon is
    /// taken off what is offered.
    private static let bashFunction = #"""
        _renga() {
            local line=${COMP_LINE:0:COMP_POINT} words word='' before='' name='' offered
            read -ra words <<<"$line"
            case $line in
                *[[:blank:]]) before=${words[${#words[@]} - 1]} ;;
                *)
                    word=${words[${#words[@]} - 1]}
                    before=${words[${#words[@]} - 2]:-}
                    unset "words[${#words[@]} - 1]"
                    ;;
            esac
            local skip=1 each
            for each in "${words[@]}"; do
                case $skip$each in
                    1*) skip='' ;;
                    -a | --app | -r | --remote) skip=1 ;;
                    -*) ;;
                    *) name=$each && break ;;
                esac
            done
            case $before in
                -a | --app)
                    _renga_apps
                    offered=$_renga_known
                    ;;
                *)
                    case $word in
                        --app=*)
                            _renga_apps
                            COMPREPLY=($(compgen -W "$_renga_known" -- "${word#--app=}"))
                            return
                            ;;
                    esac
                    if [ -z "$name" ]; then
                        offered=$_renga_commands
                    elif [ "$name" = help ]; then
                        offered=$_renga_commands
                    else
                        case $word in
                            -*) offered=$(_renga_options "$name") ;;
                            *) offered='' ;;
                        esac
                    fi
                    ;;
            esac
            COMPREPLY=($(compgen -W "$offered" -- "$word"))
            case $word in
                *:*)
                    local i
                    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"${word%"${word##*:}"}"}; done
                    ;;
            esac
        }
        complete -o default -F _renga renga heroku

        """#

    private static let zshFunction = #"""
        _renga() {
            emulate -L zsh
            local name='' before=${words[CURRENT-1]} each skip=1
            for each in "${(@)words[1,CURRENT-1]}"; do
                if [[ -n $skip ]]; then
                    skip=''
                elif [[ $each == (-a|--app|-r|--remote) ]]; then
                    skip=1
                elif [[ $each != -* ]]; then
                    name=$each
                    break
                fi
            done
            if [[ $before == (-a|--app) ]]; then
                _renga_apps
                compadd -- ${(f)_renga_known}
            elif [[ -z $name || $name == help ]]; then
                compadd -- ${=_renga_commands}
            elif [[ ${words[CURRENT]} == -* ]]; then
                compadd -- ${=$(_renga_options $name)}
            else
                _files
            fi
        }
        if [[ ${funcstack[1]:-} == _renga ]]; then _renga "$@"; else compdef _renga renga heroku; fi

        """#

    private static var fishLines: String {
        let commands = declarations.map { "complete -c renga -n __fish_use_subcommand -f -a \(quoted($0.name)) -d \(quoted($0.summary))" }
        let options = declarations.flatMap { declaration in
            declaration.allOptions.filter { $0 != .app }.map { option in
                let names = ([declaration.name] + declaration.aliases).joined(separator: " ")
                return "complete -c renga -n '__fish_seen_subcommand_from \(names)' -l \(option.name)"
                    + "\(option.value == nil ? "" : " -r") -d \(quoted(option.summary))"
            }
        }
        let apps = "complete -c renga -s a -l app -x -a '(command renga completion apps 2>/dev/null)' -d \(quoted("the app"))"
        return (commands + [apps] + options + ["complete -c heroku -w renga"]).joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
