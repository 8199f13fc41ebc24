import Glibc
import Linux
import Model
import Planning

/// The repository that a push meets, asked by the hook: what git would refuse later is found out while nothing has run.
struct PushedRepository {
    private let context: PushContext
    private let environment: [String: String]
    /// More names than these are not worth naming one by one.
    private static let patternsMax = 1000

    init(_ context: PushContext) throws {
        self.context = context
        environment = GitEnvironment.ofHook(home: context.root.path, shallowFile: try Self.shallowFile())
    }

    func obstacle(to updates: [RefUpdate]) throws -> Failure? {
        if let place = unwritable() {
            return Failure(
                .internal,
                "git cannot write \(context.root.repository(context.app))/\(place): \(String(cString: strerror(errno)))",
                hint: "who runs this machine can mend it: install.sh run again does"
            )
        }
        let kept = updates.filter(\.ref.isKept)
        let new = Set(kept.filter { !$0.deletes }.map(\.new.text)).sorted()
        // All at once: each is a process, and who pushes waits for them.
        let connected = try GitQuestion.ask(
            ["rev-list", "--objects", "--stdin", "--not", "--all", "--quiet", "--alternate-refs"],
            environment,
            input: new
        )
        let names = kept.map(\.ref.text) + Set(kept.filter { $0.ref.isBranch && !$0.deletes }.map(\.new.text)).sorted()
        let objects = try GitQuestion.ask(["cat-file", "--batch-check=%(objectname) %(objecttype)"], environment, input: names)
        let creates = kept.contains { $0.creates }
        let neighbours =
            creates ? try GitQuestion.ask(["for-each-ref", "--format=%(refname) %(objectname)"] + patterns(kept), environment) : nil
        var repository = PushObstacle.Repository()
        repository.isWhole = try connected.answer().holds || new.isEmpty
        if let neighbours { repository.refs = try Self.refs(neighbours.answer().lines) }
        for (name, line) in zip(names, try objects.answer().lines) {
            let words = line.split(separator: " ")
            // `NAME missing` where there is none.
            guard words.count == 2, let id = CommitID(String(words[0])), words[1] != "missing" else { continue }
            if let ref = RefName(name) { repository.refs[ref] = id } else { repository.kinds[id] = String(words[1]) }
        }
        // A name that is no text is not looked up by what it is shown as.
        for update in kept where update.ref.text.contains("\u{FFFD}") { repository.refs[update.ref] = update.creates ? nil : update.old }
        repository.isShallow = Files.exists("shallow")
        repository.url = context.url
        return PushObstacle.find(in: updates, repository, tag: tag)
    }

    /// A folder in which git could not move a ref, such as one that root made in passing.
    private func unwritable() -> String? {
        [".", "refs", "refs/heads", "refs/tags"].first { access($0, F_OK) == 0 && access($0, W_OK) != 0 }
    }

    /// Whether only force moves `main` to what a ref names. Nobody is told to use force because something could not be found out.
    func isBehind(_ update: RefUpdate) -> Bool { follows(RefName.main.text, update) == false }

    /// Whether what is pushed has `old` in its past; nil where nobody can say, as of what is not there.
    private func follows(_ old: String, _ update: RefUpdate) -> Bool? {
        // For advice alone.
        (try? GitQuestion.ask(["merge-base", "--is-ancestor", old, "\(update.new)^{commit}"], environment).verdict()) ?? nil
    }

    private func ask(_ words: [String]) throws -> String? {
        let answer = try GitQuestion.ask(words, environment).answer()
        return answer.holds ? answer.lines.first.map(String.init) ?? "" : nil
    }

    /// Refs are looked up by the first part of their names, below which all that could clash with them is.
    private func patterns(_ updates: [RefUpdate]) -> [String] {
        let patterns = Set(updates.map { update in update.ref.text.split(separator: "/").prefix(3).joined(separator: "/") })
        return patterns.count > Self.patternsMax ? ["refs/heads", "refs/tags"] : patterns.sorted()
    }

    private static func refs(_ lines: [Substring]) -> [RefName: CommitID] {
        let pairs = lines.compactMap { line -> (RefName, CommitID)? in
            let words = line.split(separator: " ")
            guard words.count == 2, let ref = RefName(String(words[0])), let id = CommitID(String(words[1])) else { return nil }
            return (ref, id)
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    private func tag(_ update: RefUpdate) -> (name: String, follows: Bool)? {
        // A tag that cannot be read is told of by its number.
        guard let lines = try? GitQuestion.ask(["cat-file", "tag", update.new.text], environment).answer().lines,
            let name = lines.prefix(4).first(where: { $0.hasPrefix("tag ") })?.dropFirst(4),
            let shown = RefName("refs/tags/\(name)")?.short,
            (try? ask(["rev-parse", "--quiet", "--verify", "\(update.new)^{commit}"])) != nil
        else { return nil }
        return (shown, update.old.isZero || follows(update.old.text, update) != false)
    }

    /// Where git has written down at what commits a shallow push ends, until the refs have moved: the newest such file in the
    /// repository, which is the working directory.
    private static func shallowFile() throws -> String? {
        let files = try Files.list(".").filter { $0.hasPrefix("shallow_") }.compactMap { name in
            Files.status(name).map { (name, $0.st_mtim.tv_sec, $0.st_mtim.tv_nsec) }
        }
        return files.max { ($0.1, $0.2) < ($1.1, $1.2) }?.0
    }
}
