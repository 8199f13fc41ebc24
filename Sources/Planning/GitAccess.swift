import Model

/// How git comes to private repositories while an app is built: by config vars that every step with a network sees.
///
/// - `GIT_CRED__HTTPS__GITHUB__COM` (or Heroku's `GO_GIT_CRED__…`): a token, or `user:password`, for `https://github.com`. Two
///   underscores are a dot, one is a hyphen; a number at the end that is no part of an address is a port.
/// - `GIT_SSH_KEY`: a private key, such as a deploy key, as text or in base64; `GIT_SSH_KNOWN_HOSTS`: lines as in `known_hosts`. Without
///   these, the large services are known; of another server the key that it shows is believed, and said, so that one can tell.
///
/// All of it is environment: git asks the variables, and nothing is written where it could get into a slug.
package enum GitAccess {
    package static let sshKey = "GIT_SSH_KEY"
    package static let sshKnownHosts = "GIT_SSH_KNOWN_HOSTS"
    private static let credentials = ["GIT_CRED__", "GO_GIT_CRED__"]
    /// As these services publish them.
    private static let knownHosts = [
        (host: "github.com", key: "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"),
        (host: "gitlab.com", key: "AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf"),
        (host: "bitbucket.org", key: "AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO"),
    ]

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

    /// A token alone needs some user's name; this one suits GitHub, and others take any.
    private static func helper(_ name: String) -> String {
        "!f() { c=$\(name); case $c in *:*) ;; *) c=x-access-token:$c ;; esac; "
            + "test \"$1\" != get || printf 'username=%s\\npassword=%s\\n' \"${c%%:*}\" \"${c#*:}\"; }; f"
    }

    /// ssh reads keys from files alone: in `/tmp` for the time that it runs.
    private static func ssh(knowsHosts: Bool) -> String {
        let script =
            "umask 077; d=$(mktemp -d) || exit; "
            + "case $\(sshKey) in *BEGIN*) printf \"%b\\n\" \"$\(sshKey)\" ;; *) printf %s \"$\(sshKey)\" | base64 -d; echo ;; esac >\"$d/key\"; "
            + "set -- -i \"$d/key\" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=30 -o UserKnownHostsFile=\"$d/hosts\" \"$@\"; "
            + (knowsHosts ? sshStrictly : sshOpenly) + "; rm -rf \"$d\"; exit $s"
        return "sh -c '\(script)' ssh"
    }

    private static let sshStrictly =
        "printf \"%b\\n\" \"$\(sshKnownHosts)\" >\"$d/hosts\"; ssh -F none -o StrictHostKeyChecking=yes \"$@\"; s=$?"

    /// A server that none of the services is may show any key; what it is, is said.
    private static let sshOpenly =
        "{ " + knownHosts.map { "echo \"\($0.host) ssh-ed25519 \($0.key)\"; " }.joined() + "} >\"$d/hosts\"; "
        + "printf \"Host \(knownHosts.map(\.host).joined(separator: " "))\\nStrictHostKeyChecking yes\\n\" >\"$d/config\"; "
        + "printf \"Host *\\nStrictHostKeyChecking accept-new\\nLogLevel ERROR\\n\" >>\"$d/config\"; "
        + "ssh -F \"$d/config\" \"$@\"; s=$?; tail -n +\(knownHosts.count + 1) \"$d/hosts\" >\"$d/new\"; "
        + "test ! -s \"$d/new\" || { "
        + "echo \"The server shows a key that nobody knows here: $(ssh-keygen -l -f \"$d/new\" | cut -d \" \" -f 2,3). "
        + "Where it is right, no other is let in from now on by\"; echo \"config:set \(sshKnownHosts)=\\\"$(cat \"$d/new\")\\\"\"; } >&2"
}
