import Model

/// What config vars may be called and how large they may be together.
package enum ConfigVars {
    /// Heroku's limit for all vars of an app together.
    package static let bytesMax = 65_536
    /// Set by the platform itself.
    package static let reserved: Set<String> = ["PORT", "DYNO", "HOME"]
    /// Set by the shell that runs a process type's line, whatever they were before.
    package static let shells: Set<String> = [
        "BASH", "BASHOPTS", "BASHPID", "BASH_ARGV0", "BASH_COMMAND", "BASH_EXECUTION_STRING", "BASH_SUBSHELL", "BASH_VERSINFO",
        "BASH_VERSION", "COMP_WORDBREAKS", "EPOCHREALTIME", "EPOCHSECONDS", "HISTCMD", "IFS", "LINENO", "OLDPWD", "OPTERR",
        "OPTIND", "PPID", "PS1", "PS4", "PWD", "RANDOM", "SHELLOPTS", "SHLVL", "SRANDOM", "_", "__renga",
    ]

    /// The vars after a change. A value of nil removes; what is not there need not be removed.
    package static func changed(_ vars: [String: String], by changes: [String: String?]) throws(Failure) -> [String:
        String]
    {
        var vars = vars
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            guard NameRules.isVariable(name) else {
                throw Failure(
                    .invalid,
                    "`\(name)` cannot be the name of a config var",
                    hint: "a name has letters, digits and underscores and does not begin with a digit"
                )
            }
            if let value {
                try check(name, value)
                vars[name] = value
            } else {
                vars[name] = nil
            }
        }
        let bytes = vars.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= bytesMax else {
            throw Failure(.limit, "the config vars are \(bytes) bytes together; the limit is \(bytesMax)")
        }
        return vars
    }

    private static func check(_ name: String, _ value: String) throws(Failure) {
        guard !reserved.contains(name), !shells.contains(name) else {
            let who = reserved.contains(name) ? "the platform for every dyno" : "the shell in every dyno: another value has no effect"
            throw Failure(.invalid, "`\(name)` is set by \(who)", hint: "choose another name")
        }
        guard !value.utf8.contains(0) else {
            throw Failure(.invalid, "the value of `\(name)` contains a NUL byte", hint: encodingHint(name))
        }
        // What programs read as text has this character in place of what was none.
        guard !value.unicodeScalars.contains("\u{FFFD}") else {
            throw Failure(.invalid, "the value of `\(name)` is not UTF-8 text", hint: encodingHint(name))
        }
    }

    private static func encodingHint(_ name: String) -> String {
        "set it encoded, and let the app decode it: config:set \(name)=\"$(base64 -w0 FILE)\""
    }

    /// What makes `new` out of `old`.
    package static func changes(from old: [String: String], to new: [String: String]) -> [String: String?] {
        let set = new.filter { old[$0.key] != $0.value }.mapValues(Optional.some)
        return set.merging(old.keys.filter { new[$0] == nil }.map { ($0, nil) }) { $1 }
    }

    /// Heroku's words for the release: `Set FOO, BAR config vars`.
    package static func description(of changes: [String: String?]) -> String {
        let set = changes.filter { $0.value != nil }.keys.sorted()
        let removed = changes.filter { $0.value == nil }.keys.sorted()
        var parts: [String] = []
        if !set.isEmpty { parts.append("Set \(set.joined(separator: ", "))") }
        if !removed.isEmpty {
            parts.append("\(parts.isEmpty ? "Remove" : "remove") \(removed.joined(separator: ", "))")
        }
        return parts.joined(separator: " and ") + " config vars"
    }
}
