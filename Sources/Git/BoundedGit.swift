import Glibc
import Linux
import Model

/// git as the user that the repositories belong to: what it opens by name, follows or is told by a repository's files is
/// done with that user's rights, within bounds, and with as little of it as there is.
package struct BoundedGit: Sendable {
    private static let program = "/usr/bin/git"
    private let user: Account?
    private let limits: [ProcessLimit]
    private let secondsMax: Int

    /// As the user that receives pushes; in a private installation that may be whoever calls.
    package init(_ configuration: Configuration, _ root: InstallationRoot) throws {
        self.init(try Account.existing(configuration.users.git, of: root), configuration.git)
    }

    package init(_ account: Account, _ limits: Configuration.GitLimits) {
        user = account.uid == geteuid() ? nil : account
        self.limits = [.init(.memoryBytes, limits.memoryBytes), .init(.cpuSeconds, Int64(limits.cpuSecondsMax))]
        secondsMax = limits.secondsMax
    }

    /// A reader of objects, as a child that dies with this process.
    package func readObjects(of repository: String, quarantine: String? = nil) throws(SystemError) -> ObjectReader {
        let questions = try Descriptor.pipe().split()
        let answers = try Descriptor.pipe().split()
        let reading = Descriptor(owning: questions.reading)
        let writing = Descriptor(owning: answers.writing)
        let requests = Descriptor(owning: questions.writing)
        let answered = Descriptor(owning: answers.reading)
        let child = try readObjects(of: repository, quarantine: quarantine, questions: reading, answers: writing)
        return ObjectReader(child: child, requests: requests, answers: answered)
    }

    /// A reader of objects for whoever has the other ends of its pipes.
    package func readObjects(
        of repository: String,
        quarantine: String?,
        questions: borrowing Descriptor,
        answers: borrowing Descriptor
    ) throws(SystemError) -> Child {
        var start = start
        start.descriptors = [questions.number, answers.number, 2]
        return try Child.spawn(command(["cat-file", "--batch-command", "--buffer"], repository, quarantine: quarantine), start)
    }

    /// What a ref points to, symbolic refs followed; nil where there is no such ref.
    package func target(ofRef ref: RefName, in repository: String) throws -> CommitID? {
        let outcome = try command(["rev-parse", "--quiet", "--verify", ref.text], repository).run(start: start)
        guard outcome.status.isSuccess else {
            // Status 1 without a word: no such ref.
            guard outcome.status == .exited(1), outcome.output.isEmpty else {
                throw Failure(.internal, "cannot read the ref `\(ref)` of \(repository): \(outcome.text.trimmed)")
            }
            return nil
        }
        return CommitID(outcome.text.trimmed)
    }

    /// Runs git to its end, which has to come within `git.seconds_max`.
    ///
    /// - Parameter begun: is given its process, as soon as there is one.
    package func run(_ arguments: [String], in repository: String, settings: [String] = [], begun: (Child) -> Void = { _ in }) throws {
        let output = try Descriptor.nameless(in: "/tmp")
        var start = start
        start.descriptors = [nil, output.number, output.number]
        let command = command(arguments, repository, settings: settings)
        let child = try Child.spawn(command, start)
        begun(child)
        let status = try child.wait(until: Moment.monotonicMilliseconds() + Int64(secondsMax) * 1000)
        guard let status else { throw Failure(.limit, "`git \(arguments[0])` did not end within \(secondsMax) seconds") }
        guard !status.isSuccess else { return }
        guard lseek(output.number, 0, SEEK_SET) == 0 else { throw SystemError("rewind", "a temporary file") }
        throw CommandError(command: command, outcome: .init(status: status, output: try readSome(from: output.number) ?? []))
    }

    private var start: Child.Start {
        var start = Child.Start()
        start.newProcessGroup = true
        start.deathSignal = SIGKILL
        start.user = user.map { ($0.uid, $0.gid) }
        start.limits = limits
        start.noNewPrivileges = true
        start.outOfMemoryScore = 500
        return start
    }

    private func command(_ arguments: [String], _ repository: String, quarantine: String? = nil, settings: [String] = []) -> Command {
        var environment = [
            "PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "GIT_DIR": repository,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null/none",
            "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
        ]
        if let quarantine {
            environment["GIT_OBJECT_DIRECTORY"] = quarantine.hasPrefix("/") ? quarantine : "\(repository)/\(quarantine)"
            environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = repository + "/objects"
        }
        environment.merge(GitSettings.variables(GitSettings.reading + settings)) { $1 }
        return Command(Self.program, arguments, environment: environment)
    }
}
