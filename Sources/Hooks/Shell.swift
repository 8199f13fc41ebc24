import Glibc
import Linux
import Model
import Wire

/// What runs in place of a login shell: git's two services and the CLI's commands, nothing else.
struct Shell {
    let root: InstallationRoot
    let key: Int64

    func run(request text: String) throws -> Int32 {
        switch try ShellRequest.parse(text) {
        case .push(let app): return try PushSession(root: root, key: key, app: app).run()
        case .fetch(let app): return try fetch(app)
        case .command:
            // Not as arguments, which every user of the machine can read: config vars are among them.
            throw become(
                root.path + "/bin/renga",
                ["--root", root.path],
                ["RENGA_KEY": "\(key)", "SSH_ORIGINAL_COMMAND": text, "RENGA_ORIGIN": Self.origin]
            )
        case .nothing:
            throw Failure(.refused, "you are known here, but there is no shell", hint: way)
        }
    }

    /// What whoever came in with this key can type. Without an answer it is what most may.
    private var way: String {
        let caller = try? PatientClient(root, key: key).ask(IdentifyCaller())
        guard caller?.standing == .deployKey else {
            return "git push, and commands such as `apps`, `create NAME`, `ps -a APP`, `logs -a APP`; `help` lists them"
        }
        return "git push to \(caller?.apps?.first.map { "`\($0)`" } ?? "its app"): this is a deploy key, which does nothing else"
    }

    /// sshd's own word: the first is the address that the connection comes from.
    static var origin: String { environment("SSH_CONNECTION")?.split(separator: " ").first.map(String.init) ?? "" }

    /// Whoever may not is told so, by throwing.
    func open(_ app: AppName, to access: OpenRepository.Access) throws -> OpenRepository.Answer {
        try PatientClient(root, key: key).ask(OpenRepository(app: app, access: access))
    }

    /// By the name that its repository and its lock have. Who came by a name of before is told the one of now.
    func place(_ asked: AppName, _ answer: OpenRepository.Answer) -> AppName {
        guard let name = answer.name, let first = answer.first, let app = AppName(first, shown: name) else { return asked }
        if name != asked.shown {
            StandardError.write(
                """
                remote: \(asked) is called \(name) now, and goes on being reached by this address. To use the new one:
                remote:     git remote set-url heroku \(answer.url)

                """
            )
        }
        return app
    }

    private func fetch(_ asked: AppName) throws -> Int32 {
        let answer = try open(asked, to: .read)
        let service = GitService(limits: answer.limits)
        let app = place(asked, answer)
        let environment = GitEnvironment.plain(home: root.path).merging(GitSettings.variables(GitSettings.packing)) { $1 }
        let child = try service.start(["upload-pack", "--strict", root.repository(app)], environment, isSoft: false)
        let status = GitPace(root: root, key: key, after: GitPace.patientMilliseconds).during { service.watch(child) }
        if !status.isSuccess, let excess = service.excess { StandardError.say(excess) }
        return status.code
    }

    /// Becomes another program; where that fails, says why.
    private func become(_ path: String, _ arguments: [String], _ extra: [String: String]) -> SystemError {
        var environment = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": root.path]
        for name in ["GIT_PROTOCOL", "TERM"] { environment[name] = SentVariable.value(of: name) }
        environment.merge(extra) { $1 }
        return Command(path, arguments, environment: environment).replaceProcess()
    }
}
