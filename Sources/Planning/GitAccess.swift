import Model

/// How git comes to private repositories while an app is built: by config vars that every step with a network sees.
///
/// - `GIT_CRED__HTTPS__GITHUB__COM` (or Heroku's `GO_GIT_CRED__…`): a token, or `user:password`, for `https://github.com`. Two
///   underscores are a dot, one is a hyphen; a number at the end that is no part of an address is a port.
/// - `GIT_SSH_KEY`: a private key, such as a deploy key, as text or in base64; `GIT_SSH_KNOWN_HOSTS`: lines as in `known_hosts`. Without
///   these, whoever answers is believed.
///
/// All of it is environment: git asks the variables, and nothing is written where it could get into a slug.
package enum GitAccess {
    package static let sshKey = "GIT_SSH_KEY"
    package static let sshKnownHosts = "GIT_SSH_KNOWN_HOSTS"
    private static let credentials = ["GIT_CRED__", "GO_GIT_CRED__"]

    package static func isMeant(_ name: String) -> Bool { name == sshKey || name == sshKnownHosts || isCredential(name) }

    package static func isCredential(_ name: String) -> Bool { credentials.contains { name.hasPrefix($0) } }

    /// What the variables make of an environment.
    package static func environment(_ config: [String: String]) -> [String: String] {
        var environment: [String: String] = [:]
        var count = 0
        for name in config.keys.sorted() {
            guard let url = url(of: name) else { continue }
            environment["GIT_CONFIG_KEY_\(count)"] = "credential.\(url).helper"
            environment["GIT_CONFIG_VALUE_\(count)"] = helper(name)
            count += 1
        }
        if count > 0 { environment["GIT_CONFIG_COUNT"] = "\(count)" }
        if config[sshKey] != nil { environment["GIT_SSH_COMMAND"] = ssh(knowsHosts: config[sshKnownHosts] != nil) }
        return environment
    }

    /// Such as `https://github.com` of `GIT_CRED__HTTPS__GITHUB__COM`; nil: it names none.
    package static func url(of name: String) -> String? {
        guard let prefix = credentials.first(where: { name.hasPrefix($0) }), NameRules.isVariable(name) else { return nil }
        var parts = name.dropFirst(prefix.count).lowercased().split(separator: "__").map { $0.split(separator: "_").joined(separator: "-") }
        guard parts.count >= 2, let scheme = parts.first, ["https", "http"].contains(scheme) else { return nil }
        parts.removeFirst()
        var port = ""
        // The last part of a name is never a number; of an address it is, the fourth.
        let isAddress = parts.count >= 4 && parts.prefix(4).allSatisfy { Int($0) != nil }
        if let last = parts.last, Int(last) != nil, parts.count == (isAddress ? 5 : parts.count), parts.count > 1 {
            port = ":\(last)"
            parts.removeLast()
        }
        return "\(scheme)://\(parts.joined(separator: "."))\(port)"
    }

    /// The variable that has the password for an address of https.
    package static func credential(for address: SubmoduleAddress) -> String {
        credentials[0] + "HTTPS__"
            + address.host.uppercased().split(separator: ".").map { $0.split(separator: "-").joined(separator: "_") }.joined(
                separator: "__"
            )
            + (address.port == 443 ? "" : "__\(address.port)")
    }

    /// A token alone needs some user's name; this one suits GitHub, and others take any.
    private static func helper(_ name: String) -> String {
        "!f() { c=$\(name); case $c in *:*) ;; *) c=x-access-token:$c ;; esac; "
            + "test \"$1\" != get || printf 'username=%s\\npassword=%s\\n' \"${c%%:*}\" \"${c#*:}\"; }; f"
    }

    /// ssh reads keys from files alone: one in `/tmp` for the time that it runs.
    private static func ssh(knowsHosts: Bool) -> String {
        let script =
            "umask 077; d=$(mktemp -d) || exit; "
            + "case $\(sshKey) in *BEGIN*) printf \"%b\\n\" \"$\(sshKey)\" ;; *) printf %s \"$\(sshKey)\" | base64 -d; echo ;; esac >\"$d/key\"; "
            + "printf \"%b\\n\" \"$\(sshKnownHosts)\" >\"$d/hosts\"; "
            + "ssh -F none -i \"$d/key\" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=30 "
            + "-o UserKnownHostsFile=\"$d/hosts\" -o StrictHostKeyChecking=\(knowsHosts ? "yes" : "accept-new") \"$@\"; "
            + "s=$?; rm -rf \"$d\"; exit $s"
        return "sh -c '\(script)' ssh"
    }
}
