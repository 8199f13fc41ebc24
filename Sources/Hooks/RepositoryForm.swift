import Glibc
import Linux
import Model
import Planning

/// Brings a repository that an older version made, or that somebody changed by hand, into the form that pushes count on. The
/// runner starts it as the git user, for what is in a repository is that user's: root follows no name there.
struct RepositoryForm {
    private static let secondsMax = 60

    private let path: String
    private let environment: [String: String]

    /// - Parameter path: of a bare repository in which nobody else is at work.
    init(_ path: String, home: String) {
        self.path = path
        environment = GitEnvironment.plain(home: home)
    }

    /// Reads `APP REF` a line, where REF is the branch that serves; writes `APP WORDS` for what there is to say, and `APP` alone
    /// where a push is under way.
    static func upkeep(_ root: InstallationRoot) throws -> Int32 {
        var reader = LineReader(STDIN_FILENO, limit: 1 << 16)
        while let line = try reader.nextText() {
            let words = line.split(separator: " ")
            guard words.count == 2, let app = AppName(String(words[0])), let ref = RefName(String(words[1])) else {
                throw Failure(.invalid, "renga-hooks upkeep reads lines `APP REF`, not `\(line)`")
            }
            let said: [String]
            do {
                guard let lock = try FileLock.trying(for: root.lock(app)) else {
                    try writeAll(Array("\(app.text)\n".utf8), to: STDOUT_FILENO)
                    continue
                }
                defer { withExtendedLifetime(lock) {} }
                said = try RepositoryForm(root.repository(app), home: root.path).settle(serving: ref)
            } catch {
                // One repository that is in no order must not keep the others from being brought into theirs.
                said = ["cannot bring the repository up to date: \(error)".replacing("\n", with: " ")]
            }
            for line in said { try writeAll(Array("\(app.text) \(line)\n".utf8), to: STDOUT_FILENO) }
        }
        return 0
    }

    /// - Returns: what the app's people have to know of it.
    func settle(serving: RefName) throws -> [String] {
        // git would wait at a pipe in their place, with the app's lock held.
        let repository = try GuardedDirectory.open(path)
        guard let head = repository.status("HEAD") else { return [] }
        if let words = repository.refusal(head) { throw Failure(.refused, "\(path)/HEAD \(words)") }
        let settings = String(decoding: try repository.read("config", limit: 1 << 20), as: UTF8.self)
        guard !RepositorySettings.areSet(in: settings) else { return [] }
        let said = try dropReplacements() + (try unite(serving))
        for (key, values) in RepositorySettings.missing(from: try git("config", "--file", path + "/config", "--list")) {
            _ = try git("config", "--file", path + "/config", "--replace-all", key, values[0])
            for value in values.dropFirst() { _ = try git("config", "--file", path + "/config", "--add", key, value) }
        }
        return said
    }

    /// Replacements make git see other objects than those that were pushed; where they lead nowhere, it sees nothing.
    private func dropReplacements() throws -> [String] {
        var said: [String] = []
        if Files.exists(path + "/info/grafts") {
            try Files.remove(path + "/info/grafts")
            said.append("Removed the grafts from the repository: they have no effect here")
        }
        let refs = try git("for-each-ref", "--format=%(refname)", "refs/replace")
        guard !refs.isEmpty else { return said }
        for ref in refs { _ = try git("update-ref", "-d", String(ref)) }
        return said + ["Removed \(refs.count) ref(s) under refs/replace from the repository: they have no effect here"]
    }

    /// Makes `master` another name of `main`. Where both were branches, the one that serves wins, and what the other had is kept.
    private func unite(_ serving: RefName) throws -> [String] {
        try freeMain()
        guard try target(of: .master) != RefName.main.text else { return [] }
        let (main, master) = (try commit(.main), try commit(.master))
        var said: [String] = []
        if let master, main != master {
            let winner = main == nil || serving == .master ? RefName.master : .main
            if let main { said = try keep(winner == .main ? master : main, of: winner == .main ? .master : .main, winner) }
            if winner == .master { _ = try git("update-ref", RefName.main.text, master) }
        }
        if master != nil { _ = try git("update-ref", "--no-deref", "-d", RefName.master.text) }
        _ = try git("symbolic-ref", RefName.master.text, RefName.main.text)
        _ = try git("symbolic-ref", "HEAD", RefName.main.text)
        return said
    }

    private func keep(_ commit: String, of loser: RefName, _ winner: RefName) throws -> [String] {
        let start = "`main` and `master` are one branch now, with what `\(winner.short)` had, which serves"
        let isContained = try GitQuestion.ask(arguments(["merge-base", "--is-ancestor", commit, winner.text]), environment).answer().holds
        if isContained { return [start] }
        let name = "\(loser.short)-until-\(commit.prefix(8))"
        _ = try git("update-ref", "refs/heads/\(name)", commit)
        return ["\(start); what `\(loser.short)` had is kept as the branch `\(name)`"]
    }

    /// `main` is the branch itself, and never another name of something else.
    private func freeMain() throws {
        guard try target(of: .main) != nil else { return }
        let value = try commit(.main)
        _ = try git("symbolic-ref", "--delete", RefName.main.text)
        if let value { _ = try git("update-ref", RefName.main.text, value) }
    }

    private func commit(_ ref: RefName) throws -> String? {
        try git("for-each-ref", "--format=%(refname) %(objectname)", ref.text).map { $0.split(separator: " ") }
            .first { $0.first.map(String.init) == ref.text }?.last.map(String.init)
    }

    /// What a symbolic ref names; nil where it is none.
    private func target(of ref: RefName) throws -> String? {
        let answer = try GitQuestion.ask(arguments(["symbolic-ref", "--quiet", ref.text]), environment).answer()
        return answer.holds ? answer.lines.first.map(String.init) : nil
    }

    private func git(_ words: String...) throws -> [Substring] {
        // The app's lock is held meanwhile: what somebody has put in the place of a ref is not waited at for ever.
        let bounded = ["-k", "5", "\(Self.secondsMax)", "/usr/bin/git"] + arguments(words)
        let outcome = try Command("/usr/bin/timeout", bounded, environment: environment).run()
        guard outcome.status.isSuccess else { throw CommandError(command: Command("/usr/bin/git", words), outcome: outcome) }
        return outcome.text.split(separator: "\n")
    }

    private func arguments(_ words: [String]) -> [String] { ["-C", path] + words }
}
