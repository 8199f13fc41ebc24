/// What a shell has to know to complete our words: commands and their options are written into it, apps are asked for when they are
/// wanted, and kept for a minute; process types and dynos are asked for each time.
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
            \(expectations)
            _renga_list() {
                # Of what is on the line already, the app alone matters: bash would run what a name has in it.
                command renga completion "$@" 2>/dev/null </dev/null | LC_ALL=C command grep -x '[A-Za-z0-9_.-]*'
            }
            _renga_remotes() { command git remote 2>/dev/null | LC_ALL=C command grep -x '[A-Za-z0-9_./-]*'; }
            _renga_apps() {
                if [ -z "${_renga_asked:-}" ] || [ "$((SECONDS - _renga_asked))" -gt 60 ]; then
                    # Whose server answers, a git remote says: bash would run what a name has in it.
                    _renga_known=$(command renga completion apps 2>/dev/null </dev/null | LC_ALL=C command grep -x '[a-z][a-z0-9-]*')
                    _renga_asked=$SECONDS
                fi
            }

            """
    }

    /// What is expected behind an option of a command, or as its operand, where the option is empty.
    private static var expectations: String {
        let rows = declarations.flatMap { declaration in
            let names = [declaration.name] + declaration.aliases
            let options = declaration.options.compactMap { option in
                CompletionList.of(option.value ?? "").map { (words: option.spellings, list: $0) }
            }
            return (options + (CompletionList.of(declaration.operands).map { [(words: [""], list: $0)] } ?? [])).map { row in
                let places = names.flatMap { name in row.words.map { "'\(name) \($0)'" } }
                return "        \(places.joined(separator: "|"))) printf '%s' '\(row.list.rawValue)' ;;"
            }
        }
        return """
            _renga_expected() {
                case "$1 $2" in
            \(rows.joined(separator: "\n"))
                esac
            }
            """
    }

    /// bash takes a word apart at colons and equals signs: the line is cut at blanks anew, and what stands before the last colon is
    /// taken off what is offered.
    private static let bashFunction = #"""
        _renga() {
            local line=${COMP_LINE:0:COMP_POINT} words word='' before='' name='' offered='' list='' about=() former=''
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
            for each in "${words[@]}"; do
                case $former in -a | --app | -r | --remote) about=("$former" "$each") ;; esac
                case $each in --app=* | --remote=*) about=("$each") ;; esac
                former=$each
            done
            case $before in
                -a | --app)
                    _renga_apps
                    offered=$_renga_known
                    ;;
                -r | --remote) offered=$(_renga_remotes) ;;
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
                        case $before in -*) list=$(_renga_expected "$name" "$before") ;; esac
                        case $list$word in
                            -*) offered=$(_renga_options "$name") ;;
                            *) list=${list:-$(_renga_expected "$name" '')} ;;
                        esac
                    fi
                    ;;
            esac
            case $list in
                '') ;;
                both) offered="$(_renga_list types "${about[@]}") $(_renga_list dynos "${about[@]}")" ;;
                amounts)
                    offered=$(_renga_list types "${about[@]}" | sed 's/$/=/')
                    compopt -o nospace 2>/dev/null
                    ;;
                *) offered=$(_renga_list "$list" "${about[@]}") ;;
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
            local name='' before=${words[CURRENT-1]} each skip=1 list='' former=''
            local -a about
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
            for each in "${(@)words[1,CURRENT-1]}"; do
                [[ $former == (-a|--app|-r|--remote) ]] && about=("$former" "$each")
                [[ $each == --(app|remote)=* ]] && about=("$each")
                former=$each
            done
            [[ $before == -* ]] && list=$(_renga_expected "$name" "$before")
            if [[ $before == (-a|--app) ]]; then
                _renga_apps
                compadd -- ${(f)_renga_known}
            elif [[ $before == (-r|--remote) ]]; then
                compadd -- ${(f)"$(_renga_remotes)"}
            elif [[ -z $name || $name == help ]]; then
                compadd -- ${=_renga_commands}
            elif [[ -z $list && ${words[CURRENT]} == -* ]]; then
                compadd -- ${=$(_renga_options $name)}
            else
                case ${list:-$(_renga_expected "$name" '')} in
                    types) compadd -- ${(f)"$(_renga_list types "${(@)about}")"} ;;
                    dynos) compadd -- ${(f)"$(_renga_list dynos "${(@)about}")"} ;;
                    both) compadd -- ${(f)"$(_renga_list types "${(@)about}")"} ${(f)"$(_renga_list dynos "${(@)about}")"} ;;
                    amounts) compadd -S '' -- ${(f)"$(_renga_list types "${(@)about}" | sed 's/$/=/')"} ;;
                    *) _files ;;
                esac
            fi
        }
        if [[ ${funcstack[1]:-} == _renga ]]; then _renga "$@"; else compdef _renga renga heroku; fi

        """#

    private static var fishLines: String {
        let commands = declarations.map { "complete -c renga -n __fish_use_subcommand -f -a \(quoted($0.name)) -d \(quoted($0.summary))" }
        let more = declarations.flatMap { declaration in
            let names = ([declaration.name] + declaration.aliases).joined(separator: " ")
            let place = "complete -c renga -n '__fish_seen_subcommand_from \(names)'"
            let options = declaration.allOptions.filter { $0 != .app && $0 != .remote }.map { option in
                let list = CompletionList.of(option.value ?? "")
                let value = list.map { " -x -a \(quoted($0.inFish))" } ?? (option.value == nil ? "" : " -r")
                let short = list == nil ? "" : option.short.map { " -s \($0)" } ?? ""
                return "\(place)\(short) -l \(option.name)\(value) -d \(quoted(option.summary))"
            }
            return options + (CompletionList.of(declaration.operands).map { ["\(place) -f -a \(quoted($0.inFish))"] } ?? [])
        }
        let values = [
            "complete -c renga -s a -l app -x -a '(command renga completion apps 2>/dev/null)' -d \(quoted("the app"))",
            "complete -c renga -s r -l remote -x -a '(command git remote 2>/dev/null)' -d \(quoted("the app of this git remote"))",
        ]
        return fishFunction + (commands + values + more + ["complete -c heroku -w renga"]).joined(separator: "\n") + "\n"
    }

    private static let fishFunction = #"""
        function __renga_list
            set -l about
            set -l former ''
            for word in (commandline -opc)
                switch $former
                    case -a --app -r --remote
                        set about $former $word
                end
                switch $word
                    case '--app=*' '--remote=*'
                        set about $word
                end
                set former $word
            end
            command renga completion $argv $about 2>/dev/null </dev/null
        end

        """#

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
