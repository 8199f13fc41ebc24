import Model

/// A symbolic link that leads to no file of the tree.
package struct LinkFault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case leadsOut, dangles, loops, intoSubmodule }

    /// What was looked for.
    let path: String
    let link: String
    let target: String
    let kind: Kind

    var message: String {
        let subject = link == path ? "`\(path)` is a link" : "`\(path)` is behind `\(link)`, a link"
        let shown = target.isEmpty ? "" : " to `\(target.prefix(200))`"
        return switch kind {
        case .leadsOut: "\(subject)\(shown), which leads out of the repository"
        case .dangles: "\(subject)\(shown), which is not in the commit"
        case .loops: "\(subject)\(shown), which leads back to itself"
        case .intoSubmodule: "\(subject)\(shown), a submodule, which no plan looks into"
        }
    }

    var hint: String {
        switch kind {
        case .leadsOut: "put the file itself into the repository, or link to it by a path from the link to a file of the repository"
        case .dangles: "git add the file that it leads to, or remove the link (`git rm \(link)`)"
        case .loops: "git rm \(link), and commit the file itself"
        case .intoSubmodule: "add the files themselves (`git subtree add`)"
        }
    }

    var failure: Failure { Failure(.refused, message, hint: hint) }
}
